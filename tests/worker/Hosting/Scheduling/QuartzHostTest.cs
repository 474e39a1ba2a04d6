using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.CommandLine;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Scheduling;
using Hitcast.Worker.Tests.Tmdb;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Quartz;
using Quartz.Extensibility;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.Scheduling;

public sealed class QuartzHostTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly HostServices services = new();
    private NpgsqlDataSource database = null!;

    public async ValueTask InitializeAsync() => database = NpgsqlDataSource.Create((await cluster.CreateDatabaseAsync(schema: false)).Owner);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await services.DisposeAsync();
    }

    [Fact]
    public async Task The_extraction_runs_and_its_outcome_stands_in_the_history()
    {
        await using var tmdb = await TmdbDouble.StartAsync(30, TimeProvider.System);
        await using var worker = new TestWorker(tmdb, TimeProvider.System);
        using var host = await StartAsync(worker.Settings, Program.AddWorker);

        await (await SchedulerAsync(host)).TriggerJob(new JobKey("extract-movies"));

        var status = await StatusAsync(host, "extract-movies");
        Assert.Equal((JobRunResult.Succeeded, "30 movies fetched, 0 of them gone, 0 failed, 0 left for the next run."), (status.LastResult, status.LastSummary));
        Assert.Equal(30, (await worker.LinesAsync()).Count);
        await host.StopAsync();
    }

    [Fact]
    public async Task What_arrives_in_the_lake_is_taken_up_within_seconds_and_once()
    {
        using var host = await StartAsync(services.Settings, collection => services.Add(collection));
        await services.PutAsync("things/1");
        await services.Recorder.WaitForAsync(1);
        await services.PutAsync("things/2");
        var calls = await services.Recorder.WaitForAsync(2);

        Assert.Equal(["things/1", "things/2"], calls.Select(call => call.What));
        Assert.Equal("things/2", (await StateAsync()).Cursor);
        Assert.Equal(JobRunResult.Succeeded, (await StatusAsync(host, "keep-arrival")).LastResult);
        await host.StopAsync();
    }

    [Fact]
    public async Task What_fails_comes_again_after_its_pause_and_is_set_aside_in_the_end_while_others_go_on()
    {
        services.Recorder.Failure = call => call.What == "things/1" ? "It is broken." : null;
        using var host = await StartAsync(services.Settings, collection => services.Add(collection));
        await services.PutAsync("things/1", "things/2");

        var calls = await services.Recorder.WaitForAsync(4);
        var state = await SetAsideAsync();
        await host.StopAsync();

        Assert.Equal([1, 2, 3], calls.Where(call => call.What == "things/1").Select(call => call.Context.Attempt));
        Assert.Equal(("things/2", 0, "things/1", "It is broken."), (state.Cursor, state.Failed.Count, state.SetAside.Single().Key, state.SetAside.Single().Reason));
    }

    [Fact]
    public async Task What_is_away_is_waited_for_and_no_attempt()
    {
        services.Recorder.Failure = _ => services.Recorder.Calls.Count == 1 ? throw new UnavailableException("The database is away.", new TimeoutException()) : null;
        using var host = await StartAsync(services.Settings, collection => services.Add(collection));
        await services.PutAsync("things/1");

        var calls = await services.Recorder.WaitForAsync(2);
        await host.StopAsync();

        Assert.Equal([("things/1", 1), ("things/1", 1)], calls.Select(call => (call.What, call.Context.Attempt)));
        Assert.Empty((await StateAsync()).SetAside);
    }

    [Fact]
    public async Task What_failed_on_a_host_that_keeps_its_retries_in_the_lake_goes_on_here()
    {
        var failed = new FailedArrival("things/1", 2, TimeProvider.System.GetUtcNow(), "It was broken.");
        var left = new ArrivalState { Cursor = "things/1", Failed = [failed] };
        await services.Lake.ReplaceIfUnchangedAsync("functions/keep-arrival.json", left.ToJson(), null, CancellationToken.None);
        using var host = await StartAsync(services.Settings, collection => services.Add(collection));

        var call = Assert.Single(await services.Recorder.WaitForAsync(1));
        await host.StopAsync();

        Assert.Equal(("things/1", 3), (call.What, call.Context.Attempt));
        Assert.Empty((await StateAsync()).Failed);
    }

    [Fact]
    public async Task A_failed_timer_is_retried_by_the_scheduler()
    {
        services.Recorder.Failure = call => call.Context.Attempt == 1 ? "Not yet." : null;
        using var host = await StartAsync(services.Settings, collection => services.Add(collection));
        var scheduler = await SchedulerAsync(host);
        var trigger = (await scheduler.GetTrigger(new TriggerKey("keep-time")))!;

        Assert.Equal("0 30 8 ? * MON-FRI", ((ICronTrigger)trigger).CronExpressionString);
        Assert.Equal(TimeZoneInfo.Utc, ((ICronTrigger)trigger).TimeZone);
        await scheduler.ScheduleJob(trigger.GetTriggerBuilder().WithIdentity("once").StartNow().WithSimpleSchedule(simple => simple.WithRepeatCount(0)).Build());

        var calls = await services.Recorder.WaitForAsync(2);
        Assert.Equal([1, 2], calls.Select(call => call.Context.Attempt));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_schedule_that_was_declared_anew_replaces_the_stored_one()
    {
        using (var host = await StartAsync(services.Settings, collection => services.Add(collection)))
        {
            await host.StopAsync();
        }

        await using var older = database.CreateCommand("UPDATE quartz.qrtz_cron_triggers SET cron_expression = '0 0 0 1 1 ?' WHERE trigger_name = 'keep-time'");
        Assert.Equal(1, await older.ExecuteNonQueryAsync());
        using var newer = await StartAsync(services.Settings, collection => services.Add(collection));

        var trigger = (await (await SchedulerAsync(newer)).GetTrigger(new TriggerKey("keep-time")))!;
        Assert.Equal("0 30 8 ? * MON-FRI", ((ICronTrigger)trigger).CronExpressionString);
        await newer.StopAsync();
    }

    [Fact]
    public async Task Two_workers_on_one_database_run_each_firing_once()
    {
        void Add(IServiceCollection collection) => services.Add(collection, typeof(EverySecond));
        using var first = await StartAsync(services.Settings, Add);
        using var second = await StartAsync(services.Settings, Add);

        var calls = await services.Recorder.WaitForAsync(8);

        Assert.Equal(calls.Count, calls.Select(call => call.Timer!.ScheduledAt).Distinct().Count());
        await first.StopAsync();
        await second.StopAsync();
    }

    [Fact]
    public async Task The_list_of_functions_tells_triggers_next_runs_and_last_outcomes()
    {
        using (var host = await StartAsync(services.Settings, collection => services.Add(collection)))
        {
            await (await SchedulerAsync(host)).TriggerJob(new JobKey("keep-time"));
            await StatusAsync(host, "keep-time");
            await host.StopAsync();
        }

        var terminal = new Terminal(new StringWriter(), new StringWriter());
        using var listing = Build(services.Settings, collection =>
        {
            services.Add(collection);
            collection.AddQuartzStore(Catalog(collection));
        });
        OpenDatabase open = (_, _) => Task.FromResult<System.Data.Common.DbDataSource>(database);
        var code = await ActivatorUtilities.CreateInstance<ListCommand>(listing.Services, terminal, open).RunAsync(CancellationToken.None);

        Assert.Equal("", terminal.Errors.ToString());
        Assert.Equal(0, code);
        var lines = terminal.Output.ToString()!.Split('\n', StringSplitOptions.TrimEntries);
        Assert.Matches(@"^keep-arrival +arrival in things/ +on arrival +never run$", lines[1]);
        Assert.Matches(@"^keep-time +timer 0 30 8 \* \* MON-FRI +\d{4}-\d\d-\d\d 08:30 +Succeeded \d{4}-\d\d-\d\d \d\d:\d\d: Kept 1\.$", lines[2]);
    }

    private async Task<IHost> StartAsync(Dictionary<string, string?> settings, Action<IServiceCollection> add)
    {
        var host = Build(settings, collection =>
        {
            add(collection);
            collection.AddQuartzHost(Catalog(collection));
        });
        await host.Services.GetRequiredService<SchedulerDatabase>().OpenAsync((_, _) => Task.FromResult<System.Data.Common.DbDataSource>(database), host.Services, CancellationToken.None);
        await host.StartAsync();
        return host;
    }

    private static IHost Build(Dictionary<string, string?> settings, Action<IServiceCollection> add)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        add(builder.Services);
        return builder.Build();
    }

    private static FunctionCatalog Catalog(IServiceCollection collection) =>
        (FunctionCatalog)collection.Single(service => service.ServiceType == typeof(FunctionCatalog)).ImplementationInstance!;

    private static async Task<IScheduler> SchedulerAsync(IHost host) => await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();

    private async Task<ArrivalState> StateAsync()
    {
        using var stored = await services.Lake.GetAsync("functions/keep-arrival.json", CancellationToken.None);
        return await ArrivalState.ReadAsync(stored!.Content, CancellationToken.None);
    }

    /// <summary>The state, once something is set aside.</summary>
    private async Task<ArrivalState> SetAsideAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await StateAsync() is { SetAside.Count: > 0 } state)
            {
                return state;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started).TotalSeconds < 30, "Nothing is set aside after 30 s.");
            await Task.Delay(50);
        }
    }

    private static async Task<JobRunStatus> StatusAsync(IHost host, string function)
    {
        var history = host.Services.GetRequiredService<IExecutionHistoryStore>();
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await history.GetJobRunStatus(QuartzHost.SchedulerName, new JobKey(function)) is { } status)
            {
                return status;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started).TotalSeconds < 30, $"No outcome of {function} after 30 s.");
            await Task.Delay(50);
        }
    }
}
