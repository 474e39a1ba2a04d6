using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using SkiaSharp;
using SkiaSharp.HarfBuzz;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>Draws text in Inter, which lies in the assembly, and what Inter has no letters for in whatever font of the machine has them.</summary>
/// <param name="fallback">A font that has a code point, or null where none has.</param>
internal sealed class FontBook(Func<int, bool, SKTypeface?> fallback)
{
    /// <summary>No label is longer; what follows would not fit anyway.</summary>
    private const int MostCharacters = 300;

    private static readonly SKTypeface Regular = Embedded("Inter-Regular.ttf");
    private static readonly SKTypeface Strong = Embedded("Inter-SemiBold.ttf");
    private readonly ConcurrentDictionary<(int CodePoint, bool IsStrong), SKTypeface?> found = new();
    private readonly ConcurrentDictionary<SKTypeface, SKShaper> shapers = new();

    /// <summary>With the fonts that are installed on the machine.</summary>
    public static FontBook Installed { get; } = new(InstalledFonts.Find);

    /// <summary>Without what has no shape or turns the direction of what follows; not longer than a label can be.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, MostCharacters));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length >= MostCharacters)
            {
                return clean.Append('…').ToString();
            }

            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator)
            {
                clean.Append(rune.Value == '\u00a0' ? '\u00a0' : ' ');
            }
            else if (category is not (UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse) || rune.Value is 0x200c or 0x200d)
            {
                clean.Append(rune);
            }
        }

        return clean.ToString().Trim(' ');
    }

    /// <summary>The text with "[…]" for all that no font has letters for.</summary>
    public string Legible(string text)
    {
        var legible = new StringBuilder(text.Length);
        foreach (var (part, face) in Runs(text, false))
        {
            legible.Append(face is null ? "[…]" : part);
        }

        return legible.ToString();
    }

    public bool CanDraw(string text) => Runs(text, false).TrueForAll(run => run.Face is not null);

    public float Width(string text, TextStyle style)
    {
        var width = 0f;
        foreach (var (part, face) in Runs(text, style.Strong))
        {
            // Where a browser's fonts will draw it, a letter is about as wide as high.
            width += face is null ? part.EnumerateRunes().Count() * style.Size : Shape(part, face, style.Size).Width;
        }

        return width;
    }

    public void Draw(SKCanvas canvas, PlacedText text)
    {
        using var paint = new SKPaint { Color = text.Style.Color, IsAntialias = true };
        var x = text.X - (text.Align == SKTextAlign.Left ? 0 : Width(text.Text, text.Style) / (text.Align == SKTextAlign.Center ? 2 : 1));
        foreach (var (part, face) in Runs(text.Text, text.Style.Strong))
        {
            if (face is null)
            {
                throw new InvalidOperationException($"No font has the letters of '{part}'. Make the text legible before it is drawn.");
            }

            using var font = Font(face, text.Style.Size);
            var shape = Shape(part, face, text.Style.Size);
            using var builder = new SKTextBlobBuilder();
            builder.AddPositionedRun([.. shape.Codepoints.Select(glyph => (ushort)glyph)], font, shape.Points);
            using var blob = builder.Build();
            if (blob is not null)
            {
                canvas.DrawText(blob, x, text.Y, paint);
            }

            x += shape.Width;
        }
    }

    /// <summary>Parts that one font has all letters for; a part that none has, has no face.</summary>
    private List<(string Part, SKTypeface? Face)> Runs(string text, bool strong)
    {
        List<(string Part, SKTypeface? Face)> runs = [];
        var (from, at) = (0, 0);
        SKTypeface? current = null;
        var isFirst = true;
        foreach (var rune in text.EnumerateRunes())
        {
            // A mark stays with its letter.
            var face = !isFirst && IsMark(rune) ? current : FaceFor(rune, strong, current);
            if (!isFirst && face != current)
            {
                runs.Add((text[from..at], current));
                from = at;
            }

            (current, isFirst, at) = (face, false, at + rune.Utf16SequenceLength);
        }

        if (!isFirst)
        {
            runs.Add((text[from..], current));
        }

        return runs;
    }

    private static bool IsMark(Rune rune) =>
        rune.Value is 0x200c or 0x200d || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private SKTypeface? FaceFor(Rune rune, bool strong, SKTypeface? current)
    {
        var own = strong ? Strong : Regular;
        if (own.ContainsGlyph(rune.Value))
        {
            return own;
        }

        return current is not null && current.ContainsGlyph(rune.Value)
            ? current
            : found.GetOrAdd((rune.Value, strong), key => fallback(key.CodePoint, key.IsStrong) is { } face && face.ContainsGlyph(key.CodePoint) ? face : null);
    }

    private SKShaper.Result Shape(string text, SKTypeface face, float size)
    {
        using var font = Font(face, size);
        var shaper = shapers.GetOrAdd(face, one => new SKShaper(one));
        lock (shaper)
        {
            return shaper.Shape(text, font);
        }
    }

    private static SKFont Font(SKTypeface face, float size) => new(face, size) { Subpixel = true, Hinting = SKFontHinting.None, Edging = SKFontEdging.Antialias };

    private static SKTypeface Embedded(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"font/{file}")!;
        return SKTypeface.FromStream(stream) ?? throw new InvalidOperationException($"The font {file} in the assembly cannot be read.");
    }
}
