using Hitcast.InferenceApi.Gemini;

namespace Hitcast.InferenceApi.Questions.Planning;

/// <summary>Answers any question by Gemini: SQL that passes the gate, and a text that is held against the rows.</summary>
public sealed class GeminiPlanner
{
    /// <param name="onStage">Is told of each stage, in order, before the next begins.</param>
    /// <exception cref="GeminiException">Gemini gave no usable answer; its status and sentence are for the caller.</exception>
    /// <exception cref="ArgumentException">The question is empty or too long.</exception>
    public Task<PlannedAnswer> AskAsync(PlanRequest request, Func<PlanStage, Task>? onStage, CancellationToken cancellation) =>
        throw new NotImplementedException();
}
