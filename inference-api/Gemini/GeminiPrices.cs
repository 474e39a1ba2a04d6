namespace Hitcast.InferenceApi.Gemini;

/// <summary>What tokens cost by the settings.</summary>
internal static class GeminiPrices
{
    // gemini-3.8-flash from 2027 on; until then half of it is charged, so that costs are rather said too high.
    private const decimal ListedInput = 1.50m;
    private const decimal ListedOutput = 7.50m;
    private const decimal Million = 1_000_000;

    /// <param name="output">Tokens answered and thought.</param>
    /// <returns>USD.</returns>
    public static decimal Cost(this GeminiOptions options, long input, long output) =>
        ((input * (options.InputPrice ?? ListedInput)) + (output * (options.OutputPrice ?? ListedOutput))) / Million;

    /// <summary>What a reply cost.</summary>
    public static GeminiUsage Usage(this GeminiOptions options, GenerateReply? reply)
    {
        var counts = reply?.UsageMetadata;
        var input = Count(counts?.PromptTokenCount) + Count(counts?.ToolUsePromptTokenCount);
        var (output, thought) = (Count(counts?.CandidatesTokenCount), Count(counts?.ThoughtsTokenCount));
        return new(reply?.ModelVersion is { Length: > 0 and < 100 } model ? model : options.Model, 1, input, output, thought, options.Cost(input, output + thought));
    }

    private static long Count(int? tokens) => Math.Max(0, tokens ?? 0);
}
