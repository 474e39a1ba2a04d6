using Hitcast.Worker.Hosting.Declaration;
using Quartz;

namespace Hitcast.Worker.Hosting.Scheduling;

/// <summary>
/// Stores a trigger for each function with a timer before the scheduler starts. One that stands there as it should is left alone: to replace it,
/// as Quartz does by itself, would forget what was missed, and repeat what another node fires at this moment.
/// </summary>
internal sealed class TimerTriggers(FunctionCatalog catalog, ISchedulerFactory schedulers) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var function in catalog.Functions)
        {
            if (function.Trigger is Trigger.Timer timer)
            {
                await StoreAsync(scheduler, Build(function, timer.Schedule), cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task StoreAsync(IScheduler scheduler, ICronTrigger trigger, CancellationToken cancellation)
    {
        try
        {
            var stored = await scheduler.GetTrigger(trigger.Key, cancellation);
            if (stored is null)
            {
                await scheduler.ScheduleJob(trigger, cancellationToken: cancellation);
            }
            else if (!IsSame(stored, trigger))
            {
                await scheduler.RescheduleJob(trigger.Key, trigger, cancellation);
            }
        }
        catch (ObjectAlreadyExistsException)
        {
            // Another node was faster.
        }
    }

    private static bool IsSame(ITrigger stored, ICronTrigger declared) =>
        stored is ICronTrigger cron && cron.CronExpressionString == declared.CronExpressionString && cron.TimeZone.Equals(declared.TimeZone)
        && cron.MisfireInstruction == declared.MisfireInstruction && Equals(cron.RetryPolicy, declared.RetryPolicy);

    private static ICronTrigger Build(FunctionDefinition function, Schedule schedule)
    {
        // Firings that were missed while no worker ran are caught up by one run.
        var trigger = TriggerBuilder.Create().WithIdentity(function.Name).ForJob(function.Name).WithCronSchedule(
            schedule.Quartz, cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed));
        return (ICronTrigger)(Retry(function.Retry) is { } policy ? trigger.WithRetryPolicy(policy) : trigger).Build();
    }

    private static RetryPolicy? Retry(RetryAttribute? retry) => retry switch
    {
        FixedDelayRetryAttribute fixedDelay => RetryPolicy.Fixed(fixedDelay.MaxRetryCount, fixedDelay.DelayInterval),
        ExponentialBackoffRetryAttribute exponential =>
            RetryPolicy.Exponential(exponential.MaxRetryCount, exponential.MinimumInterval, 2, exponential.MaximumInterval),
        _ => null,
    };
}
