using Hitcast.InferenceApi.Charts.Text;

namespace Hitcast.InferenceApi.Charts.Planning;

/// <summary>Values over years, dates, months or equal steps.</summary>
internal static class StepChart
{
    public static Chart Of(ChartType type, Measured measured)
    {
        var (reading, language) = (measured.Reading, measured.Language);
        var x = reading.X!.Value;
        var isMonth = reading.XRole == ColumnRole.Month;
        List<string> notes = [];
        var series = SeriesLimit.Apply(All(measured, x, isMonth), measured.Sums && !measured.Table.Truncated, language, notes);
        if (series.Sum(one => one.Points.Count(point => point.Y is null)) is > 0 and var unknown)
        {
            notes.Add(ChartWords.UnknownValues(language, unknown));
        }

        notes.AddRange(NotDrawn.Note(measured, measured.Shown));
        var kind = reading.XRole switch { ColumnRole.Year => AxisKind.Year, ColumnRole.Date => AxisKind.Date, ColumnRole.Month => AxisKind.Category, _ => AxisKind.Number };
        return new(type, measured.Title, language, measured.Axis(x, kind), measured.ValueAxis(),
            isMonth ? [.. Enumerable.Range(1, 12).Select(month => ChartNumbers.Month(language, month))] : [], series, null, notes);
    }

    private static List<ChartSeries> All(Measured measured, int x, bool isMonth)
    {
        ChartPoint Point(object?[] row, int value) => new(Values.Number(row[x])!.Value - (isMonth ? 1 : 0), Values.Number(row[value]));
        IReadOnlyList<ChartPoint> Points(IEnumerable<object?[]> rows, int value) => [.. rows.Select(row => Point(row, value)).OrderBy(point => point.X)];
        return measured.Reading.By is { } by
            ? [.. measured.Table.Rows.GroupBy(row => Values.Say(measured.Language, row[by]) ?? ChartWords.Unknown(measured.Language))
                .Select(group => new ChartSeries(group.Key, Points(group, measured.Shown[0])))]
            : [.. measured.Shown.Select(column => new ChartSeries(measured.Shown.Count == 1 ? "" : measured.Label(column).Title, Points(measured.Table.Rows, column)))];
    }
}
