using Microsoft.Extensions.Options;
using Quartz;

namespace Hitcast.Worker.Hosting;

/// <summary>The host that schedules by itself: Quartz, with its tables in PostgreSQL, so that any number of workers form one cluster.</summary>
internal static class QuartzHost
{
    public const string SchedulerName = "hitcast";

    /// <summary>How soon a node sees what another has scheduled.</summary>
    private static readonly TimeSpan IdleWait = TimeSpan.FromSeconds(5);

    /// <summary>Schedules the functions.</summary>
    public static void AddQuartzHost(this IServiceCollection services, FunctionCatalog catalog)
    {
        services.AddQuartzStore(catalog);
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        services.AddHostedService<ArrivalWatch>();
        services.AddHostedService<QueueWatch>();
    }

    /// <summary>The scheduler with its tables, which starts only in a host.</summary>
    public static void AddQuartzStore(this IServiceCollection services, FunctionCatalog catalog)
    {
        services.AddSingleton<SchedulerDatabase>();
        services.AddSingleton<FunctionStates>();
        services.AddSingleton<ArrivalQueue>();
        services.AddOptions<ThreadPoolOptions>().Configure<IOptions<FunctionsOptions>>((pool, functions) => pool.MaxConcurrency = functions.Value.MaxConcurrency);
        services.AddOptions<ClusteringOptions>().Configure<IOptions<FunctionsOptions>>((cluster, functions) =>
            cluster.CheckinInterval = cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(functions.Value.CheckInSeconds));
        // A start goes on from the last firing: what was missed since is caught up, not forgotten.
        services.Configure<QuartzOptions>(quartz => quartz.Scheduling.ScheduleTriggerRelativeToReplacedTrigger = true);
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = SchedulerName;
                scheduler.GenerateInstanceId = true;
                scheduler.DefaultTimeZone = TimeZoneInfo.Utc;
                scheduler.IdleWaitTime = IdleWait;
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(database => database.DataSourceFactory = provider => provider.GetRequiredService<SchedulerDatabase>().Source);
                store.ConfigureStore(tables =>
                {
                    tables.TablePrefix = "quartz.qrtz_";
                    // A run that a shutdown cuts short goes on at another node, or at the next start.
                    tables.RecoverFiringsCancelledByShutdown = true;
                    // The run of a dead node that had begun over a minute ago counts as missed, and waits for this.
                    tables.MisfireHandlerFrequency = IdleWait;
                });
                store.ProvisionSchema();
                store.UseClustering(_ => { });
                store.UseExecutionHistory();
                store.UseSystemTextJsonSerializer(_ => { });
            });
            foreach (var function in catalog.Functions)
            {
                Schedule(quartz, function);
            }
        });
    }

    private static void Schedule(IQuartzBuilder quartz, FunctionDefinition function)
    {
        if (function.Trigger is not Trigger.Timer timer)
        {
            quartz.AddJob<ArrivalJob>(job => job.WithIdentity(function.Name).StoreDurably().RequestRecovery());
            return;
        }

        quartz.AddJob<FunctionJob>(job => job.WithIdentity(function.Name).StoreDurably().RequestRecovery());
        quartz.AddTrigger<FunctionJob>(trigger =>
        {
            // Firings that were missed while no worker ran are caught up by one run.
            trigger.WithIdentity(function.Name).ForJob(function.Name).WithCronSchedule(
                timer.Schedule.Quartz, cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed));
            if (Retry(function.Retry) is { } policy)
            {
                trigger.WithRetryPolicy(policy);
            }
        });
    }

    private static RetryPolicy? Retry(RetryAttribute? retry) => retry switch
    {
        FixedDelayRetryAttribute fixedDelay => RetryPolicy.Fixed(fixedDelay.MaxRetryCount, fixedDelay.DelayInterval),
        ExponentialBackoffRetryAttribute exponential =>
            RetryPolicy.Exponential(exponential.MaxRetryCount, exponential.MinimumInterval, 2, exponential.MaximumInterval),
        _ => null,
    };
}
