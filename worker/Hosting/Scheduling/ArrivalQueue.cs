using Hitcast.Worker.Hosting.Declaration;
using Quartz;

namespace Hitcast.Worker.Hosting.Scheduling;

/// <summary>What arrived, as triggers of the scheduler: they outlive the process, and any node of the cluster takes them up.</summary>
internal sealed class ArrivalQueue(ISchedulerFactory schedulers, TimeProvider time)
{
    private const string Key = "key";
    private const string Attempt = "attempt";

    /// <summary>Behind functions with a timer, of which many arrivals would hold back the next run.</summary>
    private const int Priority = TriggerConstants.DefaultPriority - 1;

    /// <summary>Has a function run for a key. One that waits or is at work already, with this attempt, is not asked for twice.</summary>
    public async Task AddAsync(FunctionDefinition function, string key, int attempt, TimeSpan pause, CancellationToken cancellation)
    {
        var trigger = TriggerBuilder.Create()
            .WithIdentity($"{key} {attempt}", function.Name)
            .ForJob(function.Name)
            .UsingJobData(Key, key)
            .UsingJobData(Attempt, attempt)
            .WithPriority(Priority)
            .StartAt(time.GetUtcNow() + pause)
            // However late: it waits its turn, and is not put off again.
            .WithSimpleSchedule(schedule => schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
            .Build();
        try
        {
            var scheduler = await schedulers.GetScheduler(cancellation);
            await scheduler.ScheduleJob(trigger, cancellationToken: cancellation);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Another node saw it too, or the lake's listing saw what a message had told.
        }
    }

    public static (string Key, int Attempt) Read(IJobExecutionContext context) =>
        (context.MergedJobDataMap.GetString(Key) ?? throw new InvalidOperationException($"The trigger {context.Trigger.Key} names no key."), context.MergedJobDataMap.GetInt(Attempt));
}
