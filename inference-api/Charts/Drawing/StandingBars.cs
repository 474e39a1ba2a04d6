using Hitcast.InferenceApi.Charts.Text;
using ScottPlot;
using SkiaSharp;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>Columns, and the bins of a histogram.</summary>
internal static class StandingBars
{
    private const int MostNameLines = 2;

    /// <summary>Lying bars instead, where the names do not fit below the columns.</summary>
    public static void Draw(Sketch sketch)
    {
        var chart = sketch.Chart;
        var nameStyle = TextStyle.Of(12.5f);
        var isNamed = chart.X.Kind == AxisKind.Category;
        var slot = (sketch.Width - (2 * sketch.Margin)) / Math.Max(1, chart.Categories.Count);
        if (isNamed && chart.Categories.SelectMany(name => sketch.Say(name).Split(' ')).Any(word => sketch.WidthOf(word, nameStyle) > slot - 6))
        {
            LyingBars.Draw(sketch);
            return;
        }

        var y = Frame.Head(sketch, legend: chart.Series.Count > 1);
        var (range, step) = Steps(chart);
        var labels = Labels(sketch, chart, TextStyle.Of(12), (sketch.Width - (2 * sketch.Margin)) / (float)(range.Length / step));
        var pane = Axes.Place(sketch, y, range, Axes.Values(chart.Series.SelectMany(series => series.Points).Select(point => point.Y), fromZero: true), scale: labels.Count == 0);
        Bars(pane, chart, step);
        sketch.Shape(pane.DrawOn);
        Axes.Ground(sketch, pane);
        foreach (var (point, label) in labels)
        {
            sketch.Text(label, pane.X(Middle(point)), pane.Y(point.Y!.Value) + (point.Y < 0 ? 15 : -5), TextStyle.Of(12), SKTextAlign.Center);
        }

        Frame.Foot(sketch, isNamed ? Names(sketch, pane, nameStyle) : Axes.Bottom(sketch, pane, Places(chart)));
    }

    /// <summary>Where columns stand; a histogram's bars stand between round numbers.</summary>
    private static double[] Places(Chart chart) =>
        chart.Type == ChartType.Histogram ? [] : [.. chart.Series.SelectMany(series => series.Points).Select(point => point.X).Distinct().Order()];

    private static double Middle(ChartPoint point) => point.Until is { } until ? (point.X + until) / 2 : point.X;

    /// <summary>What the bottom spans, and how far one column is from the next.</summary>
    private static (CoordinateRange Range, double Step) Steps(Chart chart)
    {
        var points = chart.Series.SelectMany(series => series.Points).ToList();
        if (chart.X.Kind == AxisKind.Category)
        {
            return (new(-0.5, chart.Categories.Count - 0.5), 1);
        }

        if (points.Exists(point => point.Until is not null))
        {
            return (new(points.Min(point => point.X), points.Max(point => point.Until!.Value)), points[0].Until!.Value - points[0].X);
        }

        var places = points.Select(point => point.X).Distinct().Order().ToList();
        var step = places.Count < 2 ? 1 : places.Zip(places.Skip(1), (one, next) => next - one).Min();
        return (new(places[0] - (step / 2), places[^1] + (step / 2)), step);
    }

    /// <summary>A number above each column where all have room; then no scale is needed.</summary>
    private static List<(ChartPoint Point, string Label)> Labels(Sketch sketch, Chart chart, TextStyle style, float slot)
    {
        if (chart.Series.Count > 1)
        {
            return [];
        }

        var labels = chart.Series[0].Points.Where(point => point.Y is not null).Select(point => (point, ChartNumbers.Compact(chart.Language, point.Y!.Value))).ToList();
        return labels.TrueForAll(label => sketch.WidthOf(label.Item2, style) < slot - 4) ? labels : [];
    }

    private static void Bars(Pane pane, Chart chart, double step)
    {
        var count = chart.Series.Count;
        var isHistogram = chart.Type == ChartType.Histogram;
        var width = step * (isHistogram ? 1 : count > 1 ? 0.78 : 0.66) / count;
        var hairline = isHistogram ? 1 / pane.Area.Width * pane.XRange.Length : 0;
        for (var series = 0; series < count; series++)
        {
            var shift = (series - ((count - 1) / 2.0)) * width;
            var bars = chart.Series[series].Points.Where(point => point.Y is not null).Select(point => new Bar
            {
                Position = Middle(point) + shift,
                Value = point.Y!.Value,
                Size = (width * (count > 1 ? 0.92 : 1)) - hairline,
                FillColor = Pane.ColorOf(series),
                LineWidth = 0,
            });
            pane.Plot.Add.Bars(bars.ToList());
        }
    }

    private static float Names(Sketch sketch, Pane pane, TextStyle style)
    {
        var slot = pane.Area.Width / sketch.Chart.Categories.Count;
        var lowest = 0;
        for (var place = 0; place < sketch.Chart.Categories.Count; place++)
        {
            var lines = TextFit.Wrap(sketch.Fonts, sketch.Say(sketch.Chart.Categories[place], place + 1), style, slot - 4, MostNameLines);
            for (var line = 0; line < lines.Count; line++)
            {
                sketch.Text(lines[line], pane.X(place), pane.Area.Bottom + 6 + style.Size + (line * style.LineHeight), style, SKTextAlign.Center);
            }

            lowest = Math.Max(lowest, lines.Count);
        }

        return Axes.Title(sketch, pane, pane.Area.Bottom + 6 + (lowest * style.LineHeight));
    }
}
