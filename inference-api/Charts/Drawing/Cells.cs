using Hitcast.InferenceApi.Charts.Text;
using SkiaSharp;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>A table as a picture; a single number large.</summary>
internal static class Cells
{
    private const int MostRows = 25, MostCellLines = 2;
    private const float Between = 18, RowAir = 9;

    public static void Draw(Sketch sketch)
    {
        var cells = sketch.Chart.Cells!;
        var y = Frame.Head(sketch, legend: false);
        if (cells is { Columns.Count: 1, Rows.Count: 1 })
        {
            Frame.Foot(sketch, One(sketch, cells, y));
            return;
        }

        var widths = Widths(sketch, cells);
        y = Row(sketch, cells.Columns.Select(column => column.Title), widths, y, TextStyle.Soft(12));
        sketch.Line(sketch.Margin, y, sketch.Width - sketch.Margin, y, Ink.Zero);
        foreach (var row in cells.Rows.Take(MostRows))
        {
            y = Row(sketch, row, widths, y + RowAir, TextStyle.Of(13)) + RowAir - 4;
            sketch.Line(sketch.Margin, y, sketch.Width - sketch.Margin, y, Ink.Grid);
        }

        Frame.Foot(sketch, Cut(sketch, cells, widths.Count, y));
    }

    private static float One(Sketch sketch, ChartCells cells, float y)
    {
        var style = TextStyle.Of(sketch.IsNarrow ? 40 : 52, strong: true).In(Ink.Of(0));
        var value = TextFit.Cut(sketch.Fonts, sketch.Say(cells.Rows[0][0].Length == 0 ? "–" : cells.Rows[0][0]), style, sketch.Width - (2 * sketch.Margin));
        sketch.Text(value, sketch.Margin, y + style.Size, style);
        var label = TextStyle.Soft(13);
        sketch.Text(TextFit.Cut(sketch.Fonts, sketch.Say(cells.Columns[0].Title), label, sketch.Width - (2 * sketch.Margin)), sketch.Margin, y + style.Size + 26, label);
        return y + style.Size + 32;
    }

    /// <summary>What each column wants, or at least its longest word where there is not so much room; columns that do not fit are left out.</summary>
    private static List<float> Widths(Sketch sketch, ChartCells cells)
    {
        var inner = sketch.Width - (2 * sketch.Margin);
        var least = cells.Columns.Select((_, column) => Math.Min(Widest(sketch, cells, column, text => text.Split(' ')), inner * (cells.Columns[column].IsNumber ? 0.5f : 0.28f))).ToList();
        var count = Enumerable.Range(1, least.Count).TakeWhile(fits => fits == 1 || least.Take(fits).Sum() + ((fits - 1) * Between) <= inner).Last();
        var wanted = Enumerable.Range(0, count).Select(column => Math.Max(least[column], Widest(sketch, cells, column, text => [text]))).ToList();
        var room = inner - ((count - 1) * Between) - least.Take(count).Sum();
        var missing = wanted.Zip(least, (want, has) => want - has).Sum();
        var share = missing <= room ? 1 : Math.Max(0, room / missing);
        return [.. wanted.Zip(least, (want, has) => has + (share * (want - has)))];
    }

    /// <summary>The width of the widest part of a column's texts.</summary>
    private static float Widest(Sketch sketch, ChartCells cells, int column, Func<string, string[]> parts) => cells.Rows.Take(MostRows)
        .SelectMany(row => parts(sketch.Say(row[column]))).Select(part => sketch.WidthOf(part, TextStyle.Of(13)))
        .Concat(parts(sketch.Say(cells.Columns[column].Title)).Select(part => sketch.WidthOf(part, TextStyle.Soft(12)))).Max() + 1;

    private static float Row(Sketch sketch, IEnumerable<string> texts, List<float> widths, float y, TextStyle style)
    {
        var (x, lowest) = (sketch.Margin, 1);
        foreach (var (text, column) in texts.Take(widths.Count).Select((text, column) => (text, column)))
        {
            var isNumber = sketch.Chart.Cells!.Columns[column].IsNumber;
            var lines = TextFit.Wrap(sketch.Fonts, sketch.Say(text), style, widths[column], MostCellLines);
            for (var line = 0; line < lines.Count; line++)
            {
                sketch.Text(lines[line], isNumber ? x + widths[column] : x, y + style.Size + (line * style.LineHeight), style, isNumber ? SKTextAlign.Right : SKTextAlign.Left);
            }

            lowest = Math.Max(lowest, lines.Count);
            x += widths[column] + Between;
        }

        return y + (lowest * style.LineHeight) + 2;
    }

    /// <summary>Says what of the rows and columns the picture has no room for.</summary>
    private static float Cut(Sketch sketch, ChartCells cells, int columns, float y)
    {
        var style = TextStyle.Soft(11.5f);
        string[] notes =
        [
            .. cells.Rows.Count > MostRows ? (string[])[ChartWords.FirstOf(sketch.Chart.Language, MostRows, cells.Rows.Count)] : [],
            .. cells.Columns.Count > columns ? (string[])[ChartWords.MoreColumns(sketch.Chart.Language, cells.Columns.Count - columns)] : [],
        ];
        foreach (var note in notes)
        {
            y += style.LineHeight + 4;
            sketch.Text(note, sketch.Margin, y, style);
        }

        return y;
    }
}
