using Quartz;

namespace Hitcast.Worker.Hosting;

/// <summary>A function as Quartz runs it: one run at a time in the whole cluster, taken over by another node when its own dies.</summary>
[DisallowConcurrentExecution]
internal sealed class FunctionJob(FunctionCatalog catalog, Invoker invoker, Arrivals arrivals) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var function = catalog.Find(context.JobDetail.Key.Name)
            ?? throw new InvalidOperationException($"The scheduler's tables name a function {context.JobDetail.Key.Name}, which this worker does not have.");
        var run = new FunctionContext(context.FireInstanceId, Deadline: null, context.RetryAttempt + 1);
        var result = function.Trigger is Trigger.Lake
            ? await arrivals.RunAsync(function, run, cancellationToken)
            : await invoker.InvokeAsync(new Invocation(function, run) { Timer = Timer(context) }, cancellationToken);
        context.Result = result.DidNothing ? JobRunReport.Skipped(result.Summary) : JobRunReport.Succeeded(result.Summary);
    }

    private static TimerInfo Timer(IJobExecutionContext context)
    {
        var scheduled = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        return new TimerInfo(scheduled, context.FireTimeUtc - scheduled > TimeSpan.FromMinutes(1));
    }
}
