using System.Text;

namespace Hitcast.Soak;

/// <summary>Whether anything grew after the tenth minute, or after a third of a shorter run: by the medians of the first and the last quarter of what follows.</summary>
internal sealed record Verdict(bool Holds, string Table)
{
    /// <summary>What the medians may differ by without meaning growth: a share, and an amount for small numbers.</summary>
    private const double Share = 0.05;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(10);

    public static Verdict Of(IReadOnlyList<Sample> samples, Counts counts)
    {
        var end = samples[^1].At;
        var warm = samples.Where(sample => sample.At >= (end > 2 * WarmUp ? WarmUp : end / 3)).ToList();
        var names = samples[0].Services.Keys;
        var measures = names.Select(name => Growth($"{name}, memory in MB", warm, sample => sample.Services[name].Megabytes, 8))
            .Concat(names.Select(name => Growth($"{name}, handles", warm, sample => sample.Services[name].Handles, 8)))
            .Concat(names.Select(name => Growth($"{name}, threads", warm, sample => sample.Services[name].Threads, 4)))
            .Append(Growth("connections to the database", warm, sample => sample.Connections, 4)).ToList();
        var table = new StringBuilder("| | first quarter after warm-up | last quarter | |\n|---|---|---|---|\n");
        foreach (var (what, first, last, grew) in measures)
        {
            table.Append(null, $"| {what} | {first:0} | {last:0} | {(grew ? "**grew**" : "")} |\n");
        }

        foreach (var (kind, count) in counts.ByKind.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            table.Append(null, $"| requests: {kind} | | {count:N0} | |\n");
        }

        foreach (var failure in counts.FirstFailures)
        {
            table.Append(null, $"failed: {failure}\n");
        }

        return new Verdict(counts.Failed == 0 && counts.Total > 0 && !measures.Any(measure => measure.Grew), table.ToString());
    }

    private static (string What, double First, double Last, bool Grew) Growth(string what, List<Sample> samples, Func<Sample, double> value, double slack)
    {
        var quarter = Math.Max(1, samples.Count / 4);
        var (first, last) = (Median(samples.Take(quarter).Select(value)), Median(samples.TakeLast(quarter).Select(value)));
        return (what, first, last, last - first > Math.Max(slack, first * Share));
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
