using System.Globalization;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>A number in figures or words where it stands, before any "million" or "hours".</summary>
internal static class Numerals
{
    private static readonly string[] English = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
    private static readonly string[] Spanish =
    [
        "cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce", "quince", "dieciseis", "diecisiete", "dieciocho", "diecinueve", "veinte",
        "veintiuno", "veintidos", "veintitres", "veinticuatro", "veinticinco", "veintiseis", "veintisiete", "veintiocho", "veintinueve",
    ];

    private static readonly string[] EnglishTens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    private static readonly string[] SpanishTens = ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];
    private static readonly string[] SpanishHundreds = ["", "cien", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos", "ochocientos", "novecientos"];

    /// <param name="Value">As it was said.</param>
    /// <param name="End">Behind its last token; where it begins for the one hour of "hora y media".</param>
    internal readonly record struct Numeral(double Value, int End);

    public static Numeral? At(Sentence sentence, int at) => Figures(sentence, at) ?? Part(sentence, at) ?? (sentence.Vocabulary.Language == "es" ? InSpanish(sentence, at) : InEnglish(sentence, at));

    public static string Word(Sentence sentence, int at) => at < sentence.Count ? sentence.Tokens[at].Folded : "";

    /// <summary>"A million", "half an hour", "una docena".</summary>
    private static Numeral? Part(Sentence sentence, int at) => (Word(sentence, at), Word(sentence, at + 1), Word(sentence, at + 2)) switch
    {
        ("half", "a" or "an", "million" or "billion" or "hour") => new(0.5, at + 2),
        ("medio" or "media", "millon" or "hora", _) => new(0.5, at + 1),
        ("a" or "one", "hundred", _) => new(100, at + 2),
        ("a" or "one" or "un" or "una", "dozen" or "docena", _) => new(12, at + 2),
        ("a" or "an" or "un" or "una", "hour" or "hora" or "thousand" or "million" or "millon" or "billion", _) => new(1, at + 1),
        ("hora", "y", "media" or "cuarto") => new(1, at),
        _ => null,
    };

    private static Numeral? InEnglish(Sentence sentence, int at)
    {
        var tens = Array.IndexOf(EnglishTens, Word(sentence, at));
        var units = Array.IndexOf(English, Word(sentence, tens > 1 ? at + 1 : at));
        if (tens > 1)
        {
            return units is > 0 and < 10 ? new((tens * 10) + units, at + 2) : new(tens * 10, at + 1);
        }

        return units <= 0 ? null
            : Word(sentence, at + 1) == "hundred" ? new(units * 100, at + 2)
            : Word(sentence, at + 1) == "dozen" ? new(units * 12, at + 2)
            : new(units, at + 1);
    }

    private static Numeral? InSpanish(Sentence sentence, int at)
    {
        var word = Word(sentence, at);
        var hundreds = Array.IndexOf(SpanishHundreds, word);
        var tens = Array.IndexOf(SpanishTens, word);
        var units = Array.IndexOf(Spanish, tens > 2 && Word(sentence, at + 1) == "y" ? Word(sentence, at + 2) : word);
        return hundreds > 0 ? new(hundreds * 100, at + 1)
            : tens > 2 ? units is > 0 and < 10 ? new((tens * 10) + units, at + 3) : new(tens * 10, at + 1)
            : units > 0 ? new(units, at + 1)
            : word == "mil" ? new(1000, at + 1)
            : null;
    }

    private static Numeral? Figures(Sentence sentence, int at)
    {
        var word = sentence.Tokens[at].Folded;
        if (!char.IsAsciiDigit(word[0]))
        {
            return null;
        }

        var digits = word.TrimEnd('k', 'm', 'b', 'n', 'h');
        var factor = digits.Length == word.Length ? 1 : Numbers.Factor(word[digits.Length..]);
        var (group, point) = sentence.Vocabulary.Language == "es" ? ('.', ',') : (',', '.');
        var grouped = digits.Split(group);
        var plain = grouped.Length == 1 || grouped.Skip(1).All(part => part.Split(point)[0].Length == 3) ? string.Concat(grouped) : digits.Replace(group, point);
        return double.IsNaN(factor) || !double.TryParse(plain.Replace(point, '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? null : new(number * factor, at + 1);
    }
}
