using System.Globalization;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Numbers, amounts, years and decades of a question.</summary>
internal static class Numbers
{
    private static readonly string[] EnglishNumbers = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"];
    private static readonly string[] SpanishNumbers = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce", "quince", "dieciseis", "diecisiete", "dieciocho", "diecinueve", "veinte"];
    private static readonly string[] EnglishTens = ["", "tens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    private static readonly string[] SpanishTens = ["", "", "veinte", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];

    private static readonly Dictionary<string, double> Scales = new(StringComparer.Ordinal)
    {
        ["k"] = 1e3,
        ["thousand"] = 1e3,
        ["mil"] = 1e3,
        ["m"] = 1e6,
        ["mn"] = 1e6,
        ["million"] = 1e6,
        ["millions"] = 1e6,
        ["millon"] = 1e6,
        ["millones"] = 1e6,
        ["bn"] = 1e9,
        ["b"] = 1e9,
        ["billion"] = 1e9,
        ["billions"] = 1e9,
    };

    private static readonly Dictionary<string, double> Units = new(StringComparer.Ordinal)
    {
        ["dollar"] = 1,
        ["dollars"] = 1,
        ["usd"] = 1,
        ["dolares"] = 1,
        ["minutes"] = 1,
        ["minute"] = 1,
        ["minutos"] = 1,
        ["min"] = 1,
        ["mins"] = 1,
        ["minuto"] = 1,
        ["hours"] = 60,
        ["hour"] = 60,
        ["hrs"] = 60,
        ["hr"] = 60,
        ["h"] = 60,
        ["horas"] = 60,
        ["hora"] = 60,
    };

    public static IEnumerable<Span> In(Sentence sentence, int thisYear)
    {
        for (var at = 0; at < sentence.Count; at++)
        {
            foreach (var span in Amounts(sentence, at).Concat(Years(sentence, at, thisYear)).Concat(Decades(sentence, at)))
            {
                yield return span;
            }
        }
    }

    private static IEnumerable<Span> Amounts(Sentence sentence, int at)
    {
        // "The top 5 most expensive": the order is said by "most".
        if (sentence.Tokens[at].Folded == "top" && at + 1 < sentence.Count && Number(sentence, at + 1) is { } rows && rows is >= 1 and <= 1000 && rows == Math.Floor(rows))
        {
            yield return new(at, at + 2, "number", (long)rows, Shown(rows));
        }

        if (Number(sentence, at) is not { } number)
        {
            yield break;
        }

        if (number >= 1 && number <= 1000 && number == Math.Floor(number))
        {
            yield return new(at, at + 1, "number", (long)number, Shown(number));
        }

        var end = at + 1;
        while (end < sentence.Count && end <= at + 2 && Scales.TryGetValue(sentence.Tokens[end].Folded, out var scale))
        {
            number *= scale;
            end++;
        }

        if (Half(sentence, end) is var half and > 0 && end + half < sentence.Count && Units.ContainsKey(sentence.Tokens[end + half].Folded))
        {
            (number, end) = (number + 0.5, end + half);
        }

        var timed = false;

        // A "de" stands between: "100 millones de dólares".
        var unit = end + 1 < sentence.Count && sentence.Tokens[end].Folded is "de" or "us" ? end + 1 : end;
        if (unit < sentence.Count && Units.TryGetValue(sentence.Tokens[unit].Folded, out var factor))
        {
            timed = !sentence.Tokens[unit].Folded.StartsWith("dol", StringComparison.Ordinal) && sentence.Tokens[unit].Folded != "usd";
            half = Half(sentence, unit + 1);
            number = (number + (half > 0 ? 0.5 : 0)) * factor;
            end = unit + 1 + half;
        }

        yield return new(at, end, "amount", number, Shown(number));
        if (timed)
        {
            yield return new(at, end, "duration", number, Shown(number));
        }
    }

    private static IEnumerable<Span> Years(Sentence sentence, int at, int thisYear)
    {
        var word = sentence.Tokens[at].Folded;
        if (word.Length == 4 && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1870 and <= 2100)
        {
            yield return Year(at, at + 1, year);
        }

        var next = at + 1 < sentence.Count ? sentence.Tokens[at + 1].Folded : "";
        int? relative = (word, next) switch
        {
            ("this", "year") or ("este", "ano") => 0,
            ("last", "year") or ("ano", "pasado") => -1,
            ("next", "year") or ("proximo", "ano") => 1,
            _ => null,
        };
        if (relative is { } offset)
        {
            yield return Year(at, at + 2, thisYear + offset);
        }
    }

    private static IEnumerable<Span> Decades(Sentence sentence, int at)
    {
        var word = sentence.Tokens[at].Folded;
        if (sentence.Vocabulary.Language == "en")
        {
            var tens = Array.IndexOf(EnglishTens, word);
            return tens > 0 ? OfTens(at, at + 1, tens * 10) : word.EndsWith('s') ? OfDigits(at, at + 1, word[..^1]) : [];
        }

        // "los 90", "años noventa", "la década de 1990": the words before belong to it.
        var start = at;
        var named = false;
        while (start > 0 && sentence.Tokens[start - 1].Folded is "los" or "las" or "anos" or "decada" or "de" or "la")
        {
            start--;
            named |= sentence.Tokens[start].Folded is "los" or "anos" or "decada";
        }

        if (!named)
        {
            return [];
        }

        var spanish = Array.IndexOf(SpanishTens, word);
        return Enumerable.Range(start, at - start).SelectMany(from => spanish > 1 ? OfTens(from, at + 1, spanish * 10) : OfDigits(from, at + 1, word))
            .Where(span => Enumerable.Range(span.Start, at - span.Start).Any(index => sentence.Tokens[index].Folded is "los" or "anos" or "decada"));
    }

    private static IEnumerable<Span> OfDigits(int start, int end, string digits) =>
        !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number % 10 != 0 ? []
        : digits.Length == 2 ? OfTens(start, end, number)
        : digits.Length == 4 && number is >= 1870 and <= 2100 ? [Decade(start, end, number)]
        : [];

    /// <summary>"The twenties" are two decades; which one is meant nobody can know.</summary>
    private static IEnumerable<Span> OfTens(int start, int end, int tens) => tens switch
    {
        0 or 10 => [Decade(start, end, 2000 + tens)],
        20 => [Decade(start, end, 1920), Decade(start, end, 2020)],
        _ => [Decade(start, end, 1900 + tens)],
    };

    /// <summary>How many words "and a half" takes, "y media" in Spanish; 0 where it does not stand here.</summary>
    private static int Half(Sentence sentence, int at)
    {
        string Word(int index) => index < sentence.Count ? sentence.Tokens[index].Folded : "";
        return (Word(at), Word(at + 1), Word(at + 2)) switch
        {
            ("and", "a", "half") => 3,
            ("y", "media" or "medio", _) => 2,
            _ => 0,
        };
    }

    private static double? Number(Sentence sentence, int at)
    {
        var word = sentence.Tokens[at].Folded;
        if (word is "a" or "an" or "un" or "una" && at + 1 < sentence.Count && sentence.Tokens[at + 1].Folded is "hour" or "hora" or "million" or "millon" or "billion")
        {
            return 1;
        }

        var spanish = sentence.Vocabulary.Language == "es";
        var spelled = Array.IndexOf(spanish ? SpanishNumbers : EnglishNumbers, word);
        if (spelled > 0)
        {
            return spelled;
        }

        if (!char.IsAsciiDigit(word[0]))
        {
            return null;
        }

        var digits = word.TrimEnd('k', 'm', 'b', 'n', 'h');
        var factor = digits.Length == word.Length ? 1 : Scales.TryGetValue(word[digits.Length..], out var scale) ? scale : Units.GetValueOrDefault(word[digits.Length..], double.NaN);
        var (group, point) = spanish ? ('.', ',') : (',', '.');
        var grouped = digits.Split(group);
        var plain = grouped.Length == 1 || grouped.Skip(1).All(part => part.Split(point)[0].Length == 3) ? string.Concat(grouped) : digits.Replace(group, point);
        return double.IsNaN(factor) || !double.TryParse(plain.Replace(point, '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? null : number * factor;
    }

    private static Span Year(int start, int end, int year) => new(start, end, "year", (long)year, Shown(year));

    private static Span Decade(int start, int end, int first) => new(start, end, "decade", (long)first, $"{Shown(first)} to {Shown(first + 9)}");

    private static string Shown(double number) => number.ToString(CultureInfo.InvariantCulture);
}
