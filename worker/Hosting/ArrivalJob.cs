using Quartz;

namespace Hitcast.Worker.Hosting;

/// <summary>A function as Quartz runs it for a key that arrived: many at once, on all nodes. The run of a node that dies is taken over by another.</summary>
internal sealed partial class ArrivalJob(
    FunctionCatalog catalog, Invoker invoker, ArrivalQueue queue, ArrivalStore store, TimeProvider time, ILogger<ArrivalJob> logger) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var function = catalog.Require(context.JobDetail.Key.Name);
        var (key, attempt) = ArrivalQueue.Read(context);
        try
        {
            var run = new FunctionContext(context.FireInstanceId, Deadline: null, attempt);
            context.Result = (await invoker.InvokeAsync(new Invocation(function, run) { Key = key }, cancellationToken)).ToReport();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Not by Quartz's own retries: a run that was taken over from a dead node has none.
            await SettleAsync(function, new FailedArrival(key, attempt, time.GetUtcNow(), exception.Message), cancellationToken);
            throw;
        }
    }

    private async Task SettleAsync(FunctionDefinition function, FailedArrival failure, CancellationToken cancellation)
    {
        if (!ArrivalState.IsLast(function, failure.Attempts))
        {
            await queue.AddAsync(function, failure.Key, failure.Attempts + 1, ArrivalState.PauseAfter(function, failure.Attempts), cancellation);
            return;
        }

        await store.ChangeAsync(function, state => state.WithSetAside(failure), cancellation);
        LogSetAside(failure.Key, failure.Attempts, failure.Reason, function.Name);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Key} is set aside after {Attempts} attempts: {Reason} To run it again: worker invoke {Function} key={Key}")]
    private partial void LogSetAside(string key, int attempts, string reason, string function);
}
