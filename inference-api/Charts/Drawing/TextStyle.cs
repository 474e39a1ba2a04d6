using SkiaSharp;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <param name="Size">In CSS pixels.</param>
/// <param name="Strong">Semi-bold.</param>
internal readonly record struct TextStyle(float Size, bool Strong, SKColor Color)
{
    public float LineHeight => Size * 1.3f;

    public static TextStyle Of(float size, bool strong = false) => new(size, strong, Ink.Text);

    /// <summary>What is read second: scales, titles of axes, notes.</summary>
    public static TextStyle Soft(float size) => new(size, false, Ink.Soft);

    public TextStyle In(SKColor color) => this with { Color = color };
}

/// <summary>One line of text at its place.</summary>
/// <param name="X">Of its start, middle or end, as <paramref name="Align"/> says.</param>
/// <param name="Y">Of its baseline.</param>
internal readonly record struct PlacedText(string Text, float X, float Y, TextStyle Style, SKTextAlign Align);
