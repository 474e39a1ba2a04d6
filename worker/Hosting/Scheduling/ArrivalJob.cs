using System.Globalization;
using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Running;
using Hitcast.Worker.Lake;
using Quartz;
using Quartz.Extensibility;

namespace Hitcast.Worker.Hosting.Scheduling;

/// <summary>A function as Quartz runs it for a key that arrived: many at once, on all nodes. The run of a node that dies is taken over by another.</summary>
internal sealed partial class ArrivalJob(
    FunctionCatalog catalog, Invoker invoker, ArrivalQueue queue, ArrivalStore store, IExecutionHistoryStore history, TimeProvider time, ILogger<ArrivalJob> logger) : IJob
{
    private static readonly TimeSpan UnavailablePause = TimeSpan.FromSeconds(5);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var function = catalog.Require(context.JobDetail.Key.Name);
        var (key, attempt) = ArrivalQueue.Read(context);
        if (context.Recovering)
        {
            await UntilNotedAsync(key, () => RecoverAsync(function, context, cancellationToken), cancellationToken);
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
            var failure = new FailedArrival(key, attempt, time.GetUtcNow(), exception.Message);
            await UntilNotedAsync(key, () => SettleAsync(function, failure, ArrivalState.PauseAfter(function, attempt), cancellationToken), cancellationToken);
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
    private async Task UntilNotedAsync(string key, Func<Task> note, CancellationToken cancellation)
    {
        var outage = new Outage();
        while (true)
        {
            try
            {
                await note();
                return;
            }
            catch (Exception exception)
            {
                cancellation.ThrowIfCancellationRequested();
                if (outage.IsNews(exception))
                {
                    LogNotNoted(exception, key);
                }

                await Task.Delay(UnavailablePause, time, cancellation);
            }
        }
    }

    /// <summary>A run that was stopped is the same attempt again. If its process ended, that was one: an arrival that ends its process must not do so for ever.</summary>
    private async Task RecoverAsync(FunctionDefinition function, IJobExecutionContext context, CancellationToken cancellation)
    {
        var (key, attempt) = ArrivalQueue.Read(context);
        await (await WasStoppedAsync(context, cancellation)
            ? queue.AddAsync(function, key, attempt, TimeSpan.Zero, cancellation)
            : SettleAsync(function, new FailedArrival(key, attempt, time.GetUtcNow(), ArrivalState.Ended), TimeSpan.Zero, cancellation));
    }

    /// <summary>Of a run that was stopped the history tells; of one whose process ended nobody could.</summary>
    private async Task<bool> WasStoppedAsync(IJobExecutionContext context, CancellationToken cancellation)
    {
        // To the second.
        var fired = DateTimeOffset.Parse(context.MergedJobDataMap.GetString(SchedulerConstants.FailedJobOriginalTriggerFireTime)!, CultureInfo.InvariantCulture);
        var query = new ExecutionHistoryQuery
        {
            SchedulerName = QuartzHost.SchedulerName,
            Trigger = context.RecoveringTriggerKey,
            FiredFrom = fired,
            FiredBefore = fired.AddSeconds(1),
            Results = [JobRunResult.Cancelled],
        };
        return (await history.QueryExecutions(query, cancellation)).Items.Count > 0;
    }

    private async Task SettleAsync(FunctionDefinition function, FailedArrival failure, TimeSpan pause, CancellationToken cancellation)
    {
        if (!ArrivalState.IsLast(function, failure.Attempts))
        {
            await queue.AddAsync(function, failure.Key, failure.Attempts + 1, pause, cancellation);
            return;
        }

        await store.ChangeAsync(function, state => state.WithSetAside(failure), cancellation);
        LogSetAside(failure.Key, failure.Attempts, failure.Reason, function.Name);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "It cannot be noted what became of {Key}; it is tried again every few seconds")]
    private partial void LogNotNoted(Exception exception, string key);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Key} is set aside after {Attempts} attempts: {Reason} To run it again: worker invoke {Function} key={Key}")]
    private partial void LogSetAside(string key, int attempts, string reason, string function);
}
