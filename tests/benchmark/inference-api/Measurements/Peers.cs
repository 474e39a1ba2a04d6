using Hitcast.InferenceApi.Benchmark.Servers;

namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>The peers by themselves, at each number of connections: what there is to be compared with.</summary>
internal static class Peers
{
    private static readonly int[] Connections = [1, 8, 32];

    public static async Task Measure(Bench bench, CancellationToken cancellation)
    {
        await using var echo = await bench.Servers.Echo(cancellation);
        await Measure(bench, "bare Kestrel JSON echo", echo, cancellation);
        foreach (var processes in (int[])[1, Environment.ProcessorCount])
        {
            await using var fastify = await bench.Servers.Fastify(processes, cancellation);
            await Measure(bench, $"Fastify, {processes} process(es)", fastify, cancellation);
        }
    }

    /// <summary>One process or one a processor, whichever answers more.</summary>
    public static async Task<Server> BestFastify(Bench bench, CancellationToken cancellation)
    {
        var rates = new Dictionary<int, double>();
        foreach (var processes in (int[])[1, Environment.ProcessorCount])
        {
            await using var server = await bench.Servers.Fastify(processes, cancellation);
            await bench.WarmUp(cancellation, server);
            rates[processes] = (await bench.Wrk.Run(server.Predict, 32, bench.Options.Round, cancellation)).RequestsPerSecond;
        }

        return await bench.Servers.Fastify(rates.MaxBy(rate => rate.Value).Key, cancellation);
    }

    private static async Task Measure(Bench bench, string name, Server server, CancellationToken cancellation)
    {
        await bench.WarmUp(cancellation, server);
        foreach (var connections in Connections)
        {
            var load = await bench.Wrk.Run(server.Predict, connections, bench.Options.Round, cancellation);
            bench.Report.Tell($"{name}, {connections} connection(s)", $"{load.RequestsPerSecond:0} requests/s, p50 {load.P50:0} µs, p99 {load.P99:0} µs");
        }
    }
}
