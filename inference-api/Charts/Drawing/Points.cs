using SkiaSharp;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>A point a row; the highest are named where their names have room.</summary>
internal static class Points
{
    private const int MostNames = 5, FewPoints = 60;
    private const float NameWidth = 130;

    public static void Draw(Sketch sketch)
    {
        var points = sketch.Chart.Series[0].Points;
        var y = Frame.Head(sketch, legend: false);
        var pane = Axes.Place(sketch, y, Axes.Values(points.Select(point => (double?)point.X), fromZero: false), Axes.Values(points.Select(point => point.Y), fromZero: false));
        var isFew = points.Count <= FewPoints;
        var marks = pane.Plot.Add.ScatterPoints(points.Select(point => point.X).ToArray(), points.Select(point => point.Y!.Value).ToArray());
        (marks.MarkerSize, marks.MarkerColor) = (isFew ? 9 : 6, Pane.ColorOf(0, isFew ? 0.75f : 0.4f));
        sketch.Shape(pane.DrawOn);
        Axes.Ground(sketch, pane);
        Names(sketch, pane, points);
        Frame.Foot(sketch, Axes.Bottom(sketch, pane));
    }

    private static void Names(Sketch sketch, Pane pane, IReadOnlyList<ChartPoint> points)
    {
        var style = TextStyle.Of(11.5f);
        List<SKRect> taken = [];
        foreach (var point in points.Where(point => point.Name is not null).OrderByDescending(point => point.Y).Take(MostNames))
        {
            var name = TextFit.Cut(sketch.Fonts, sketch.Say(point.Name!), style, NameWidth);
            var width = sketch.WidthOf(name, style);
            var (x, middle) = (pane.X(point.X), pane.Y(point.Y!.Value));
            var left = x + 8 + width <= sketch.Width - 4 ? x + 8 : x - 8 - width;
            var box = SKRect.Create(left, middle - 8, width, 16);
            var covers = points.Any(other => other != point && SKRect.Inflate(box, 3, -2).Contains(pane.X(other.X), pane.Y(other.Y!.Value)));
            if (left >= pane.Area.Left && !covers && !taken.Exists(other => other.IntersectsWith(box)))
            {
                taken.Add(box);
                sketch.Text(name, left, middle + (style.Size * 0.36f), style);
            }
        }
    }
}
