using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Scheduling;
using Hitcast.Worker.Lake;
using Hitcast.Worker.Tests.Tmdb;
using Hitcast.Worker.Tests.Warehouse;
using Microsoft.Extensions.Configuration;
using Npgsql;
using Quartz;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.Scheduling;

/// <summary>Two processes, <c>worker run</c>, on one PostgreSQL and one lake.</summary>
public sealed class ClusterTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("hitcast-lake-").FullName;
    private readonly Dictionary<string, string?> settings = [];
    private NpgsqlDataSource database = null!;
    private FolderLake lake = null!;

    public async ValueTask InitializeAsync()
    {
        var owner = (await cluster.CreateDatabaseAsync()).Owner;
        database = NpgsqlDataSource.Create(owner);
        lake = new FolderLake(folder, TimeProvider.System);
        settings["Lake:Address"] = folder;
        settings["Warehouse:ConnectionString"] = owner;
        settings["Functions:ArrivalSeconds"] = "1";
        settings["Functions:CheckInSeconds"] = "1";
        settings["Extraction:LeaseSeconds"] = "3";
        settings["Extraction:ObjectLines"] = "50";
        settings["Tmdb:RequestsPerSecond"] = "1000";
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Each_firing_runs_once()
    {
        const int Firings = 8;
        await using var first = await WorkerProcess.RunAsync(settings);
        await using var second = await WorkerProcess.RunAsync(settings);

        var everySecond = TriggerBuilder.Create().ForJob("prune-lake").WithIdentity("every-second").StartNow()
            .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(1)).WithRepeatCount(Firings - 1).WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires));
        await WithSchedulerAsync(async scheduler => await scheduler.ScheduleJob(everySecond.Build()));

        // A trigger that has fired for the last time is gone once the run has ended.
        await UntilAsync("SELECT NOT EXISTS (SELECT FROM quartz.qrtz_triggers WHERE trigger_name = 'every-second')");
        Assert.Equal(Firings, await ScalarAsync<long>("SELECT count(*) FROM quartz.qrtz_execution_history WHERE trigger_name = 'every-second'"));
    }

    [Fact]
    public async Task Firings_that_were_missed_are_caught_up_by_one_run()
    {
        // Far from its own next firing.
        var function = TimeProvider.System.GetUtcNow().Minute is > 5 and < 15 ? "prune-lake" : "extract-movies";
        await using (var before = await WorkerProcess.RunAsync(settings))
        {
            await before.StopAsync();
        }

        // As if no worker had run for three days.
        await ExecuteAsync($"UPDATE quartz.qrtz_triggers SET next_fire_time = next_fire_time - {TimeSpan.FromDays(3).Ticks} WHERE trigger_name = '{function}'");

        await using var first = await WorkerProcess.RunAsync(settings);
        await using var second = await WorkerProcess.RunAsync(settings);
        await UntilAsync($"SELECT EXISTS (SELECT FROM quartz.qrtz_execution_history WHERE job_name = '{function}')");
        Assert.Equal(0, await first.StopAsync());
        Assert.Equal(0, await second.StopAsync());

        Assert.Equal(1, await ScalarAsync<long>($"SELECT count(*) FROM quartz.qrtz_execution_history WHERE job_name = '{function}'"));
        Assert.True(await ScalarAsync<bool>($"SELECT next_fire_time > prev_fire_time FROM quartz.qrtz_triggers WHERE trigger_name = '{function}'"));
    }

    [Fact]
    public async Task A_load_whose_worker_is_killed_is_taken_over_by_the_other()
    {
        await using var first = await WorkerProcess.RunAsync(settings);
        await using (var held = await database.OpenConnectionAsync())
        {
            // No load comes past this table until the lock is given back.
            await using var transaction = await held.BeginTransactionAsync();
            await using (var hold = new NpgsqlCommand("LOCK TABLE warehouse.movie_cast IN EXCLUSIVE MODE", held))
            {
                await hold.ExecuteNonQueryAsync();
            }

            await foreach (var key in SampleCatalogue.Keys)
            {
                await PutAsync(key);
            }

            await first.WaitForLineAsync("load-movies starts");
            await first.WaitForLineAsync("load-movies starts");
            await UntilAsync("SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'warehouse.movie_cast'::regclass AND NOT granted)");
            await using var second = await WorkerProcess.RunAsync(settings);
            await first.KillAsync();
            await transaction.RollbackAsync();

            // The attempt that ended its process counts.
            Assert.Contains("load-movies starts", await second.WaitForLineAsync("attempt 2"), StringComparison.Ordinal);
            await UntilAsync("SELECT count(*) = 2 FROM warehouse.load WHERE state = 'loaded'");
            await UntilAsync("SELECT NOT EXISTS (SELECT FROM quartz.qrtz_triggers WHERE job_name = 'load-movies')");
        }

        Assert.Equal(1613, await ScalarAsync<long>("SELECT count(*) FROM ask.movies"));
        Assert.Equal(1613, await ScalarAsync<long>("SELECT count(*) FROM warehouse.movie_history"));
        Assert.Equal(0, await ScalarAsync<long>("SELECT count(*) FROM warehouse.load WHERE attempts > 0"));
    }

    [Fact]
    public async Task An_extraction_whose_worker_is_killed_is_taken_over_by_the_other()
    {
        await using var tmdb = await TmdbDouble.StartAsync(600, TimeProvider.System);
        settings["Tmdb:Token"] = TmdbDouble.Token;
        settings["Tmdb:BaseAddress"] = settings["Tmdb:ExportsAddress"] = tmdb.Address;
        var reached = new TaskCompletionSource();
        var asked = 0;
        tmdb.OnMovie = _ =>
        {
            if (Interlocked.Increment(ref asked) == 330)
            {
                tmdb.Gate = new TaskCompletionSource();
                reached.SetResult();
            }
        };
        await using var first = await WorkerProcess.RunAsync(settings);
        await WithSchedulerAsync(async scheduler => await scheduler.TriggerJob(new JobKey("extract-movies")));
        await first.WaitForLineAsync("extract-movies starts");
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await using var second = await WorkerProcess.RunAsync(settings);
        // As if it had been at work for an hour, which is no missed firing.
        await ExecuteAsync($"UPDATE quartz.qrtz_fired_triggers SET fired_time = fired_time - {TimeSpan.FromHours(1).Ticks}");

        await first.KillAsync();
        tmdb.Gate!.SetResult();
        tmdb.Gate = null;

        await second.WaitForLineAsync("extract-movies starts");
        await second.WaitForLineAsync("0 left for the next run.");
        await UntilAsync("SELECT count(*) = 600 FROM ask.movies");
        await UntilAsync("SELECT NOT EXISTS (SELECT FROM quartz.qrtz_triggers WHERE job_name = 'load-movies')");
        Assert.Equal(600, await ScalarAsync<long>("SELECT count(*) FROM warehouse.movie_history"));
        // What was under way or not yet written, 50 and 20 at most, is fetched again; the rest is not.
        Assert.InRange(tmdb.Asked.Count, 600, 670);
    }

    private async Task PutAsync(string key)
    {
        var content = await File.ReadAllBytesAsync(Path.Combine(SampleCatalogue.Folder, key));
        Assert.True(await lake.PutIfAbsentAsync(key, content, CancellationToken.None));
    }

    /// <summary>A scheduler on the cluster's tables that is no node of it.</summary>
    private async Task WithSchedulerAsync(Func<IScheduler, Task> use)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging();
        Program.AddWorker(services);
        services.AddQuartzStore((FunctionCatalog)services.Single(service => service.ServiceType == typeof(FunctionCatalog)).ImplementationInstance!);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<SchedulerDatabase>().OpenAsync((_, _) => Task.FromResult<System.Data.Common.DbDataSource>(database), provider, CancellationToken.None);
        await use(await provider.GetRequiredService<ISchedulerFactory>().GetScheduler());
    }

    private async Task UntilAsync(string condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await ScalarAsync<bool>(condition))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started).TotalSeconds < 120, $"Not after two minutes: {condition}");
            await Task.Delay(100);
        }
    }

    private Task<T?> ScalarAsync<T>(string sql) => TestWarehouse.ScalarAsync<T>(database, sql);

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
