using Hitcast.InferenceApi.Charts.Text;

namespace Hitcast.InferenceApi.Charts.Planning;

/// <summary>Which types a table's columns admit, the fittest first.</summary>
internal static class Admission
{
    private const int FewestForHistogram = 10, FewestDistinct = 5, FewestForScatter = 3, FewestForLine = 3;
    private const int MostColumns = 48, MostNamedColumns = 12, LongestColumnName = 14, MostTimeBars = 15, MostColumnSeries = 4, FewYears = 12;

    /// <summary>Of so many things nobody reads the bars; how their numbers are spread says more.</summary>
    private const int Many = 40;

    public static IReadOnlyList<ChartType> Of(Measured measured)
    {
        IEnumerable<ChartType> fitting = measured.Reading switch
        {
            { X: null } => OfNumbers(measured),
            { XRole: ColumnRole.Name } => OfNames(measured),
            _ => OfSteps(measured),
        };
        return [.. fitting, ChartType.Table];
    }

    private static IEnumerable<ChartType> OfNumbers(Measured measured)
    {
        if (IsScatter(measured))
        {
            yield return ChartType.Scatter;
        }

        if (IsHistogram(measured))
        {
            yield return ChartType.Histogram;
        }
    }

    private static List<ChartType> OfNames(Measured measured)
    {
        var names = CategoryNames(measured);
        var isMany = names.Count > Many && !IsSorted(measured) && measured.Reading.By is null;
        List<ChartType> types = [ChartType.Bar];
        if (names.Count * SeriesCount(measured) <= MostColumns && names.Count <= MostNamedColumns && SeriesCount(measured) <= MostColumnSeries
            && names.TrueForAll(name => name.Length <= LongestColumnName))
        {
            types.Add(ChartType.Column);
        }

        if (!measured.HasSeries && measured.Sums && !measured.Table.Truncated && measured.Known(measured.Shown).All(value => value >= 0) && measured.Known(measured.Shown).Sum() > 0)
        {
            types.Add(ChartType.Share);
        }

        if (IsScatter(measured))
        {
            types.Insert(isMany ? 0 : types.Count, ChartType.Scatter);
        }

        if (measured.Reading.By is null && IsHistogram(measured))
        {
            types.Insert(isMany && !measured.Sums && types[0] == ChartType.Bar ? 0 : types.Count, ChartType.Histogram);
        }

        return types;
    }

    /// <summary>Years, months, dates, and numbers in equal steps.</summary>
    private static List<ChartType> OfSteps(Measured measured)
    {
        var reading = measured.Reading;
        var places = measured.Table.Rows.Select(row => row[reading.X!.Value]).Distinct().Count();
        var series = SeriesCount(measured);
        List<ChartType> types = [];
        if (places >= FewestForLine)
        {
            types.Add(ChartType.Line);
        }

        if (places * Math.Min(series, MostColumnSeries) <= MostColumns && series <= MostColumnSeries)
        {
            var isFew = series == 1 && (places < FewestForLine || reading.XRole is ColumnRole.Measure or ColumnRole.Month || (measured.Sums && places <= FewYears));
            types.Insert(isFew ? 0 : types.Count, ChartType.Column);
        }

        if (places >= FewestForLine && measured.Sums && IsComplete(measured, places * series) && measured.Known(measured.Shown).All(value => value >= 0))
        {
            types.Add(ChartType.Area);
        }

        if (places <= MostTimeBars && series <= MostColumnSeries)
        {
            types.Add(ChartType.Bar);
        }

        return types;
    }

    private static int SeriesCount(Measured measured) => measured.Reading.By is { } by
        ? measured.Table.Rows.Select(row => row[by]).Distinct().Count()
        : measured.Shown.Count;

    private static bool IsComplete(Measured measured, int points) => measured.Known(measured.Shown).Count() == points;

    private static List<string> CategoryNames(Measured measured) =>
        [.. measured.Table.Rows.Select(row => Values.Say(measured.Language, row[measured.Reading.X!.Value]) ?? ChartWords.Unknown(measured.Language)).Distinct()];

    /// <summary>Whether the SELECT put the rows in order of the first measure: then it is a list of the most or the least.</summary>
    public static bool IsSorted(Measured measured)
    {
        var values = Values.Numbers(measured.Table, measured.Shown[0]).OfType<double>().ToList();
        var steps = values.Zip(values.Skip(1), (one, next) => next - one).ToList();
        return steps.TrueForAll(step => step >= 0) || steps.TrueForAll(step => step <= 0);
    }

    private static bool IsScatter(Measured measured)
    {
        var measures = measured.Reading.Measures;
        return measures.Count > 1 && measured.Reading.By is null
            && measured.Table.Rows.Count(row => Values.Number(row[measures[0]]) is not null && Values.Number(row[measures[1]]) is not null) >= FewestForScatter;
    }

    private static bool IsHistogram(Measured measured)
    {
        var values = measured.Known(measured.Reading.Measures.Take(1)).ToList();
        return values.Count >= FewestForHistogram && values.Distinct().Count() >= FewestDistinct;
    }
}
