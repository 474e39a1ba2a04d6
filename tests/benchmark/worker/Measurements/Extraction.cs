using System.Diagnostics;
using System.Globalization;

namespace Hitcast.Worker.Benchmark.Measurements;

/// <summary>extract-movies against an endpoint on this machine that answers 40 requests in any second, and 429 to what goes beyond.</summary>
internal static class Extraction
{
    private const int Ids = 1_000_000;
    private const double LeastShare = 0.97;
    private const double MostMegabytes = 300;

    private static readonly TimeSpan BetweenTellings = TimeSpan.FromSeconds(30);

    public static async Task MeasureAsync(Bench bench)
    {
        await using var endpoint = await TmdbEndpoint.StartAsync(Ids);
        // A fifth of the time, at most a minute, is kept for saving.
        var seconds = bench.Long ? 660 : 90;
        await using var worker = WorkerProcess.Start(
            ["invoke", "extract-movies"],
            ("Lake:Address", bench.NewFolder("extraction")), ("Tmdb:Token", "benchmark"), ("Tmdb:BaseAddress", endpoint.Address),
            ("Tmdb:ExportsAddress", endpoint.Address), ("Functions:TimeoutSeconds", seconds.ToString(CultureInfo.InvariantCulture)), ("Logging:Level", "Warning"));
        var peak = 0.0;
        var end = worker.EndAsync();
        var told = Stopwatch.StartNew();
        while (!end.IsCompleted)
        {
            if (told.Elapsed > BetweenTellings)
            {
                Terminal.Progress(string.Create(CultureInfo.InvariantCulture, $"  {endpoint.Answered:N0} requests answered, {endpoint.Refused:N0} refused, {peak:N0} MB"));
                told.Restart();
            }

            await Task.WhenAny(end, Task.Delay(200));
            peak = end.IsCompleted ? peak : Math.Max(peak, worker.PeakMegabytes);
        }

        await end;
        var share = endpoint.Answered / endpoint.Seconds / TmdbEndpoint.Limit;
        bench.Report.Add(
            string.Create(CultureInfo.InvariantCulture, $"extraction for {endpoint.Seconds / 60:0.0} minutes, of {TmdbEndpoint.Limit} requests/s that the endpoint allows"),
            string.Create(CultureInfo.InvariantCulture, $"≥ {LeastShare:0 %}, none over"),
            string.Create(CultureInfo.InvariantCulture, $"{share:0.0 %}, {endpoint.Refused} of {endpoint.Answered:N0} over"), share >= LeastShare && endpoint.Refused == 0);
        bench.Report.Add(
            string.Create(CultureInfo.InvariantCulture, $"the same, memory, {Ids:N0} ids planned"), string.Create(CultureInfo.InvariantCulture, $"≤ {MostMegabytes} MB"),
            string.Create(CultureInfo.InvariantCulture, $"{peak:N0} MB"), peak <= MostMegabytes);
    }
}
