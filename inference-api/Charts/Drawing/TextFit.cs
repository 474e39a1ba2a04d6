using System.Globalization;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>Makes text fit a width: in several lines, the last with an ellipsis where it must.</summary>
internal static class TextFit
{
    public static string Cut(FontBook fonts, string text, TextStyle style, float width)
    {
        if (fonts.Width(text, style) <= width)
        {
            return text;
        }

        var ends = StringInfo.ParseCombiningCharacters(text);
        var (fits, fails) = (0, ends.Length);
        while (fails - fits > 1)
        {
            var middle = (fits + fails) / 2;
            (fits, fails) = fonts.Width(text[..ends[middle]].TrimEnd() + '…', style) <= width ? (middle, fails) : (fits, middle);
        }

        return text[..ends[fits]].TrimEnd() + '…';
    }

    public static List<string> Wrap(FontBook fonts, string text, TextStyle style, float width, int mostLines)
    {
        List<string> lines = [];
        var rest = text;
        while (rest.Length > 0)
        {
            if (lines.Count == mostLines - 1 || fonts.Width(rest, style) <= width)
            {
                lines.Add(Cut(fonts, rest, style, width));
                break;
            }

            var end = BreakBefore(fonts, rest, style, width);
            lines.Add(rest[..end].TrimEnd(' '));
            rest = rest[end..].TrimStart(' ');
        }

        return lines;
    }

    /// <summary>Where the line ends: after the last word that fits; within a word, or between letters that need no spaces, where none does.</summary>
    private static int BreakBefore(FontBook fonts, string text, TextStyle style, float width)
    {
        var ends = StringInfo.ParseCombiningCharacters(text);
        var (fits, fails) = (1, ends.Length);
        while (fails - fits > 1)
        {
            var middle = (fits + fails) / 2;
            (fits, fails) = fonts.Width(text[..ends[middle]], style) <= width ? (middle, fails) : (fits, middle);
        }

        var limit = ends.Length == 1 ? text.Length : ends[Math.Min(fits, ends.Length - 1)];
        var space = limit < text.Length && text[limit] == ' ' ? limit : text.LastIndexOf(' ', limit - 1);
        return space > 0 && !IsIdeograph(text[limit - 1]) ? space : limit;
    }

    private static bool IsIdeograph(char letter) => letter is >= '\u2e80' and <= '\ud7ff' or >= '\uf900' and <= '\ufaff';
}
