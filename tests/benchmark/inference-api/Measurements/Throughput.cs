using Hitcast.InferenceApi.Benchmark.Servers;

namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>One prediction a request at 32 connections, against the echo plus a run of ORT, and against Fastify with the same file.</summary>
internal static class Throughput
{
    private const int Connections = 32;

    public static async Task Measure(Bench bench, CancellationToken cancellation)
    {
        await using var echo = await bench.Servers.Echo(cancellation);
        await using var fastify = await Peers.BestFastify(bench, cancellation);
        await bench.WarmUp(cancellation, echo, fastify);
        await using var api = await bench.Servers.Api(cancellation);
        await bench.WarmUp(cancellation, api);
        var echoes = new List<double>();
        var peers = new List<double>();
        var predictions = new List<double>();
        var runs = new List<double>();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            echoes.Add(await RequestsPerSecond(bench, echo, cancellation));
            predictions.Add(await RequestsPerSecond(bench, api, cancellation));
            runs.Add(await bench.Raw.OneRow(1));
            peers.Add(await RequestsPerSecond(bench, fastify, cancellation));
        }

        Tell(bench.Report, echoes.Median(), predictions.Median(), runs.Median(), peers.Median());
    }

    /// <summary>Both cores are shared by wrk and the server, so that 1 / throughput is a request's share of the machine. One run of ORT
    /// keeps one core busy: its share of the machine is its time divided by the processors, which is the stricter reading.</summary>
    private static void Tell(Report report, double echo, double api, double run, double fastify)
    {
        var plain = 1e6 / ((1e6 / echo) + run);
        var strict = 1e6 / ((1e6 / echo) + (run / Environment.ProcessorCount));
        report.Tell("bare Kestrel JSON echo, 32 connections", $"{echo:0} requests/s, {1e6 / echo:0.0} µs a request");
        report.Tell("one ORT run of one row", $"{run:0.0} µs");
        report.Add("one prediction a request, 32 connections, against 1 / (echo + ORT run)", $"≥ 1.0 × {plain:0} requests/s", $"{api:0} requests/s", api / plain, api >= plain);
        report.Add($"the same against 1 / (echo + ORT run / {Environment.ProcessorCount} processors), the stricter reading", $"≥ 1.0 × {strict:0} requests/s", $"{api:0} requests/s", api / strict, api >= strict);
        report.Add("against Fastify + onnxruntime-node, same file", $"≥ 3 × {fastify:0} requests/s", $"{api:0} requests/s", api / fastify, api >= 3 * fastify);
    }

    private static async Task<double> RequestsPerSecond(Bench bench, Server server, CancellationToken cancellation) =>
        (await bench.Wrk.Run(server.Predict, Connections, bench.Options.Round, cancellation)).RequestsPerSecond;
}
