namespace Hitcast.InferenceApi.Gemini;

/// <summary>What <c>generateContent</c> answers, as far as we read it. Any of it may be missing.</summary>
internal sealed record GenerateReply(
    IReadOnlyList<Candidate?>? Candidates, PromptFeedback? PromptFeedback, UsageMetadata? UsageMetadata, string? ModelVersion, ModelStatus? ModelStatus);

/// <param name="FinishReason">Text, since Google adds to the list.</param>
internal sealed record Candidate(Content? Content, string? FinishReason);

internal sealed record PromptFeedback(string? BlockReason, string? BlockReasonMessage);

internal sealed record UsageMetadata(int? PromptTokenCount, int? ToolUsePromptTokenCount, int? CandidatesTokenCount, int? ThoughtsTokenCount);

/// <param name="RetirementTime">When the model will be shut down, where Google says so.</param>
internal sealed record ModelStatus(DateTimeOffset? RetirementTime);
