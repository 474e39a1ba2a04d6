using System.Threading.Tasks.Sources;

namespace Hitcast.InferenceApi.Scoring;

/// <summary>One row on its way through a <see cref="Scorer"/>, with its answer. Used again and again; rented from the scorer.</summary>
public sealed class ScoringRequest : IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> completion = new() { RunContinuationsAsynchronously = true };

    internal ScoringRequest(OnnxModel model)
    {
        Rows = new(model.Inputs, capacity: 1);
        Answers = new(model, capacity: 1);
    }

    public Rows Rows { get; }

    public Answers Answers { get; }

    public FieldErrors Errors { get; } = new();

    void IValueTaskSource.GetResult(short token) => completion.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => completion.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        completion.OnCompleted(continuation, state, token, flags);

    internal ValueTask Completion()
    {
        completion.Reset();
        return new(this, completion.Version);
    }

    internal void Complete() => completion.SetResult(true);

    internal void Fail(Exception exception) => completion.SetException(exception);

    internal void Reset()
    {
        Rows.Clear();
        Errors.Clear();
        Answers.WithFeatures = false;
    }
}
