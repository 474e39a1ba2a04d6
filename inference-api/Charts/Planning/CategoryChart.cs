using Hitcast.InferenceApi.Charts.Text;

namespace Hitcast.InferenceApi.Charts.Planning;

/// <summary>Bars, columns and shares: values by name.</summary>
internal static class CategoryChart
{
    private const int MostBars = 15, MostShares = 8, MostGroupedBars = 24;

    /// <summary>A bar for the rest that dwarfs all others hides what the chart is about; its sum is told in words then.</summary>
    private const double LargestRest = 1.5;

    public static Chart Of(ChartType type, Measured measured)
    {
        var language = measured.Language;
        List<string> notes = [];
        var names = Names(measured);
        var series = SeriesLimit.Apply(All(measured, names), measured.Sums && !measured.Table.Truncated, language, notes);
        var rows = Sorted(type, measured, names, series);
        var most = type == ChartType.Share ? MostShares : series.Count == 1 ? MostBars : Math.Max(4, MostGroupedBars / series.Count);
        if (!measured.Reading.IsOrdered && rows.Count > most)
        {
            rows = Cut(type, measured, rows, most, notes);
        }

        if (rows.Sum(row => row.Values.Count(value => value is null)) is > 0 and var unknown)
        {
            notes.Add(ChartWords.UnknownValues(language, unknown));
        }

        notes.AddRange(NotDrawn.Note(measured, measured.Shown));
        var axis = measured.ValueAxis();
        return new(type, measured.Title, language, measured.Axis(measured.Reading.X!.Value, AxisKind.Category), axis,
            [.. rows.Select(row => row.Name)],
            [.. series.Select((one, index) => new ChartSeries(one.Name, [.. rows.Select((row, place) => new ChartPoint(place, row.Values[index]))]))],
            null, notes);
    }

    private sealed record Row(string Name, IReadOnlyList<double?> Values);

    private static List<string> Names(Measured measured)
    {
        var (x, role) = (measured.Reading.X!.Value, measured.Reading.XRole);
        return [.. Values(measured, x).Select(value => role == ColumnRole.Month
            ? ChartNumbers.Month(measured.Language, (int)Planning.Values.Number(value)!.Value)
            : Planning.Values.Say(measured.Language, value, role == ColumnRole.Year) ?? ChartWords.Unknown(measured.Language))];
    }

    private static IEnumerable<object?> Values(Measured measured, int x)
    {
        var values = measured.Table.Rows.Select(row => row[x]).Distinct();
        return measured.Reading.IsOrdered ? values.OrderBy(Planning.Values.Number) : values;
    }

    /// <summary>One series a measure or a value of the second column; X is the place among the names.</summary>
    private static List<ChartSeries> All(Measured measured, List<string> names)
    {
        var (x, by, table) = (measured.Reading.X!.Value, measured.Reading.By, measured.Table);
        var places = Values(measured, x).Select((value, place) => (value, place)).ToDictionary(pair => pair.value ?? DBNull.Value, pair => pair.place);
        int Place(object?[] row) => places[row[x] ?? DBNull.Value];
        IReadOnlyList<ChartPoint> Points(IEnumerable<object?[]> rows, int column)
        {
            var values = rows.ToDictionary(Place, row => Planning.Values.Number(row[column]));
            return [.. names.Select((_, place) => new ChartPoint(place, values.GetValueOrDefault(place)))];
        }

        return by is { } series
            ? [.. table.Rows.GroupBy(row => Planning.Values.Say(measured.Language, row[series]) ?? ChartWords.Unknown(measured.Language))
                .Select(group => new ChartSeries(group.Key, Points(group, measured.Shown[0])))]
            : [.. measured.Shown.Select(column => new ChartSeries(measured.Shown.Count == 1 ? "" : measured.Label(column).Title, Points(table.Rows, column)))];
    }

    /// <summary>As the SELECT sorted them, else the largest first; what has an order of its own keeps it.</summary>
    private static List<Row> Sorted(ChartType type, Measured measured, List<string> names, List<ChartSeries> series)
    {
        var rows = names.Select((name, place) => new Row(name, [.. series.Select(one => one.Points[place].Y)])).ToList();
        var keeps = measured.Reading.IsOrdered || (type != ChartType.Share && measured.Reading.By is null && Admission.IsSorted(measured));
        return keeps ? rows : [.. rows.OrderByDescending(row => series.Count == 1 || measured.Reading.By is null ? row.Values[0] ?? double.NegativeInfinity : row.Values.Sum(value => value ?? 0))];
    }

    private static List<Row> Cut(ChartType type, Measured measured, List<Row> rows, int most, List<string> notes)
    {
        var (shown, rest) = (rows[..(most - 1)], rows[(most - 1)..]);
        var sums = measured.Sums && !measured.Table.Truncated;
        IReadOnlyList<double?> added = [.. rows[0].Values.Select((_, index) => rest.Sum(row => row.Values[index]))];
        if (sums && (type == ChartType.Share || added.Max() <= LargestRest * shown.Max(row => row.Values.Max())))
        {
            return [.. shown, new(ChartWords.Other(measured.Language, rest.Count), added)];
        }

        notes.Add(ChartWords.FirstOf(measured.Language, most, rows.Count));
        if (sums && added.Count == 1)
        {
            notes.Add(ChartWords.RestSum(measured.Language, ChartNumbers.Compact(measured.Language, added[0]!.Value - (rest[0].Values[0] ?? 0))));
        }

        return rows[..most];
    }
}
