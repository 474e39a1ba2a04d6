using Quartz;

namespace Hitcast.Worker.Hosting;

/// <summary>The host that schedules by itself: Quartz, with its tables in PostgreSQL, so that any number of workers form one cluster.</summary>
internal static class QuartzHost
{
    public const string SchedulerName = "hitcast";

    /// <summary>Schedules the functions.</summary>
    public static void AddQuartzHost(this IServiceCollection services, FunctionCatalog catalog)
    {
        services.AddQuartzStore(catalog);
        services.AddQuartzHostedService(hosted => hosted.WaitForJobsToComplete = true);
        services.AddHostedService<ArrivalWatch>();
    }

    /// <summary>The scheduler with its tables, which starts only in a host.</summary>
    public static void AddQuartzStore(this IServiceCollection services, FunctionCatalog catalog)
    {
        services.AddSingleton<SchedulerDatabase>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = SchedulerName;
                scheduler.GenerateInstanceId = true;
                scheduler.DefaultTimeZone = TimeZoneInfo.Utc;
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always;
            });
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(database => database.DataSourceFactory = provider => provider.GetRequiredService<SchedulerDatabase>().Source);
                store.ConfigureStore(tables => tables.TablePrefix = "quartz.qrtz_");
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
        quartz.AddJob<FunctionJob>(job => job.WithIdentity(function.Name).StoreDurably().RequestRecovery());
        if (function.Trigger is Trigger.Timer timer)
        {
            quartz.AddTrigger<FunctionJob>(trigger =>
            {
                trigger.WithIdentity(function.Name).ForJob(function.Name)
                    .WithCronSchedule(timer.Schedule.Quartz, cron => cron.InTimeZone(TimeZoneInfo.Utc));
                if (Retry(function.Retry) is { } policy)
                {
                    trigger.WithRetryPolicy(policy);
                }
            });
        }
    }

    private static RetryPolicy? Retry(RetryAttribute? retry) => retry switch
    {
        FixedDelayRetryAttribute fixedDelay => RetryPolicy.Fixed(fixedDelay.MaxRetryCount, fixedDelay.DelayInterval),
        ExponentialBackoffRetryAttribute exponential =>
            RetryPolicy.Exponential(exponential.MaxRetryCount, exponential.MinimumInterval, 2, exponential.MaximumInterval),
        _ => null,
    };
}
