using Hitcast.InferenceApi.Charts.Text;
using SkiaSharp;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>What all charts have: the title above, the legend, the notes below.</summary>
internal static class Frame
{
    private const int MostTitleLines = 3, MostNoteLines = 3;
    private const float AxisTitleSize = 12.5f;

    /// <summary>The title and the legend. Returns where the chart begins.</summary>
    public static float Head(Sketch sketch, bool legend)
    {
        var style = TextStyle.Of(sketch.IsNarrow ? 16 : 19, strong: true);
        var y = sketch.Margin;
        foreach (var line in TextFit.Wrap(sketch.Fonts, sketch.Say(sketch.Chart.Title), style, sketch.Width - (2 * sketch.Margin), MostTitleLines))
        {
            sketch.Text(line, sketch.Margin, y + style.Size, style);
            y += style.LineHeight;
        }

        return (legend ? Legend(sketch, y + 8) : y) + 8;
    }

    public static string TitleOf(ChartAxis axis) => axis.Unit is null ? axis.Title : $"{axis.Title} ({axis.Unit})";

    public static float AxisTitleWidth(Sketch sketch, ChartAxis axis) => sketch.WidthOf(sketch.Say(TitleOf(axis)), TextStyle.Soft(AxisTitleSize)) + 1;

    /// <summary>One line of an axis title. Returns where what follows begins.</summary>
    public static float AxisTitle(Sketch sketch, ChartAxis axis, float x, float y, float width, SKTextAlign align = SKTextAlign.Left)
    {
        var style = TextStyle.Soft(AxisTitleSize);
        sketch.Text(TextFit.Cut(sketch.Fonts, sketch.Say(TitleOf(axis)), style, width), x, y + style.Size, style, align);
        return y + style.LineHeight;
    }

    /// <summary>The notes, and the picture's lower end.</summary>
    public static void Foot(Sketch sketch, float y)
    {
        var style = TextStyle.Soft(11.5f);
        var notes = sketch.Chart.Notes.Select(note => sketch.Say(note)).ToList();
        if (sketch.HasLostLetters)
        {
            notes.Add(ChartWords.NoFont(sketch.Chart.Language));
        }

        y += notes.Count == 0 ? 0 : 12;
        foreach (var line in notes.SelectMany(note => TextFit.Wrap(sketch.Fonts, note, style, sketch.Width - (2 * sketch.Margin), MostNoteLines)))
        {
            sketch.Text(line, sketch.Margin, y + style.Size, style);
            y += style.LineHeight;
        }

        sketch.Height = MathF.Ceiling(y + sketch.Margin);
    }

    private static float Legend(Sketch sketch, float y)
    {
        const float swatch = 11, gap = 6, between = 18, line = 20;
        var style = TextStyle.Of(12.5f);
        var (left, right) = (sketch.Margin, sketch.Width - sketch.Margin);
        var x = left;
        for (var index = 0; index < sketch.Chart.Series.Count; index++)
        {
            var name = TextFit.Cut(sketch.Fonts, sketch.Say(sketch.Chart.Series[index].Name), style, right - left - swatch - gap);
            var width = swatch + gap + sketch.WidthOf(name, style);
            if (x > left && x + width > right)
            {
                (x, y) = (left, y + line);
            }

            sketch.Box(SKRect.Create(x, y + 1, swatch, swatch), Ink.Of(index), 2);
            sketch.Text(name, x + swatch + gap, y + 11, style);
            x += width + between;
        }

        return y + line;
    }
}
