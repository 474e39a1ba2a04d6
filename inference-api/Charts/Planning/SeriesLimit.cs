using Hitcast.InferenceApi.Charts.Text;

namespace Hitcast.InferenceApi.Charts.Planning;

/// <summary>No more series than have a colour of their own: the rest as "other" where values may be added up, else left out with a note.</summary>
internal static class SeriesLimit
{
    public const int Most = 6;

    public static List<ChartSeries> Apply(List<ChartSeries> series, bool sums, ChartLanguage language, List<string> notes)
    {
        if (series.Count <= Most)
        {
            return series;
        }

        var largest = series.OrderByDescending(one => Size(one, sums)).ToList();
        if (!sums)
        {
            notes.Add(ChartWords.FirstOf(language, Most, series.Count));
            return largest[..Most];
        }

        var rest = largest[(Most - 1)..];
        return [.. largest[..(Most - 1)], new(ChartWords.Other(language, rest.Count), Added(rest))];
    }

    private static double Size(ChartSeries series, bool sums)
    {
        var known = series.Points.Select(point => Math.Abs(point.Y ?? 0)).DefaultIfEmpty();
        return sums ? known.Sum() : known.Average();
    }

    private static IReadOnlyList<ChartPoint> Added(List<ChartSeries> rest) =>
    [
        .. rest.SelectMany(one => one.Points).GroupBy(point => point.X).OrderBy(place => place.Key)
            .Select(place => new ChartPoint(place.Key, place.Any(point => point.Y is not null) ? place.Sum(point => point.Y ?? 0) : null)),
    ];
}
