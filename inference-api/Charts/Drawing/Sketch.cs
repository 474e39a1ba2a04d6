using SkiaSharp;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>A laid out picture: shapes, and above them text. The shapes are drawn by Skia into PNG and SVG alike; text stays text in the SVG.</summary>
internal sealed class Sketch(Chart chart, float width, FontBook fonts, bool keepsLetters)
{
    private readonly List<Action<SKCanvas>> shapes = [];
    private readonly List<PlacedText> texts = [];

    public Chart Chart { get; } = chart;

    public FontBook Fonts { get; } = fonts;

    /// <summary>In CSS pixels, as all lengths here.</summary>
    public float Width { get; } = width;

    public float Height { get; set; }

    public bool IsNarrow => Width < 520;

    public float Margin => IsNarrow ? 16 : 24;

    /// <summary>Whether letters were replaced because no font here has them.</summary>
    public bool HasLostLetters { get; private set; }

    public IReadOnlyList<PlacedText> Texts => texts;

    /// <summary>What will be drawn of a text. In an SVG it is left to the fonts of whoever reads it.</summary>
    /// <param name="row">The row of the data, from 1, by which a name without any known letter is called.</param>
    public string Say(string text, int? row = null)
    {
        var clean = FontBook.Clean(text);
        if (keepsLetters || Fonts.CanDraw(clean))
        {
            return clean;
        }

        HasLostLetters = true;
        var legible = Fonts.Legible(clean);
        return row is not null && !legible.Replace("[…]", "", StringComparison.Ordinal).Any(char.IsLetterOrDigit) ? $"#{row}" : legible;
    }

    public float WidthOf(string text, TextStyle style) => Fonts.Width(text, style);

    public void Text(string text, float x, float y, TextStyle style, SKTextAlign align = SKTextAlign.Left)
    {
        if (text.Length > 0)
        {
            texts.Add(new(text, x, y, style, align));
        }
    }

    public void Line(float x1, float y1, float x2, float y2, SKColor color, float thickness = 1) => shapes.Add(canvas =>
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true, IsStroke = true, StrokeWidth = thickness };
        canvas.DrawLine(x1, y1, x2, y2, paint);
    });

    public void Box(SKRect box, SKColor color, float radius = 0) => shapes.Add(canvas =>
    {
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawRoundRect(box, radius, radius, paint);
    });

    public void Shape(Action<SKCanvas> draw) => shapes.Add(draw);

    public void DrawShapes(SKCanvas canvas) => shapes.ForEach(draw => draw(canvas));
}
