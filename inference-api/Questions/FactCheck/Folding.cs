using System.Collections.Frozen;
using System.Text;

namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>Text without case, accents and punctuation, so that spellings of one name become equal.</summary>
/// <remarks>.NET takes no accents off without ICU, which this service does not load.</remarks>
internal static class Folding
{
    private static readonly FrozenDictionary<char, string> Plain = new (string Accented, string Base)[]
    {
        ("áàâäãåāăąǎạảấầẩẫậắằẳẵặ", "a"), ("éèêëēĕėęěẹẻẽếềểễệ", "e"), ("íìîïĩīĭįıịỉ", "i"), ("óòôöõōŏőøơọỏốồổỗộớờởỡợ", "o"), ("úùûüũūŭůűųưụủứừửữự", "u"),
        ("ýÿŷỳỵỷỹ", "y"), ("çćĉċč", "c"), ("ñńņň", "n"), ("śŝşšș", "s"), ("źżž", "z"), ("ťţŧț", "t"), ("ďđð", "d"), ("ğĝġģ", "g"), ("łĺļľ", "l"), ("ŕŗř", "r"),
        ("ķ", "k"), ("ĥħ", "h"), ("ĵ", "j"), ("ŵ", "w"), ("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("þ", "th"),
    }.SelectMany(pair => pair.Accented.Select(accented => (accented, pair.Base))).ToFrozenDictionary(pair => pair.accented, pair => pair.Base);

    /// <summary>The words, in small letters without accents, one space before, between and behind them.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(" ", text.Length + 2);
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
            {
                Append(folded, character);
            }
            else if (folded[^1] != ' ' && char.GetUnicodeCategory(character) != System.Globalization.UnicodeCategory.NonSpacingMark)
            {
                folded.Append(' ');
            }
        }

        return folded[^1] == ' ' ? folded.ToString() : folded.Append(' ').ToString();
    }

    private static void Append(StringBuilder folded, char character)
    {
        var small = char.ToLowerInvariant(character);
        if (Plain.TryGetValue(small, out var plain))
        {
            folded.Append(plain);
        }
        else
        {
            folded.Append(small);
        }
    }
}
