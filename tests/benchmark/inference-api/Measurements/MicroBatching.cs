using System.Globalization;
using Hitcast.InferenceApi.Benchmark.Loads;

namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>The API as it is against the same API that scores every request by itself: batching must not cost anyone time.</summary>
internal static class MicroBatching
{
    /// <summary>Two runs of the same server differ by about as much.</summary>
    private const double Noise = 1.05;

    private static readonly int[] Connections = [1, 8, 32];

    public static async Task Measure(Bench bench, CancellationToken cancellation)
    {
        await using var together = await bench.Servers.Api(cancellation);
        await using var alone = await bench.Servers.Api(cancellation, ("Predictions__MaximumBatch", "1"));
        await bench.WarmUp(cancellation, together, alone);
        foreach (var connections in Connections)
        {
            var on = new List<ClosedLoad>();
            var off = new List<ClosedLoad>();
            for (var round = 0; round < bench.Options.Rounds; round++)
            {
                on.Add(await bench.Wrk.Run(together.Predict, connections, bench.Options.Round, cancellation));
                off.Add(await bench.Wrk.Run(alone.Predict, connections, bench.Options.Round, cancellation));
            }

            Tell(bench.Report, connections, "p50", on.Select(load => load.P50).Median(), off.Select(load => load.P50).Median());
            Tell(bench.Report, connections, "p99", on.Select(load => load.P99).Median(), off.Select(load => load.P99).Median());
            bench.Report.Add(Figure(connections, "throughput"), "", Text(on.Select(load => load.RequestsPerSecond).Median(), off.Select(load => load.RequestsPerSecond).Median(), "requests/s"));
        }
    }

    private static void Tell(Report report, int connections, string quantile, double on, double off) => report.Add(
        Figure(connections, quantile), $"no worse than without, ≤ {Noise.ToString(CultureInfo.InvariantCulture)} × for noise", Text(on, off, "µs"), on / off, on <= Noise * off);

    private static string Figure(int connections, string what) => $"scored together against alone, {connections} connection(s), {what}";

    private static string Text(double on, double off, string unit) => $"{on:0} against {off:0} {unit}";
}
