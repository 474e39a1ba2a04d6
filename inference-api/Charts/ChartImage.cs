using Hitcast.InferenceApi.Charts.Drawing;
using SkiaSharp;

namespace Hitcast.InferenceApi.Charts;

/// <summary>Charts as pictures. Safe to call from many threads; equal charts give equal bytes on one machine.</summary>
public static class ChartImage
{
    private const float MostScale = 4;

    /// <summary>A picture takes up to 100 MB while it is drawn, and more at once than there are processors come no sooner.</summary>
    internal static readonly SemaphoreSlim Places = new(Environment.ProcessorCount);

    /// <summary>The same as <see cref="Png(Chart, ChartSize)"/> for callers of whom many may come at once.</summary>
    public static async Task<byte[]> PngAsync(Chart chart, ChartSize size, CancellationToken cancellation)
    {
        await Places.WaitAsync(cancellation);
        try
        {
            return Png(chart, size);
        }
        finally
        {
            Places.Release();
        }
    }

    public static byte[] Png(Chart chart, ChartSize size) => Png(chart, size, FontBook.Installed);

    /// <summary>UTF-8; <see cref="ChartSize.Scale"/> does not matter.</summary>
    public static byte[] Svg(Chart chart, ChartSize size) => SvgPicture.Of(Layout.Of(chart, size, FontBook.Installed, keepsLetters: true));

    internal static byte[] Png(Chart chart, ChartSize size, FontBook fonts)
    {
        var sketch = Layout.Of(chart, size, fonts, keepsLetters: false);
        var scale = Math.Clamp(size.Scale, 1, MostScale);
        using var surface = SKSurface.Create(new SKImageInfo((int)MathF.Ceiling(sketch.Width * scale), (int)MathF.Ceiling(sketch.Height * scale)));
        surface.Canvas.Clear(Ink.Paper);
        surface.Canvas.Scale(scale);
        sketch.DrawShapes(surface.Canvas);
        foreach (var text in sketch.Texts)
        {
            fonts.Draw(surface.Canvas, text);
        }

        using var pixels = surface.PeekPixels();
        using var png = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 4));
        return png?.ToArray() ?? throw new InvalidOperationException($"Skia could not encode a picture of {sketch.Width} by {sketch.Height}.");
    }
}
