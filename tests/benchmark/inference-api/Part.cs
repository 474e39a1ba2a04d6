using Hitcast.InferenceApi.Benchmark.Measurements;

namespace Hitcast.InferenceApi.Benchmark;

/// <summary>The parts of the table, in the order in which they are measured.</summary>
internal static class Part
{
    public static IReadOnlyDictionary<string, Func<Bench, CancellationToken, Task>> ByName { get; } = new OrderedDictionary<string, Func<Bench, CancellationToken, Task>>
    {
        ["raw"] = RawRuns.Measure,
        ["peers"] = Peers.Measure,
        ["throughput"] = Throughput.Measure,
        ["batching"] = MicroBatching.Measure,
        ["tail"] = TailLatency.Measure,
        ["batch"] = BatchPredictions.Measure,
        ["questions"] = Measurements.Questions.Measure,
        ["explain"] = ExplainedPrediction.Measure,
        ["memory"] = Memory.Measure,
        ["start"] = StartToReady.Measure,
        ["reload"] = ReloadUnderLoad.Measure,
        ["charts"] = ChartPictures.Measure,
    };

    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys];
}
