using System.Collections.Concurrent;

namespace Hitcast.InferenceApi.Scoring;

/// <summary>Scores single requests; those that wait anyway are scored together in one run.</summary>
/// <remarks>
/// No request is held back for others to come. With nothing else to do, a request is run at once by its own thread. Otherwise it
/// queues, and a run is put behind the work that the thread pool has already: what that work queues in the meantime goes along.
/// </remarks>
public sealed class Scorer(OnnxModel model, int maximumBatch) : IThreadPoolWorkItem
{
    private readonly Lock gate = new();
    private readonly Queue<ScoringRequest> waiting = new();
    private readonly ConcurrentStack<ScoringRequest> idle = new();
    private bool scheduled;

    public OnnxModel Model => model;

    public ScoringRequest Rent() => idle.TryPop(out var request) ? request : new(model);

    public void Return(ScoringRequest request)
    {
        request.Reset();
        idle.Push(request);
    }

    /// <summary>Answers the request's one row.</summary>
    public ValueTask ScoreAsync(ScoringRequest request)
    {
        if (maximumBatch == 1 || ThreadPool.PendingWorkItemCount == 0)
        {
            model.Score([request]);
            return ValueTask.CompletedTask;
        }

        var completion = request.Completion();
        bool schedule;
        lock (gate)
        {
            waiting.Enqueue(request);
            schedule = !scheduled;
            scheduled = true;
        }

        if (schedule)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return completion;
    }

    void IThreadPoolWorkItem.Execute()
    {
        ScoringRequest[] batch;
        bool more;
        lock (gate)
        {
            batch = new ScoringRequest[Math.Min(waiting.Count, maximumBatch)];
            for (var i = 0; i < batch.Length; i++)
            {
                batch[i] = waiting.Dequeue();
            }

            more = scheduled = waiting.Count > 0;
        }

        if (more)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        Run(batch);
    }

    private void Run(ScoringRequest[] batch)
    {
        try
        {
            model.Score(batch);
        }
        catch (Exception exception)
        {
            foreach (var request in batch)
            {
                request.Fail(exception);
            }

            return;
        }

        foreach (var request in batch)
        {
            request.Complete();
        }
    }
}
