using System.Text.Json;

namespace Hitcast.Worker.Api;

/// <summary>What a classification says of one row.</summary>
/// <param name="Contributions">A JSON object: how much each input moved the answer away from the base value, in the model's own scale.</param>
public sealed record Prediction(double Probability, string Label, double BaseValue, string Contributions);

/// <summary>The answer to one row of a batch: a prediction, or why there is none.</summary>
public sealed record Answer(Prediction? Prediction, string? Refusal)
{
    /// <exception cref="JsonException">The line is no answer; also <see cref="KeyNotFoundException"/> and <see cref="InvalidOperationException"/>.</exception>
    internal static Answer Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return root.TryGetProperty("error", out var error)
            ? new(null, Refused(root, error))
            : new(
                new(
                    root.GetProperty("probability").GetDouble(), root.GetProperty("label").GetString()!, root.GetProperty("base_value").GetDouble(),
                    root.GetProperty("contributions").GetRawText()),
                null);
    }

    /// <summary>"budget is missing. …": the fields that are wrong, or the sentence where none is named.</summary>
    private static string Refused(JsonElement root, JsonElement error) => root.TryGetProperty("errors", out var errors)
        ? string.Join(' ', errors.EnumerateObject().SelectMany(field => field.Value.EnumerateArray().Select(message => $"{field.Name} {message.GetString()}")))
        : error.GetString()!;
}
