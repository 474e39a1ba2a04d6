using System.Data.Common;
using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Scheduling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.Scheduling;

/// <summary>A worker that is restarted, in good order, while what a run needs is away.</summary>
public sealed class RestartsDuringOutageTest(TestCluster cluster) : IAsyncLifetime
{
    private const double Patience = 60;

    private readonly HostServices services = new();
    private NpgsqlDataSource database = null!;

    public async ValueTask InitializeAsync() => database = NpgsqlDataSource.Create((await cluster.CreateDatabaseAsync(schema: false)).Owner);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await services.DisposeAsync();
    }

    [Fact]
    public async Task What_is_away_is_no_attempt_also_when_the_worker_is_restarted_meanwhile()
    {
        var away = true;
        services.Recorder.Failure = _ => away ? throw new UnavailableException("The warehouse is full.", new IOException()) : null;
        await services.PutAsync("things/1");
        for (var start = 1; start <= 3; start++)
        {
            using var host = await StartAsync();
            await services.Recorder.WaitForAsync(start, Patience);
            await host.StopAsync();
        }

        away = false;
        using var last = await StartAsync();
        var calls = await services.Recorder.WaitForAsync(4, Patience);
        await last.StopAsync();

        Assert.All(calls, call => Assert.Equal(("things/1", 1), (call.What, call.Context.Attempt)));
        using var stored = await services.Lake.GetAsync("functions/keep-arrival.json", CancellationToken.None);
        Assert.Empty((await ArrivalState.ReadAsync(stored!.Content, CancellationToken.None)).SetAside);
    }

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(services.Settings);
        builder.Logging.ClearProviders();
        services.Add(builder.Services);
        builder.Services.AddQuartzHost(services.Provider.GetRequiredService<FunctionCatalog>());
        var host = builder.Build();
        await host.Services.GetRequiredService<SchedulerDatabase>().OpenAsync((_, _) => Task.FromResult<DbDataSource>(database), host.Services, CancellationToken.None);
        await host.StartAsync();
        return host;
    }
}
