using System.Diagnostics;
using Hitcast.InferenceApi.Benchmark.Models;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Explanations;

namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>A prediction with its contributions, over HTTP and as the explainer alone.</summary>
internal static class ExplainedPrediction
{
    private const double RequestGoalMilliseconds = 2;
    private const double AloneGoalMilliseconds = 1;

    public static async Task Measure(Bench bench, CancellationToken cancellation)
    {
        Alone(bench);
        await using var api = await bench.Servers.Api(cancellation);
        var explained = new Uri(api.Predict, "?explain=true");
        await bench.Wrk.Run(explained, 1, 2 * bench.Options.Round, cancellation);
        var load = await bench.Wrk.Run(explained, 1, bench.Options.Round, cancellation);
        var milliseconds = load.P50 / 1000;
        bench.Report.Add("one explained prediction, p50 at 1 connection", $"≤ {RequestGoalMilliseconds} ms", $"{milliseconds:0.00} ms, p99 {load.P99 / 1000:0.00} ms",
            milliseconds / RequestGoalMilliseconds, milliseconds <= RequestGoalMilliseconds);
    }

    /// <summary>The trees alone: the features of each row are computed before.</summary>
    private static void Alone(Bench bench)
    {
        string[] inputs = [.. bench.Manifest.Inputs.Select(input => input.Name)];
        var explainer = TreeExplainer.Create(OnnxFile.Read(bench.Model), bench.Manifest.Explanation, inputs);
        using var model = new RawModel(OnnxFile.WithOutput(bench.Model, explainer.FeatureTensor), bench.Manifest, bench.Requests);
        var rows = model.Columns(explainer.FeatureTensor, RequestSet.Count);
        var contributions = new double[inputs.Length];
        var rounds = Enumerable.Range(0, bench.Options.Rounds + 1).Select(_ => Milliseconds(explainer, rows, contributions)).ToArray();
        var milliseconds = rounds[1..].Median();
        bench.Report.Add("one explanation alone", $"≤ {AloneGoalMilliseconds} ms", $"{milliseconds:0.000} ms", milliseconds / AloneGoalMilliseconds, milliseconds <= AloneGoalMilliseconds);
    }

    private static double Milliseconds(TreeExplainer explainer, float[][] rows, double[] contributions)
    {
        var clock = Stopwatch.StartNew();
        foreach (var row in rows)
        {
            explainer.Explain(row, contributions);
        }

        return clock.Elapsed.TotalMilliseconds / rows.Length;
    }
}
