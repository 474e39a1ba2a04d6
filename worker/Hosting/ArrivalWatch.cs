using Hitcast.Worker.Lake;
using Microsoft.Extensions.Options;
using Quartz;

namespace Hitcast.Worker.Hosting;

/// <summary>Lists the lake every few seconds, and asks the scheduler for a run of each function that something arrived for.</summary>
internal sealed partial class ArrivalWatch(
    FunctionCatalog catalog, Arrivals arrivals, ISchedulerFactory schedulers, TimeProvider time, IOptions<FunctionsOptions> options, ILogger<ArrivalWatch> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.ArrivalSeconds), time);
        do
        {
            foreach (var function in catalog.Functions.Where(function => function.Trigger is Trigger.Lake))
            {
                await LookAsync(function, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>The lake or the database may be away for a while: it is looked at again after the pause, and the log says why.</summary>
    private async Task LookAsync(FunctionDefinition function, CancellationToken cancellation)
    {
        try
        {
            if (await arrivals.AnyAsync(function, cancellation))
            {
                await AskForRunAsync(function, cancellation);
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogNotSeen(exception is LakeException ? null : exception, function.Name, exception.Message);
        }
    }

    private async Task AskForRunAsync(FunctionDefinition function, CancellationToken cancellation)
    {
        var scheduler = await schedulers.GetScheduler(cancellation);
        // One trigger by this name in the whole cluster: while a run waits or is at work, no other is asked for.
        var key = new TriggerKey(function.Name, "arrival");
        if (await scheduler.GetTrigger(key, cancellation) is not null)
        {
            return;
        }

        var trigger = TriggerBuilder.Create().WithIdentity(key).ForJob(function.Name).StartNow().Build();
        try
        {
            await scheduler.ScheduleJob(trigger, cancellationToken: cancellation);
        }
        catch (ObjectAlreadyExistsException)
        {
            // Another node was faster.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "It could not be seen what arrived for {Function}: {Reason}")]
    private partial void LogNotSeen(Exception? exception, string function, string reason);
}
