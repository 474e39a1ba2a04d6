using Hitcast.InferenceApi.Benchmark.Loads;
using Hitcast.InferenceApi.Benchmark.Servers;

namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>A million rows in one streamed request as NDJSON and as CSV, against the best raw loop of ORT in the same minutes.</summary>
internal static class BatchPredictions
{
    private const double Goal = 0.8;

    /// <summary>Memory that ends this much above where it was in the stream's second quarter is still called flat.</summary>
    private const double FlatWithin = 1.10;

    public static async Task Measure(Bench bench, CancellationToken cancellation)
    {
        await using var api = await bench.Servers.Api(cancellation);
        await Stream(api, BatchFormat.Ndjson(bench), bench.Options.BatchRows / 20, cancellation);
        List<(double OneThread, double AllThreads)> raw = [await BestRaw(bench, cancellation)];
        foreach (var format in (BatchFormat[])[BatchFormat.Ndjson(bench), BatchFormat.Csv(bench)])
        {
            var rate = await Stream(api, format, bench.Options.BatchRows, cancellation);
            raw.Add(await BestRaw(bench, cancellation));
            Tell(bench, format, rate, [.. raw[^2..]]);
        }
    }

    private static void Tell(Bench bench, BatchFormat format, BatchRun run, (double OneThread, double AllThreads)[] raw)
    {
        var (one, all) = (raw.Average(best => best.OneThread), raw.Average(best => best.AllThreads));
        var figure = $"{format.Name} batch, {bench.Options.BatchRows:N0} rows in one request";
        bench.Report.Add($"{figure}, against the best raw loop on one thread", $"≥ {Goal} × {one:0} rows/s", $"{run.RowsPerSecond:0} rows/s", run.RowsPerSecond / one, run.RowsPerSecond >= Goal * one);
        bench.Report.Add($"{figure}, against the best raw loop on all {Environment.ProcessorCount} processors", $"≥ {Goal} × {all:0} rows/s", $"{run.RowsPerSecond:0} rows/s", run.RowsPerSecond / all, run.RowsPerSecond >= Goal * all);
        var quarters = run.Resident.Chunk((run.Resident.Count + 3) / 4).Select(quarter => quarter.Max()).ToArray();
        bench.Report.Add($"{figure}, RSS by quarter", $"last ≤ {FlatWithin} × second", $"{string.Join(", ", quarters.Select(quarter => $"{quarter:0}"))} MB",
            quarters[^1] / quarters[1], quarters[^1] <= FlatWithin * quarters[1]);
    }

    private static async Task<(double OneThread, double AllThreads)> BestRaw(Bench bench, CancellationToken cancellation) =>
        (await BestRaw(bench, 1, cancellation), await BestRaw(bench, Environment.ProcessorCount, cancellation));

    private static async Task<double> BestRaw(Bench bench, int threads, CancellationToken cancellation)
    {
        var best = 0.0;
        foreach (var size in RawRuns.BatchSizes)
        {
            cancellation.ThrowIfCancellationRequested();
            best = Math.Max(best, await bench.Raw.RowsPerSecond(size, threads, 0.5));
        }

        return best;
    }

    private static async Task<BatchRun> Stream(Server api, BatchFormat format, int rows, CancellationToken cancellation)
    {
        using var sampling = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var resident = Sample(api, sampling.Token);
        var rate = await BatchLoad.RowsPerSecond(api.Predict, format, rows, cancellation);
        await sampling.CancelAsync();
        return new BatchRun(rate, await resident);
    }

    private static async Task<IReadOnlyList<double>> Sample(Server api, CancellationToken cancellation)
    {
        var samples = new List<double>();
        while (!cancellation.IsCancellationRequested)
        {
            samples.Add(api.ResidentMegabytes());
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return samples;
    }

    /// <param name="Resident">MB, ten times a second.</param>
    private sealed record BatchRun(double RowsPerSecond, IReadOnlyList<double> Resident);
}
