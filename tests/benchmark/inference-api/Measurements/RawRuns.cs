namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>ONNX Runtime alone: one row, and the loop over batches of each size, on one thread and on all processors.</summary>
internal static class RawRuns
{
    public static readonly int[] BatchSizes = [1, 10, 50, 100, 200, 1000, 10000];

    public static async Task Measure(Bench bench, CancellationToken cancellation)
    {
        foreach (var threads in (int[])[1, Environment.ProcessorCount])
        {
            var rates = await Rates(bench, threads, cancellation);
            var listed = string.Join(", ", rates.Select(rate => $"{rate.Batch}: {1e6 / rate.RowsPerSecond:0.0}"));
            bench.Report.Tell($"raw ORT loop, {threads} thread(s)", $"µs a row by batch size: {listed}; best {rates.Max(rate => rate.RowsPerSecond):0} rows/s");
        }
    }

    /// <summary>The median rate of each batch size over the rounds.</summary>
    private static async Task<(int Batch, double RowsPerSecond)[]> Rates(Bench bench, int threads, CancellationToken cancellation)
    {
        var rates = BatchSizes.ToDictionary(size => size, _ => new List<double>());
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            foreach (var size in BatchSizes)
            {
                cancellation.ThrowIfCancellationRequested();
                rates[size].Add(await bench.Raw.RowsPerSecond(size, threads, 0.5));
            }
        }

        return [.. rates.Select(rate => (rate.Key, rate.Value.Median()))];
    }
}
