using Hitcast.InferenceApi.Charts.Text;
using ScottPlot;
using SkiaSharp;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>Lines, and areas on top of each other; each named at its end where there is room.</summary>
internal static class Lines
{
    private const int MostMarkedPoints = 30;
    private const float EndGap = 10, LabelHeight = 16;

    public static void Draw(Sketch sketch)
    {
        var chart = sketch.Chart;
        var isArea = chart.Type == ChartType.Area;
        var drawn = isArea ? Stacked(chart.Series) : chart.Series;
        var points = drawn.SelectMany(series => series.Points).ToList();
        var namedAtEnd = chart.Series.Count > 1 && !sketch.IsNarrow;
        var y = Frame.Head(sketch, legend: chart.Series.Count > 1 && !namedAtEnd);

        var style = TextStyle.Of(12.5f, strong: true);
        var ends = EndNames(sketch, chart, namedAtEnd, style);
        var right = ends.Select(end => sketch.WidthOf(end, style) + EndGap).DefaultIfEmpty().Max();
        var (low, high) = (points.Min(point => point.X), points.Max(point => point.X));
        var pane = Axes.Place(sketch, y, new(low, high > low ? high : low + 1), Axes.Values(points.Select(point => point.Y), fromZero: isArea), right);
        for (var series = drawn.Count - 1; series >= 0; series--)
        {
            Add(pane, drawn[series], series, isArea, isArea && series > 0 ? drawn[series - 1] : null);
        }

        sketch.Shape(pane.DrawOn);
        Axes.Ground(sketch, pane);
        PlaceEnds(sketch, pane, drawn, ends, style);
        Frame.Foot(sketch, chart.X.Kind == AxisKind.Category ? Months(sketch, pane) : Axes.Bottom(sketch, pane));
    }

    /// <summary>Each area stands on those before it; the planner admits areas only where no value is missing.</summary>
    private static IReadOnlyList<ChartSeries> Stacked(IReadOnlyList<ChartSeries> series)
    {
        var heights = new Dictionary<double, double>();
        return [.. series.Select(one => new ChartSeries(one.Name,
            [.. one.Points.Select(point => point with { Y = heights[point.X] = heights.GetValueOrDefault(point.X) + (point.Y ?? 0) })]))];
    }

    /// <summary>The names, cut to a quarter of the width; of a single line its last value.</summary>
    private static List<string> EndNames(Sketch sketch, Chart chart, bool named, TextStyle style)
    {
        if (named)
        {
            return [.. chart.Series.Select(series => TextFit.Cut(sketch.Fonts, sketch.Say(series.Name), style, sketch.Width / 4))];
        }

        return chart.Series.Count == 1 && chart.Series[0].Points[^1].Y is { } last ? [ChartNumbers.Compact(chart.Language, last)] : [];
    }

    private static void Add(Pane pane, ChartSeries series, int index, bool isArea, ChartSeries? below)
    {
        foreach (var part in Parts(series.Points))
        {
            var (x, y) = (part.Select(point => point.X).ToArray(), part.Select(point => point.Y!.Value).ToArray());
            if (isArea)
            {
                var floor = part.Select(point => below?.Points.FirstOrDefault(one => one.X == point.X)?.Y ?? 0).ToArray();
                var fill = pane.Plot.Add.FillY(x, floor, y);
                (fill.FillColor, fill.LineWidth, fill.MarkerStyle) = (Pane.ColorOf(index, below is null && pane.Plot.PlottableList.Count == 1 ? 0.3f : 0.75f), 0, MarkerStyle.None);
            }

            var line = pane.Plot.Add.Scatter(x, y, Pane.ColorOf(index));
            line.LineWidth = 2.25f;
            line.MarkerSize = (!isArea && series.Points.Count <= MostMarkedPoints) || part.Count == 1 ? 6 : 0;
        }
    }

    /// <summary>An unknown value is a gap.</summary>
    private static List<List<ChartPoint>> Parts(IReadOnlyList<ChartPoint> points)
    {
        List<List<ChartPoint>> parts = [];
        var isOpen = false;
        foreach (var point in points)
        {
            if (point.Y is not null && !isOpen)
            {
                parts.Add([]);
            }

            isOpen = point.Y is not null;
            if (isOpen)
            {
                parts[^1].Add(point);
            }
        }

        return parts;
    }

    private static void PlaceEnds(Sketch sketch, Pane pane, IReadOnlyList<ChartSeries> drawn, List<string> ends, TextStyle style)
    {
        var wanted = ends.Select((name, index) => (Name: name, Index: index, Y: EndOf(sketch, pane, drawn, index))).OrderBy(end => end.Y).ToList();
        var lowest = pane.Area.Bottom - ((wanted.Count - 1) * LabelHeight);
        var from = pane.Area.Top - LabelHeight;
        foreach (var (name, index, y) in wanted)
        {
            from = Math.Max(from + LabelHeight, Math.Min(y, lowest));
            lowest += LabelHeight;
            sketch.Text(name, pane.Area.Right + EndGap, from + (style.Size * 0.36f), style.In(Ink.Of(index)));
        }
    }

    /// <summary>Beside the last known value; of an area beside its middle.</summary>
    private static float EndOf(Sketch sketch, Pane pane, IReadOnlyList<ChartSeries> drawn, int index)
    {
        double Last(int series) => drawn[series].Points.LastOrDefault(point => point.Y is not null)?.Y ?? pane.YRange.Min;
        var isBand = drawn.Count > 1 && drawn != sketch.Chart.Series;
        return isBand ? (pane.Y(Last(index)) + pane.Y(index == 0 ? 0 : Last(index - 1))) / 2 : pane.Y(Last(index));
    }

    private static float Months(Sketch sketch, Pane pane)
    {
        var style = TextStyle.Soft(12);
        var taken = float.NegativeInfinity;
        for (var place = (int)Math.Ceiling(pane.XRange.Min); place <= pane.XRange.Max; place++)
        {
            var name = sketch.Chart.Categories[place];
            var half = sketch.WidthOf(name, style) / 2;
            if (pane.X(place) - half > taken + 4)
            {
                sketch.Text(name, pane.X(place), pane.Area.Bottom + 6 + style.Size, style, SKTextAlign.Center);
                taken = pane.X(place) + half;
            }
        }

        return Axes.Title(sketch, pane, pane.Area.Bottom + 6 + style.LineHeight);
    }
}
