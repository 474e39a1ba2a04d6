using ScottPlot;
using SkiaSharp;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>The scale on the left with its lines, the steps along the bottom, and both titles.</summary>
internal static class Axes
{
    private const float Gap = 8;
    private static readonly Range<float> Heights = new(190, 380);

    /// <summary>Where values are drawn, once the titles and the numbers on the left have their place.</summary>
    /// <param name="right">Room for names at the ends of lines.</param>
    public static Pane Place(Sketch sketch, float y, CoordinateRange x, CoordinateRange values, float right = 0, bool scale = true)
    {
        var top = Frame.AxisTitle(sketch, sketch.Chart.Y, sketch.Margin, y, sketch.Width - (2 * sketch.Margin)) + 12;
        var height = Math.Clamp(sketch.Width * 0.5f, Heights.Min, Heights.Max);
        var style = TextStyle.Soft(12);
        var ticks = scale ? Ticks.Of(sketch.Chart.Y.Kind, values, height, sketch.Chart.Language, upright: true) : [];
        var left = sketch.Margin + (ticks.Count == 0 ? 0 : ticks.Max(tick => sketch.WidthOf(tick.Label, style)) + Gap);
        var pane = new Pane(new SKRect(left, top, sketch.Width - sketch.Margin - right, top + height), x, values);
        foreach (var (place, label) in ticks)
        {
            sketch.Line(left, pane.Y(place), sketch.Width - sketch.Margin - right, pane.Y(place), Ink.Grid);
            sketch.Text(label, left - Gap, pane.Y(place) + (style.Size * 0.36f), style, SKTextAlign.Right);
        }

        return pane;
    }

    /// <summary>The line at zero, or at the bottom where zero is not shown.</summary>
    public static void Ground(Sketch sketch, Pane pane)
    {
        var y = pane.YRange.Contains(0) ? pane.Y(0) : pane.Area.Bottom;
        sketch.Line(pane.Area.Left, y, pane.Area.Right, y, Ink.Zero);
    }

    /// <summary>Round numbers or dates along the bottom, and the title below. Returns the lower end.</summary>
    /// <param name="places">Where values stand: they are labelled instead where they all have room.</param>
    public static float Bottom(Sketch sketch, Pane pane, params double[] places)
    {
        var style = TextStyle.Soft(12);
        var taken = float.NegativeInfinity;
        var labels = places.Select(place => (Place: place, Label: Ticks.Say(sketch.Chart.X.Kind, place, sketch.Chart.Language))).ToList();
        var room = places.Length == 0 ? 0 : pane.Area.Width / places.Length;
        var ticks = labels.Count > 0 && labels.TrueForAll(label => sketch.WidthOf(label.Label, style) + 6 < room)
            ? labels
            : Ticks.Of(sketch.Chart.X.Kind, pane.XRange, pane.Area.Width, sketch.Chart.Language);
        foreach (var (place, label) in ticks)
        {
            var half = sketch.WidthOf(label, style) / 2;
            var x = Math.Min(pane.X(place), sketch.Width - 4 - half);
            if (x - half > taken + 6)
            {
                sketch.Line(pane.X(place), pane.Area.Bottom, pane.X(place), pane.Area.Bottom + 4, Ink.Zero);
                sketch.Text(label, x, pane.Area.Bottom + 6 + style.Size, style, SKTextAlign.Center);
                taken = x + half;
            }
        }

        return Title(sketch, pane, pane.Area.Bottom + 6 + style.LineHeight);
    }

    public static float Title(Sketch sketch, Pane pane, float y) =>
        Frame.AxisTitle(sketch, sketch.Chart.X, pane.Area.MidX, y + 4, sketch.Width - (2 * sketch.Margin), SKTextAlign.Center);

    /// <summary>From the least to the greatest with some air above; from zero where bars or areas stand on it, or where zero is near.</summary>
    public static CoordinateRange Values(IEnumerable<double?> values, bool fromZero)
    {
        var known = values.OfType<double>().DefaultIfEmpty().ToList();
        var (low, high) = (known.Min(), known.Max());
        if (fromZero || (low >= 0 && low < high * 0.6))
        {
            (low, high) = (Math.Min(0, low), Math.Max(0, high));
        }

        var air = high > low ? (high - low) * 0.06 : Math.Max(1, Math.Abs(high) * 0.1);
        return new(low == 0 ? 0 : low - air, high == 0 && low < 0 ? 0 : high + air);
    }

    private readonly record struct Range<T>(T Min, T Max);
}
