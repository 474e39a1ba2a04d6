using System.Diagnostics;
using System.Globalization;
using Hitcast.Worker.Lake;
using Npgsql;

namespace Hitcast.Worker.Benchmark.Measurements;

/// <summary>Workers as they are run: from an object's arrival to its rows; and many objects at once, by one worker and by two.</summary>
internal static class Arrival
{
    private const int Movies = 20_000;
    private const double MostSeconds = 10;

    public static async Task MeasureAsync(Bench bench)
    {
        var folder = bench.NewFolder("arrival");
        var one = await MeasureAsync(bench, Path.Combine(folder, "one"), workers: 1);
        var two = await MeasureAsync(bench, Path.Combine(folder, "two"), workers: 2);
        bench.Report.Add("an object's arrival to its rows, defaults", $"≤ {MostSeconds.ToString(CultureInfo.InvariantCulture)} s", one.Latency.ToString("0.0 's'", CultureInfo.InvariantCulture), one.Latency <= MostSeconds);
        bench.Report.Tell(
            string.Create(CultureInfo.InvariantCulture, $"{Movies:N0} movies that arrive at once, one worker run; two"),
            string.Create(CultureInfo.InvariantCulture, $"{one.MoviesASecond:N0}; {two.MoviesASecond:N0} movies/s"));
    }

    private static async Task<(double Latency, double MoviesASecond)> MeasureAsync(Bench bench, string folder, int workers)
    {
        var (lake, connection) = (Directory.CreateDirectory(Path.Combine(folder, "lake")).FullName, await bench.NewDatabaseAsync());
        var settings = new[] { ("Lake:Address", lake), ("Warehouse:ConnectionString", connection) };
        var running = new List<WorkerProcess>();
        try
        {
            for (var worker = 0; worker < workers; worker++)
            {
                running.Add(WorkerProcess.Start(["run", "--urls=http://127.0.0.1:0"], settings));
                while (await running[^1].ReadLineAsync() is { } line && !line.Contains("Application started", StringComparison.Ordinal))
                {
                }

                _ = DrainAsync(running[^1]);
            }

            var aside = Directory.CreateDirectory(Path.Combine(folder, "aside")).FullName;
            var keys = await Catalogue.WriteAsync(LakeServices.Open(new LakeOptions { Address = aside }, TimeProvider.System), Movies);
            await using var warehouse = NpgsqlDataSource.Create(connection);
            var latency = await ArriveAsync(warehouse, aside, lake, keys.Take(1), 1);
            var rest = await ArriveAsync(warehouse, aside, lake, keys.Skip(1), keys.Count);
            return (latency, (keys.Count - 1) * 1000 / rest);
        }
        finally
        {
            foreach (var worker in running)
            {
                await worker.DisposeAsync();
            }
        }
    }

    /// <returns>Seconds, of which up to five pass before the lake is listed.</returns>
    private static async Task<double> ArriveAsync(NpgsqlDataSource warehouse, string aside, string lake, IEnumerable<string> keys, long loaded)
    {
        foreach (var key in keys)
        {
            var path = Path.Combine(lake, key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(Path.Combine(aside, key), path);
        }

        var started = Stopwatch.GetTimestamp();
        await using var count = warehouse.CreateCommand("SELECT count(*) FROM warehouse.load WHERE state = 'loaded'");
        while ((long)(await count.ExecuteScalarAsync())! < loaded)
        {
            await Task.Delay(20);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task DrainAsync(WorkerProcess worker)
    {
        while (await worker.ReadLineAsync() is not null)
        {
        }
    }
}
