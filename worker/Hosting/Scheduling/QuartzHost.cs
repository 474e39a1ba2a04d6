using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Running;
using Microsoft.Extensions.Options;
using Quartz;

namespace Hitcast.Worker.Hosting.Scheduling;

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
        services.AddHostedService<TimerTriggers>();
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        services.AddHostedService<SchedulerStandby>();
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
                _ = function.Trigger is Trigger.Timer
                    ? quartz.AddJob<FunctionJob>(job => job.WithIdentity(function.Name).StoreDurably().RequestRecovery())
                    : quartz.AddJob<ArrivalJob>(job => job.WithIdentity(function.Name).StoreDurably().RequestRecovery());
            }
        });
    }
}
