using System.Globalization;
using System.Text;

namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>Text without case, accents and punctuation, so that spellings of one name become equal.</summary>
internal static class Folding
{
    /// <summary>The words, in small letters without accents, one space before, between and behind them.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(" ", text.Length + 2);
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
            {
                folded.Append(Verified.Folding.OfLetter(char.ToLowerInvariant(character)));
            }
            else if (folded[^1] != ' ' && char.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                folded.Append(' ');
            }
        }

        return folded[^1] == ' ' ? folded.ToString() : folded.Append(' ').ToString();
    }
}
