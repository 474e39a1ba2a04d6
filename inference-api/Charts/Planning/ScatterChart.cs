using Hitcast.InferenceApi.Charts.Text;

namespace Hitcast.InferenceApi.Charts.Planning;

/// <summary>Two numbers a row.</summary>
internal static class ScatterChart
{
    private const int MostPoints = 1000;

    public static Chart Of(Measured measured)
    {
        var (x, y) = (measured.Reading.Measures[0], measured.Reading.Measures[1]);
        var rows = measured.Table.Rows;
        var points = rows
            .Select(row => (X: Values.Number(row[x]), Y: Values.Number(row[y]), Name: measured.Reading.Names is { } names ? Values.Say(measured.Language, row[names]) : null))
            .Where(point => point is { X: not null, Y: not null })
            .Select(point => new ChartPoint(point.X!.Value, point.Y, Name: point.Name))
            .ToList();
        List<string> notes = [];
        if (points.Count > MostPoints)
        {
            notes.Add(ChartWords.FirstOf(measured.Language, MostPoints, points.Count));
        }

        if (points.Count < rows.Count)
        {
            notes.Add(ChartWords.UnknownValues(measured.Language, rows.Count - points.Count));
        }

        notes.AddRange(NotDrawn.Note(measured, [x, y]));
        return new(ChartType.Scatter, measured.Title, measured.Language, measured.Axis(x, AxisKind.Number), measured.Axis(y, AxisKind.Number),
            [], [new("", [.. points.Take(MostPoints)])], null, notes);
    }
}
