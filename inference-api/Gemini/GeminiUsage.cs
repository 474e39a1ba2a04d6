namespace Hitcast.InferenceApi.Gemini;

/// <summary>What calls to Gemini took.</summary>
/// <param name="Model">The model's id, as its replies name it.</param>
/// <param name="Calls">Calls that were answered.</param>
/// <param name="InputTokens">Tokens sent.</param>
/// <param name="OutputTokens">Tokens answered, thoughts not included.</param>
/// <param name="ThoughtTokens">Tokens thought; they cost as much as those answered.</param>
/// <param name="CostUsd">By the prices of the settings.</param>
public sealed record GeminiUsage(string Model, int Calls, long InputTokens, long OutputTokens, long ThoughtTokens, decimal CostUsd)
{
    public static GeminiUsage operator +(GeminiUsage one, GeminiUsage other) => one.Add(other);

    /// <summary>Both together, under the later one's model.</summary>
    public GeminiUsage Add(GeminiUsage other) => new(
        other.Model,
        Calls + other.Calls,
        InputTokens + other.InputTokens,
        OutputTokens + other.OutputTokens,
        ThoughtTokens + other.ThoughtTokens,
        CostUsd + other.CostUsd);
}
