using Hitcast.InferenceApi.Charts.Text;

namespace Hitcast.InferenceApi.Charts.Planning;

/// <summary>How often the values of the first measure occur, in bins with round limits.</summary>
internal static class HistogramChart
{
    private const int FewestBins = 6, MostBins = 24;
    private static readonly double[] RoundSteps = [1, 2, 2.5, 5, 10];

    public static Chart Of(Measured measured)
    {
        var column = measured.Reading.Measures[0];
        var (language, rows) = (measured.Language, measured.Table.Rows.Count);
        var values = measured.Known([column]).Order().ToList();
        var (low, high) = Range(values);
        var step = Step(low, high, values);
        var first = Math.Floor(low / step);
        var count = Math.Max(1, (int)(Math.Floor(high / step) - first) + 1);
        var points = new List<ChartPoint>(count);
        for (var bin = 0; bin < count; bin++)
        {
            var (from, until) = (Round((first + bin) * step), Round((first + bin + 1) * step));
            var isLast = bin == count - 1;
            points.Add(new(from, values.Count(value => value >= from && (isLast || value < until)), until));
        }

        List<string> notes = [];
        if (values[^1] > points[^1].Until)
        {
            notes.Add(ChartWords.OpenBin(language, ChartNumbers.Compact(language, points[^1].X), ChartNumbers.Compact(language, values[^1])));
        }

        if (values.Count < rows)
        {
            notes.Add(ChartWords.UnknownValues(language, rows - values.Count));
        }

        return new(ChartType.Histogram, measured.Title, language, measured.Axis(column, AxisKind.Number), new(ChartWords.Count(language), null, AxisKind.Number),
            [], [new("", points)], null, notes);
    }

    /// <summary>A few giants would push all others into one bar: then the last bar is open.</summary>
    private static (double Low, double High) Range(List<double> sorted)
    {
        var almostAll = sorted[(int)Math.Ceiling(0.95 * (sorted.Count - 1))];
        var isLongTailed = sorted[^1] - sorted[0] > 3 * (almostAll - sorted[0]) && almostAll > sorted[0];
        return (sorted[0], isLongTailed ? almostAll : sorted[^1]);
    }

    /// <summary>A round width with about as many bins as the square root of the values; whole where the values are.</summary>
    private static double Step(double low, double high, List<double> values)
    {
        var bins = Math.Clamp((int)Math.Sqrt(values.Count), FewestBins, MostBins);
        var rough = (high - low) / bins;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = RoundSteps.Select(round => round * power).First(round => round >= rough * 0.999);
        return values.TrueForAll(value => value == Math.Floor(value)) ? Math.Max(1, Math.Ceiling(step)) : step;
    }

    /// <summary>Limits as people write them: 0.3, not 0.30000000000000004.</summary>
    private static double Round(double limit) => limit == 0 ? 0 : double.Parse(limit.ToString("G12", null), null);
}
