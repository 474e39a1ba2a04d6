using System.Diagnostics;
using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>A chart from rows to PNG on one thread, for a screen with two dots a pixel; and the very first of the process, with compilers and fonts.</summary>
internal static class ChartPictures
{
    private const double GoalMilliseconds = 60;
    private const int Repeats = 20;

    private static readonly (string Name, Table Table)[] Charts =
    [
        ("15 bars", new([new("title", ColumnKind.Text), new("revenue", ColumnKind.Integer)],
            [.. Enumerable.Range(0, 15).Select(index => new object?[] { $"A movie of some name, part {index}", 1_000_000_000L / (index + 1) })], false)),
        ("6 lines of 40 years", new([new("year", ColumnKind.Integer), new("genre", ColumnKind.Text), new("movies", ColumnKind.Integer)],
            [.. Enumerable.Range(0, 240).Select(index => new object?[] { 1977L + (index / 6), $"Genre {index % 6}", (long)(index * 37 % 101) })], false)),
        ("1,000 points", new([new("title", ColumnKind.Text), new("budget", ColumnKind.Integer), new("revenue", ColumnKind.Integer)],
            [.. Enumerable.Range(0, 1000).Select(index => new object?[] { $"Movie {index}", 250_000L * (index * 37 % 1009), 900_000L * (index * 91 % 1013) })], false)),
    ];

    public static Task Measure(Bench bench, CancellationToken cancellation)
    {
        var first = Milliseconds(Charts[0].Table);
        foreach (var (_, table) in Charts)
        {
            _ = Enumerable.Range(0, Repeats).Select(_ => Milliseconds(table)).ToArray();
        }

        cancellation.ThrowIfCancellationRequested();
        var medians = Charts.Select(chart => (chart.Name, Median: Enumerable.Range(0, Repeats).Select(_ => Milliseconds(chart.Table)).ToArray().Median())).ToList();
        var slowest = medians.Max(median => median.Median);
        bench.Report.Add("PNG of a chart, 800 pixels wide at scale 2", $"≤ {GoalMilliseconds} ms",
            $"{string.Join(", ", medians.Select(median => $"{median.Name} {median.Median:0.0} ms"))}; the first of a process {first:0} ms", slowest / GoalMilliseconds, slowest <= GoalMilliseconds);
        return Task.CompletedTask;
    }

    private static double Milliseconds(Table table)
    {
        var clock = Stopwatch.StartNew();
        ChartImage.Png(ChartPlanner.Plan(table, new("A chart", ChartLanguage.English, new Dictionary<string, ColumnLabel>())).Chart, ChartSize.Desktop);
        return clock.Elapsed.TotalMilliseconds;
    }
}
