using System.Diagnostics;
using Xunit;

namespace Hitcast.Worker.Tests.Warehouse;

/// <summary>A worker that is killed in the middle of a load, as by kill -9.</summary>
public sealed class KilledLoadTest(TestCluster cluster) : IAsyncLifetime
{
    private const int Kills = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TestWarehouse warehouse = new(cluster);

    public ValueTask InitializeAsync() => warehouse.InitializeAsync();

    public ValueTask DisposeAsync() => warehouse.DisposeAsync();

    [Fact]
    public async Task Nothing_is_lost_or_doubled_when_a_load_is_killed_and_run_again()
    {
        var key = (await SampleCatalogue.Keys.ToListAsync())[0];
        var random = new Random(8);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = Start(key);
            await AtWorkAsync(process);
            using var pause = new CancellationTokenSource(TimeSpan.FromMilliseconds(random.Next(400)));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.Infinite, pause.Token));
            process.Kill();
            await process.WaitForExitAsync();
            Assert.Contains(await warehouse.ScalarAsync<long>("SELECT count(*) FROM warehouse.movie"), new long[] { 0, 1000 });
        }

        using var last = Start(key);
        using var deadline = new CancellationTokenSource(Patience);
        await last.WaitForExitAsync(deadline.Token);
        Assert.Equal(0, last.ExitCode);
        Assert.Equal("1000|1000|1", await warehouse.RowsAsync("""
            SELECT (SELECT count(*) FROM ask.movies) AS a, (SELECT count(*) FROM warehouse.movie_history) AS b, (SELECT count(*) FROM warehouse.load WHERE state = 'loaded') AS c
            """));
    }

    private Process Start(string key)
    {
        var worker = Path.Combine(AppContext.BaseDirectory, "hitcast-worker.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [worker, "invoke", "load-movies", $"key={key}"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["Lake__Address"] = SampleCatalogue.Folder,
                ["Warehouse__ConnectionString"] = warehouse.OwnerConnectionString,
                ["Logging__Level"] = "Information",
            },
        })!;
    }

    /// <summary>Returns when the run has begun, or ended.</summary>
    private static async Task AtWorkAsync(Process process)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (await process.StandardError.ReadLineAsync(deadline.Token) is { } line && !line.Contains("load-movies starts", StringComparison.Ordinal))
        {
        }
    }
}
