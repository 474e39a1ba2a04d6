using System.Data.Common;
using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Running;
using Hitcast.Worker.Hosting.Scheduling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.Scheduling;

/// <summary>A worker whose lake or database is away for a while: what it says of it, and what it does not lose.</summary>
public sealed class OutagesTest(TestCluster cluster) : IAsyncLifetime
{
    private const double Patience = 120;

    private static readonly TimeSpan SomeLooks = TimeSpan.FromSeconds(3);

    /// <summary>The scheduler tries four times itself, a second apart.</summary>
    private static readonly TimeSpan SchedulersPatience = TimeSpan.FromSeconds(8);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hitcast-outage-");
    private readonly KeptLog log = new();
    private HostServices services = null!;
    private NpgsqlDataSource database = null!;

    private string Lake => Path.Combine(folder.FullName, "lake");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Lake);
        services = new HostServices(Lake);
        database = NpgsqlDataSource.Create((await cluster.CreateDatabaseAsync(schema: false)).Owner);
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await services.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_lake_that_is_away_is_told_once_and_once_when_it_is_back()
    {
        Directory.Delete(Lake);
        using var host = await StartAsync();
        await UntilAsync(() => Task.FromResult(log.Lines.Count > 0), "nothing is told");
        await Task.Delay(SomeLooks);
        Directory.CreateDirectory(Lake);
        await UntilAsync(() => Task.FromResult(log.Lines.Count > 1), "no return is told");
        await Task.Delay(SomeLooks);
        await host.StopAsync();

        Assert.Equal(
            [
                $"Warning: It cannot be seen what arrives for keep-arrival; a look is taken every 1 s. The lake {Lake} is not there. Mount it, make the folder, or name another in Lake:Address.",
                "Information: It can be seen again what arrives for keep-arrival",
            ],
            log.Lines);
    }

    [Fact]
    public async Task What_a_run_needs_and_is_away_is_told_once_though_the_run_is_tried_again()
    {
        services.Recorder.Failure = _ => services.Recorder.Calls.Count < 3 ? throw new UnavailableException("The warehouse is away.", new IOException()) : null;
        using var host = await StartAsync();
        await services.PutAsync("things/1");
        await UntilAsync(() => Task.FromResult(log.Lines.Any(line => line.Contains("Kept things/1.", StringComparison.Ordinal))), "it has not run");
        await host.StopAsync();

        Assert.Equal(3, services.Recorder.Calls.Count);
        Assert.Single(log.Lines, line => line.Contains("The warehouse is away.", StringComparison.Ordinal));
        Assert.Single(log.Lines, line => line.Contains("keep-arrival starts", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_run_fails_with_is_told_by_the_run_and_marked_for_whoever_tells_it_again()
    {
        services.Recorder.Failure = _ => "It is broken.";
        using var host = await StartAsync();
        await services.PutAsync("things/1");
        await UntilAsync(async () => await SetAsideAsync() is not null, "nothing is set aside");
        await host.StopAsync();

        Assert.Equal(3, log.Lines.Count(line => line.Contains("keep-arrival failed", StringComparison.Ordinal)));
        Assert.NotEmpty(log.SchedulersFailures);
        Assert.All(log.SchedulersFailures, failure => Assert.True(ToldFailure.Is(failure), failure.ToString()));
    }

    [Fact]
    public async Task A_failed_arrival_comes_again_though_the_database_is_lost_in_that_instant()
    {
        services.Recorder.Failure = call =>
        {
            if (call.Context.Attempt > 1)
            {
                return null;
            }

            CloseDatabase();
            return "It is broken.";
        };
        using var host = await StartAsync();
        await services.PutAsync("things/1");
        await services.Recorder.WaitForAsync(1);
        await Task.Delay(SchedulersPatience);
        OpenDatabase();

        var calls = await services.Recorder.WaitForAsync(2, Patience);
        await host.StopAsync();

        Assert.Equal([("things/1", 1), ("things/1", 2)], calls.Select(call => (call.What, call.Context.Attempt)));
    }

    [Fact]
    public async Task An_arrival_is_set_aside_though_the_lake_is_lost_in_that_instant()
    {
        var away = Lake + ".away";
        services.Recorder.Failure = call =>
        {
            if (call.Context.Attempt == 3)
            {
                Directory.Move(Lake, away);
            }

            return "It is broken.";
        };
        using var host = await StartAsync();
        await services.PutAsync("things/1");
        await services.Recorder.WaitForAsync(3);
        await Task.Delay(SomeLooks);
        Directory.Move(away, Lake);

        await UntilAsync(async () => await SetAsideAsync() is not null, "nothing is set aside");
        await host.StopAsync();

        var failed = (await SetAsideAsync())!;
        Assert.Equal(("things/1", 3, "It is broken."), (failed.Key, failed.Attempts, failed.Reason));
    }

    [Fact]
    public async Task An_arrival_that_fails_while_its_worker_is_stopped_comes_again_at_the_next_start_and_has_not_lost_an_attempt()
    {
        IHost? first = null;
        Task? stopping = null;
        services.Recorder.During = async call =>
        {
            if (stopping is null)
            {
                stopping = Task.Run(() => first!.StopAsync());
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromSeconds(Patience), call.Stopping));
            }
        };
        services.Recorder.Failure = call => services.Recorder.Calls.Count == 1 ? "It is broken." : null;
        using (first = await StartAsync())
        {
            await services.PutAsync("things/1");
            await UntilAsync(() => Task.FromResult(stopping is not null), "nothing has run");
            await stopping!;
        }

        using var next = await StartAsync();
        var calls = await services.Recorder.WaitForAsync(2, Patience);
        await next.StopAsync();

        Assert.Equal([("things/1", 1), ("things/1", 1)], calls.Select(call => (call.What, call.Context.Attempt)));
    }

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(services.Settings);
        builder.Logging.ClearProviders().AddProvider(log);
        services.Add(builder.Services);
        builder.Services.AddQuartzHost(services.Provider.GetRequiredService<FunctionCatalog>());
        var host = builder.Build();
        await host.Services.GetRequiredService<SchedulerDatabase>().OpenAsync((_, _) => Task.FromResult<DbDataSource>(database), host.Services, CancellationToken.None);
        await host.StartAsync();
        return host;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, string otherwise)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started).TotalSeconds < Patience, $"After {Patience} s {otherwise}.");
            await Task.Delay(50);
        }
    }

    private async Task<FailedArrival?> SetAsideAsync()
    {
        using var stored = await services.Lake.GetAsync("functions/keep-arrival.json", CancellationToken.None);
        return stored is null ? null : (await ArrivalState.ReadAsync(stored.Content, CancellationToken.None)).SetAside.SingleOrDefault();
    }

    /// <summary>From now on nobody is let in, and who was in is put out.</summary>
    private void CloseDatabase()
    {
        Administer($"ALTER DATABASE {Name} ALLOW_CONNECTIONS false");
        Administer($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{Name}'");
    }

    private void OpenDatabase() => Administer($"ALTER DATABASE {Name} ALLOW_CONNECTIONS true");

    private string Name => new NpgsqlConnectionStringBuilder(database.ConnectionString).Database!;

    private void Administer(string sql)
    {
        using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(cluster.OwnerConnectionString) { Pooling = false }.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
