using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Running;
using Hitcast.Worker.Lake;
using Quartz;

namespace Hitcast.Worker.Hosting.Scheduling;

/// <summary>A function as Quartz runs it for a key that arrived: many at once, on all nodes. The run of a node that dies is taken over by another.</summary>
internal sealed partial class ArrivalJob(
    FunctionCatalog catalog, Invoker invoker, ArrivalQueue queue, ArrivalStore store, TimeProvider time, ILogger<ArrivalJob> logger) : IJob
{
    private static readonly TimeSpan UnavailablePause = TimeSpan.FromSeconds(5);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var function = catalog.Require(context.JobDetail.Key.Name);
        var (key, attempt) = ArrivalQueue.Read(context);
        if (context.Recovering)
        {
            // The process ended in this attempt: an arrival that ends its process must not do so for ever.
            await SettleAsync(function, new FailedArrival(key, attempt, time.GetUtcNow(), ArrivalState.Ended), TimeSpan.Zero, cancellationToken);
            return;
        }

        try
        {
            var run = new FunctionContext(context.FireInstanceId, Deadline: null, attempt);
            context.Result = (await RunAsync(new Invocation(function, run) { Key = key }, cancellationToken)).ToReport();
        }
        catch (Exception exception)
        {
            // Quartz hands a run to another node, or to the next start, by this exception alone; with any other it would be done with the arrival.
            cancellationToken.ThrowIfCancellationRequested();
            // Not by Quartz's own retries: a run that was taken over from a dead node has none.
            await SettleAsync(function, new FailedArrival(key, attempt, time.GetUtcNow(), exception.Message), ArrivalState.PauseAfter(function, attempt), cancellationToken);
            throw;
        }
    }

    /// <summary>While what the function needs is away the job stays at work: the scheduler's tables, in which the arrival could wait, may be away with it.</summary>
    private async Task<FunctionResult> RunAsync(Invocation invocation, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return await invoker.InvokeAsync(invocation, cancellation);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested && exception is (UnavailableException or LakeException))
            {
                invocation = invocation with { IsRepeated = true };
                await Task.Delay(UnavailablePause, time, cancellation);
            }
        }
    }

    /// <summary>The run's own trigger goes with its end: while the next one cannot be stored, or the lake not be told, the job stays at work, or the arrival would be lost.</summary>
    private async Task SettleAsync(FunctionDefinition function, FailedArrival failure, TimeSpan pause, CancellationToken cancellation)
    {
        var outage = new Outage();
        while (true)
        {
            try
            {
                await SettleOnceAsync(function, failure, pause, cancellation);
                return;
            }
            catch (Exception exception)
            {
                cancellation.ThrowIfCancellationRequested();
                if (outage.IsNews(exception))
                {
                    LogNotSettled(exception, failure.Key);
                }

                await Task.Delay(UnavailablePause, time, cancellation);
            }
        }
    }

    private async Task SettleOnceAsync(FunctionDefinition function, FailedArrival failure, TimeSpan pause, CancellationToken cancellation)
    {
        if (!ArrivalState.IsLast(function, failure.Attempts))
        {
            await queue.AddAsync(function, failure.Key, failure.Attempts + 1, pause, cancellation);
            return;
        }

        await store.ChangeAsync(function, state => state.WithSetAside(failure), cancellation);
        LogSetAside(failure.Key, failure.Attempts, failure.Reason, function.Name);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "It cannot be noted that {Key} failed; it is tried again every few seconds")]
    private partial void LogNotSettled(Exception exception, string key);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Key} is set aside after {Attempts} attempts: {Reason} To run it again: worker invoke {Function} key={Key}")]
    private partial void LogSetAside(string key, int attempts, string reason, string function);
}
