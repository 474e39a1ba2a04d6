using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Running;
using Quartz;

namespace Hitcast.Worker.Hosting.Scheduling;

/// <summary>A function with a timer as Quartz runs it: one run at a time in the whole cluster, taken over by another node when its own dies.</summary>
[DisallowConcurrentExecution]
internal sealed class FunctionJob(FunctionCatalog catalog, Invoker invoker) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var function = catalog.Require(context.JobDetail.Key.Name);
        var run = new FunctionContext(context.FireInstanceId, Deadline: null, context.RetryAttempt + 1);
        context.Result = (await invoker.InvokeAsync(new Invocation(function, run) { Timer = Timer(context) }, cancellationToken)).ToReport();
    }

    private static TimerInfo Timer(IJobExecutionContext context)
    {
        var scheduled = context.ScheduledFireTimeUtc ?? context.FireTimeUtc;
        return new TimerInfo(scheduled, context.FireTimeUtc - scheduled > TimeSpan.FromMinutes(1));
    }
}
