using Hitcast.InferenceApi.Charts.Text;
using ScottPlot;
using SkiaSharp;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>Bars and shares: a line a name, its number at the bar's end, so that no scale is needed.</summary>
internal static class LyingBars
{
    private const float Thick = 18, ThickGrouped = 13, BetweenGroups = 12, Gap = 8;
    private const int MostNameLines = 2;

    public static void Draw(Sketch sketch)
    {
        var chart = sketch.Chart;
        var grouped = chart.Series.Count > 1;
        var y = Frame.Head(sketch, legend: grouped);
        var (nameStyle, valueStyle) = (TextStyle.Of(13), TextStyle.Of(grouped ? 11.5f : 12.5f));
        var inner = sketch.Width - (2 * sketch.Margin);

        var room = inner * (sketch.IsNarrow ? 0.4f : 0.36f);
        var names = chart.Categories.Select((name, row) => TextFit.Wrap(sketch.Fonts, sketch.Say(name, row + 1), nameStyle, room, MostNameLines)).ToList();
        var nameWidth = names.SelectMany(lines => lines).Select(line => sketch.WidthOf(line, nameStyle))
            .Append(Math.Min(room, Frame.AxisTitleWidth(sketch, chart.X))).Max();
        var labels = chart.Series.Select(series => series.Points.Select(point => LabelOf(chart, series, point)).ToList()).ToList();

        var (below, above) = LabelWidths(sketch, labels, valueStyle);
        var left = sketch.Margin + nameWidth + Gap;
        var area = SKRect.Create(left + below, 0, Math.Max(40, sketch.Width - sketch.Margin - above - left - below), 0);
        y = Titles(sketch, y, left, nameWidth);

        var barHeight = grouped ? ThickGrouped : Thick;
        var group = Math.Max((chart.Series.Count * barHeight) + BetweenGroups, names.Exists(lines => lines.Count > 1) ? (2 * nameStyle.LineHeight) + 6 : 0);
        area.Top = y + 4;
        area.Bottom = area.Top + (group * names.Count);
        var pane = new Pane(area, Values(chart), new CoordinateRange(0, Math.Max(1, names.Count)));
        Bars(pane, chart, barHeight / group);
        sketch.Shape(pane.DrawOn);
        sketch.Line(pane.X(0), area.Top, pane.X(0), area.Bottom, Ink.Zero);

        for (var row = 0; row < names.Count; row++)
        {
            var middle = area.Top + (group * (row + 0.5f));
            PlaceName(sketch, names[row], middle, sketch.Margin + nameWidth, nameStyle);
            PlaceValues(sketch, pane, labels, row, middle, barHeight, valueStyle);
        }

        Frame.Foot(sketch, area.Bottom);
    }

    private static float Titles(Sketch sketch, float y, float left, float nameWidth)
    {
        var chart = sketch.Chart;
        var measure = chart.Type == ChartType.Share ? chart.Y with { Title = ChartWords.ShareOf(chart.Language, chart.Y.Title) } : chart.Y;
        Frame.AxisTitle(sketch, chart.X, sketch.Margin + nameWidth, y, nameWidth, SKTextAlign.Right);
        return Frame.AxisTitle(sketch, measure, left, y, sketch.Width - sketch.Margin - left);
    }

    private static CoordinateRange Values(Chart chart)
    {
        var known = chart.Series.SelectMany(series => series.Points).Select(point => point.Y ?? 0).Append(0).ToList();
        var (low, high) = (known.Min(), known.Max());
        return new(low, high > low ? high : low + 1);
    }

    /// <summary>Room for the numbers beside the bars, below zero on the left and above it on the right.</summary>
    private static (float Below, float Above) LabelWidths(Sketch sketch, List<List<string>> labels, TextStyle style)
    {
        var (below, above) = (0f, 0f);
        for (var series = 0; series < labels.Count; series++)
        {
            for (var row = 0; row < labels[series].Count; row++)
            {
                var width = sketch.WidthOf(labels[series][row], style) + Gap;
                var isNegative = sketch.Chart.Series[series].Points[row].Y < 0;
                (below, above) = isNegative ? (Math.Max(below, width), above) : (below, Math.Max(above, width));
            }
        }

        return (below, above);
    }

    private static string LabelOf(Chart chart, ChartSeries series, ChartPoint point)
    {
        if (point.Y is not { } value)
        {
            return "–";
        }

        var number = ChartNumbers.Compact(chart.Language, value);
        var total = series.Points.Sum(one => one.Y ?? 0);
        return chart.Type == ChartType.Share ? $"{ChartNumbers.Percent(chart.Language, value / total)} · {number}" : number;
    }

    private static void Bars(Pane pane, Chart chart, double size)
    {
        for (var series = 0; series < chart.Series.Count; series++)
        {
            var bars = chart.Series[series].Points.Where(point => point.Y is not null).Select(point => new Bar
            {
                Position = chart.Categories.Count - point.X - 0.5 + (((chart.Series.Count - 1) / 2.0 - series) * size),
                Value = point.Y!.Value,
                Size = size * (chart.Series.Count > 1 ? 0.88 : 1),
                FillColor = Pane.ColorOf(series),
                LineWidth = 0,
                Orientation = Orientation.Horizontal,
            });
            pane.Plot.Add.Bars(bars.ToList());
        }
    }

    private static void PlaceName(Sketch sketch, List<string> lines, float middle, float right, TextStyle style)
    {
        var baseline = middle + (style.Size * 0.36f) - ((lines.Count - 1) * style.LineHeight / 2);
        foreach (var line in lines)
        {
            sketch.Text(line, right, baseline, style, SKTextAlign.Right);
            baseline += style.LineHeight;
        }
    }

    private static void PlaceValues(Sketch sketch, Pane pane, List<List<string>> labels, int row, float middle, float barHeight, TextStyle style)
    {
        for (var series = 0; series < labels.Count; series++)
        {
            var value = sketch.Chart.Series[series].Points[row].Y;
            var baseline = middle + ((series - ((labels.Count - 1) / 2f)) * barHeight) + (style.Size * 0.36f);
            var (x, align) = value < 0 ? (pane.X(value.Value) - 6, SKTextAlign.Right) : (pane.X(value ?? 0) + 6, SKTextAlign.Left);
            sketch.Text(labels[series][row], x, baseline, value is null ? style.In(Ink.Soft) : style, align);
        }
    }
}
