using System.Globalization;

namespace Hitcast.InferenceApi.Questions.Asking;

/// <summary>What a question may be made of.</summary>
/// <param name="most">The longest question, in characters.</param>
internal sealed class TextRules(int most)
{
    public const string Missing = "is missing. Ask in English or Spanish, such as \"Top 5 comedies by revenue\".";

    /// <summary>The SQL and the answers that come back with a dialogue are longer than its questions.</summary>
    private const int KeptFactor = 10;

    /// <summary>What is wrong with a question, as the end of a sentence; null if nothing is.</summary>
    public string? QuestionTrouble(string text) => string.IsNullOrWhiteSpace(text) ? Missing : TooLong(text, most) ?? NoText(text);

    /// <summary>The same of what was answered before.</summary>
    public string? KeptTrouble(string text) => TooLong(text, most * KeptFactor) ?? NoText(text);

    /// <summary>Line ends and tabs become spaces, and spaces at the ends go.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? TooLong(string text, int limit) => text.Length <= limit
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"has {text.Length} characters. The most is {limit}.");

    private static string? NoText(string text)
    {
        foreach (var (index, rune) in Runes(text))
        {
            if (rune == System.Text.Rune.ReplacementChar && text[index] != '\uFFFD')
            {
                return "holds half of a character (a lone surrogate). Send whole ones.";
            }

            if (System.Text.Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t'))
            {
                return string.Create(CultureInfo.InvariantCulture, $"holds the control character U+{rune.Value:X4}. Take it out.");
            }
        }

        return null;
    }

    private static IEnumerable<(int Index, System.Text.Rune Rune)> Runes(string text)
    {
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            yield return (index, rune);
            index += rune.Utf16SequenceLength;
        }
    }
}
