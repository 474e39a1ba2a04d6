using System.Diagnostics;
using System.Globalization;

namespace Hitcast.Worker.Benchmark.Measurements;

/// <summary>From the start of <c>worker run</c> to the moment that its functions are scheduled, on a warehouse that is up to date.</summary>
internal static class StartToScheduled
{
    private const double MostSeconds = 1.5;
    private const int Times = 5;

    public static async Task MeasureAsync(Bench bench)
    {
        var folder = bench.NewFolder("start");
        var settings = new[] { ("Lake:Address", Directory.CreateDirectory(Path.Combine(folder, "lake")).FullName), ("Warehouse:ConnectionString", await bench.NewDatabaseAsync()) };
        // The first makes the schema.
        await TimeAsync(settings);
        var took = new List<double>();
        for (var time = 0; time < Times; time++)
        {
            took.Add(await TimeAsync(settings));
        }

        var median = took.Order().ElementAt(Times / 2);
        bench.Report.Add("worker start to scheduled", $"≤ {MostSeconds.ToString(CultureInfo.InvariantCulture)} s", median.ToString("0.00 's'", CultureInfo.InvariantCulture), median <= MostSeconds);
    }

    private static async Task<double> TimeAsync((string, string)[] settings)
    {
        var started = Stopwatch.GetTimestamp();
        await using var worker = WorkerProcess.Start(["run", "--urls=http://127.0.0.1:0"], settings);
        const string Listens = "Now listening on: ";
        string? line;
        while ((line = await worker.ReadLineAsync()) is not null && !line.Contains(Listens, StringComparison.Ordinal))
        {
        }

        using var http = new HttpClient { BaseAddress = new Uri(line![(line!.IndexOf(Listens, StringComparison.Ordinal) + Listens.Length)..]) };
        // Ready means that the scheduler runs.
        while (!(await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode)
        {
            await Task.Delay(5);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
