using System.Text.RegularExpressions;

namespace Hitcast.InferenceApi.Gemini;

/// <summary>The text of a reply, or why there is none.</summary>
internal static partial class ReplyReader
{
    /// <exception cref="GeminiException">The reply cannot be used.</exception>
    public static string Text(GenerateReply? reply)
    {
        var text = string.Concat(Candidate(reply).Content?.Parts?.Where(part => part is { Thought: not true }).Select(part => part.Text) ?? []);
        return string.IsNullOrWhiteSpace(text) ? throw Unusable("Gemini's reply holds no text.") : text;
    }

    /// <returns>A candidate that ended as it should.</returns>
    /// <exception cref="GeminiException">The reply cannot be used.</exception>
    public static Candidate Candidate(GenerateReply? reply)
    {
        if (reply is null)
        {
            throw Unusable("Gemini's reply is not the JSON that its interface promises.");
        }

        var candidate = reply.Candidates is [{ } first, ..] ? first : throw NoCandidate(reply.PromptFeedback);
        return Word(candidate.FinishReason) switch
        {
            null or "STOP" => candidate,
            "MAX_TOKENS" => throw new GeminiException(
                GeminiFailure.CutShort, "Gemini's reply was cut, since Gemini:MaxOutputTokens did not suffice. Ask for less at once, or have it raised."),
            "SAFETY" or "RECITATION" or "LANGUAGE" or "BLOCKLIST" or "PROHIBITED_CONTENT" or "SPII" => throw Blocked(candidate.FinishReason),
            var reason => throw Unusable($"Gemini ended its reply for a reason that says nothing about the question ({reason})."),
        };
    }

    public static GeminiException Unusable(string message) => new(GeminiFailure.Unusable, message + " Ask again, or ask differently.");

    private static GeminiException NoCandidate(PromptFeedback? feedback) => feedback is { BlockReason: null, BlockReasonMessage: null } or null
        ? Unusable("Gemini's reply holds no candidate.")
        : Blocked(feedback.BlockReason);

    private static GeminiException Blocked(string? reason) => new(
        GeminiFailure.Blocked, $"Gemini's rules do not allow this question or its answer ({Word(reason) ?? "no reason given"}). Ask differently.");

    /// <summary>Google's word as it may be shown.</summary>
    private static string? Word(string? reason) => string.IsNullOrEmpty(reason) ? null : ReasonWord().IsMatch(reason) ? reason : "unreadable";

    [GeneratedRegex("^[A-Z_]{2,40}$")]
    private static partial Regex ReasonWord();
}
