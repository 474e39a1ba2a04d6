using Hitcast.InferenceApi.Benchmark.Loads;
using Hitcast.InferenceApi.Benchmark.Servers;

namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>p99 at half of the greatest throughput, at a constant rate, against the echo's at the same rate.</summary>
internal static class TailLatency
{
    public static async Task Measure(Bench bench, CancellationToken cancellation)
    {
        await using var echo = await bench.Servers.Echo(cancellation);
        await using var api = await bench.Servers.Api(cancellation);
        await bench.WarmUp(cancellation, echo, api);
        var half = await HalfThroughput(bench, api, cancellation);
        List<double> apiTails = [], echoTails = [], runs = [];
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            echoTails.Add(await P99(bench, echo, half, cancellation));
            apiTails.Add(await P99(bench, api, half, cancellation));
            runs.Add(await bench.Raw.OneRow(1));
        }

        var (tail, limit) = (apiTails.Median(), 2 * (echoTails.Median() + (runs.Median() / 1000)));
        bench.Report.Add($"p99 at half of the greatest throughput ({half:0} requests/s, constant rate)",
            $"≤ 2 × (echo p99 {echoTails.Median():0.000} ms + ORT run {runs.Median():0} µs) = {limit:0.000} ms", $"{tail:0.000} ms", tail / limit, tail <= limit);
    }

    public static async Task<double> HalfThroughput(Bench bench, Server api, CancellationToken cancellation)
    {
        var greatest = 0.0;
        for (var round = 0; round < 3; round++)
        {
            greatest = Math.Max(greatest, (await bench.Wrk.Run(api.Predict, 32, bench.Options.Round, cancellation)).RequestsPerSecond);
        }

        return greatest / 2;
    }

    private static async Task<double> P99(Bench bench, Server server, double rate, CancellationToken cancellation) =>
        (await ConstantRate.Run(server.Predict, bench.Requests.Bodies, rate, bench.Options.Round, cancellation)).Quantile(0.99);
}
