using System.Diagnostics;
using Hitcast.Worker.Tests.Tmdb;
using Hitcast.Worker.Tests.Warehouse;
using Xunit;

namespace Hitcast.Worker.Tests.Functions;

/// <summary>A run that is killed between two batches, as by kill -9, and one that comes while another is at work.</summary>
public sealed class InterruptedForecastTest(TestCluster cluster) : IAsyncLifetime
{
    private const int Movies = 1200;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TestWarehouse warehouse = new(cluster);

    public ValueTask InitializeAsync() => warehouse.InitializeAsync();

    public ValueTask DisposeAsync() => warehouse.DisposeAsync();

    [Fact]
    public async Task Nothing_is_lost_or_doubled()
    {
        await warehouse.LoadAsync("1", [.. Enumerable.Range(1, Movies).Select(id => Lines.Found(id, 1, $",\"status\":\"Planned\",\"budget\":{id}000"))]);
        await using var tmdb = await TmdbDouble.StartAsync(1, TimeProvider.System);
        await using var api = await InferenceApi.StartAsync([2]);
        await using var proxy = await GateProxy.StartAsync(api.Client, batches: 1);
        await using var worker = new TestWorker(
            tmdb, TimeProvider.System, null, ("Warehouse:ConnectionString", warehouse.OwnerConnectionString), ("Api:BaseAddress", api.Address.TrimEnd('/')));

        using var process = Start(proxy.Address);
        await proxy.Held.WaitAsync(Patience);
        Assert.Equal("500", await CountAsync());
        Assert.Equal(new CommandResult(0, "Another run makes forecasts.", ""), await worker.InvokeAsync(["forecast-movies"], CancellationToken.None));
        process.Kill();
        await process.WaitForExitAsync();

        await UntilUnlockedAsync();
        Assert.Equal("700 movies forecast by movie-success version 2.", (await worker.InvokeAsync(["forecast-movies"], CancellationToken.None)).Output);
        Assert.Equal($"{Movies}", await CountAsync());
        Assert.Equal($"{Movies}", await warehouse.RowsAsync("SELECT count(DISTINCT movie_id) FROM warehouse.forecast"));
    }

    private Task<string> CountAsync() => warehouse.RowsAsync("SELECT count(*) FROM warehouse.forecast");

    /// <summary>PostgreSQL notices that a client is gone a moment after it went.</summary>
    private async Task UntilUnlockedAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await warehouse.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = x'666F7265'::bigint AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    private Process Start(string api) => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "hitcast-worker.dll"), "invoke", "forecast-movies"])
    {
        Environment = { ["Warehouse__ConnectionString"] = warehouse.OwnerConnectionString, ["Api__BaseAddress"] = api, ["Logging__Level"] = "Fatal" },
    })!;
}
