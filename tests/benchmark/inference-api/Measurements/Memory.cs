using System.Globalization;

namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>What one prediction allocates once the server is warm, by the runtime's own counter at /metrics.</summary>
internal static class Memory
{
    private const string Counter = "dotnet_gc_heap_total_allocated_bytes_total";
    private const double GoalKilobytes = 2;

    public static async Task Measure(Bench bench, CancellationToken cancellation)
    {
        await using var api = await bench.Servers.Api(cancellation);
        await bench.WarmUp(cancellation, api);
        using var http = new HttpClient { BaseAddress = api.Address };
        var scrape = -await Allocated(http, cancellation) + await Allocated(http, cancellation);
        var kilobytes = new List<double>();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            var before = await Allocated(http, cancellation);
            var load = await bench.Wrk.Run(api.Predict, 32, bench.Options.Round, cancellation);
            kilobytes.Add((await Allocated(http, cancellation) - before - scrape) / load.Requests / 1024);
        }

        var median = kilobytes.Median();
        bench.Report.Add("allocation a prediction, steady, 32 connections", $"≤ {GoalKilobytes} KB", $"{median:0.00} KB", median / GoalKilobytes, median <= GoalKilobytes);
    }

    private static async Task<double> Allocated(HttpClient http, CancellationToken cancellation)
    {
        var text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), cancellation);
        var line = text.Split('\n').FirstOrDefault(one => one.StartsWith(Counter, StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"/metrics has no {Counter}: is the runtime's meter exported?");
        return double.Parse(line[Counter.Length..][(line[Counter.Length..].IndexOf('}') + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
