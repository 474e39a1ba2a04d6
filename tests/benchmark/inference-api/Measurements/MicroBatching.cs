using System.Globalization;
using Hitcast.InferenceApi.Benchmark.Loads;

namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>The API as it is against the same API that scores every request by itself: batching must not cost anyone time.</summary>
internal static class MicroBatching
{
    /// <summary>Medians of the same server differ by about as much.</summary>
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

            Tell(bench.Report, connections, "p50", [.. on.Select(load => load.P50)], [.. off.Select(load => load.P50)]);
            Tell(bench.Report, connections, "p99", [.. on.Select(load => load.P99)], [.. off.Select(load => load.P99)]);
            bench.Report.Tell(Figure(connections, "throughput"), $"{on.Select(load => load.RequestsPerSecond).Median():0} against {off.Select(load => load.RequestsPerSecond).Median():0} requests/s");
        }
    }

    /// <summary>Two runs of one server can differ by half in p99: it is called worse only where no two rounds contradict that.</summary>
    private static void Tell(Report report, int connections, string quantile, double[] on, double[] off)
    {
        var ratio = on.Median() / off.Median();
        var verdict = ratio <= Noise ? "met" : on.Min() > off.Max() ? "**not met**" : "within the spread of the rounds";
        report.Add(Figure(connections, quantile), $"no worse, ≤ {Noise.ToString(CultureInfo.InvariantCulture)} × for noise", $"{Text(on)} against {Text(off)} µs", ratio, verdict);
    }

    private static string Figure(int connections, string what) => $"scored together against alone, {connections} connection(s), {what}";

    private static string Text(double[] rounds) => $"{rounds.Median():0} ({rounds.Min():0} to {rounds.Max():0})";
}
