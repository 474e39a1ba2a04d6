using ScottPlot;
using SkiaSharp;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>The area in which values are shapes, drawn by ScottPlot; its scales, for the text around.</summary>
internal sealed class Pane
{
    /// <summary>Marks on the rim are drawn whole: ScottPlot's data area reaches so far beyond ours, in pixels.</summary>
    private const float Bleed = 8;

    public Pane(SKRect area, CoordinateRange x, CoordinateRange y)
    {
        (Area, XRange, YRange) = (area, x, y);
        Plot.HideAxesAndGrid();
        Plot.Layout.Frameless();
        Plot.FigureBackground.Color = Plot.DataBackground.Color = Colors.Transparent;
        Plot.RenderManager.ClearCanvasBeforeEachRender = false;
        var (perX, perY) = (Bleed * x.Length / area.Width, Bleed * y.Length / area.Height);
        Plot.Axes.SetLimits(x.Min - perX, x.Max + perX, y.Min - perY, y.Max + perY);
    }

    public Plot Plot { get; } = new();

    public SKRect Area { get; }

    public CoordinateRange XRange { get; }

    public CoordinateRange YRange { get; }

    public float X(double value) => Area.Left + (float)((value - XRange.Min) / XRange.Length * Area.Width);

    public float Y(double value) => Area.Bottom - (float)((value - YRange.Min) / YRange.Length * Area.Height);

    public void DrawOn(SKCanvas canvas)
    {
        using (Plot)
        {
            Plot.Render(canvas, new PixelRect(Area.Left - Bleed, Area.Right + Bleed, Area.Bottom + Bleed, Area.Top - Bleed));
        }
    }

    public static Color ColorOf(int series, float opacity = 1) => Color.FromSKColor(Ink.Of(series)).WithOpacity(opacity);
}
