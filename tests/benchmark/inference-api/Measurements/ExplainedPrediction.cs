namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>A prediction with its contributions, over HTTP and as the explainer alone.</summary>
internal static class ExplainedPrediction
{
    private const double GoalMilliseconds = 2;

    public static async Task Measure(Bench bench, CancellationToken cancellation)
    {
        await using var api = await bench.Servers.Api(cancellation);
        var explained = new Uri(api.Predict, "?explain=true");
        await bench.Wrk.Run(explained, 1, bench.Options.Round, cancellation);
        var load = await bench.Wrk.Run(explained, 1, bench.Options.Round, cancellation);
        var milliseconds = load.P50 / 1000;
        bench.Report.Add("one explained prediction, p50 at 1 connection", $"≤ {GoalMilliseconds} ms", $"{milliseconds:0.00} ms, p99 {load.P99 / 1000:0.00} ms", milliseconds / GoalMilliseconds, milliseconds <= GoalMilliseconds);
        throw new InvalidOperationException("The explanation alone: the API has no TreeExplainer yet.");
    }
}
