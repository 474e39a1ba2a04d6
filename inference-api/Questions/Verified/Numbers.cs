using System.Globalization;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Numbers, amounts, years and decades of a question.</summary>
internal static class Numbers
{
    private const double Hour = 60;

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
        ["hours"] = Hour,
        ["hour"] = Hour,
        ["hrs"] = Hour,
        ["hr"] = Hour,
        ["h"] = Hour,
        ["horas"] = Hour,
        ["hora"] = Hour,
    };

    public static IEnumerable<Span> In(Sentence sentence, int thisYear)
    {
        for (var at = 0; at < sentence.Count; at++)
        {
            foreach (var span in Amounts(sentence, at).Concat(Lows(sentence, at)).Concat(Years(sentence, at, thisYear)).Concat(Decades(sentence, at)))
            {
                yield return span;
            }
        }
    }

    /// <summary>What "k" or "h" behind figures multiplies them by; NaN for other letters.</summary>
    public static double Factor(string letters) => Scales.TryGetValue(letters, out var scale) ? scale : Units.GetValueOrDefault(letters, double.NaN);

    private static IEnumerable<Span> Amounts(Sentence sentence, int at)
    {
        // "The top 5 most expensive": the order is said by "most".
        if (sentence.Tokens[at].Folded == "top" && at + 1 < sentence.Count && Numerals.At(sentence, at + 1) is { } rows && IsRows(rows.Value))
        {
            yield return new(at, rows.End, "number", (long)rows.Value, Shown(rows.Value));
        }

        if (Numerals.At(sentence, at) is not var (number, end))
        {
            yield break;
        }

        if (IsRows(number) && end > at && !Units.ContainsKey(Numerals.Word(sentence, end)) && Numerals.Word(sentence, end) is not ("votes" or "votos"))
        {
            yield return new(at, end, "number", (long)number, Shown(number));
        }

        var scales = end + 2;
        while (end < sentence.Count && end < scales && Scales.TryGetValue(sentence.Tokens[end].Folded, out var scale))
        {
            number *= scale;
            end++;
        }

        if (Fraction(sentence, end) is { Words: > 0 } before && Units.ContainsKey(Numerals.Word(sentence, end + before.Words)))
        {
            (number, end) = (number + before.Value, end + before.Words);
        }

        // A "de" stands between: "100 millones de dólares".
        var unit = end + 1 < sentence.Count && sentence.Tokens[end].Folded is "de" or "us" ? end + 1 : end;
        var (timed, paid) = (false, false);
        if (Units.TryGetValue(Numerals.Word(sentence, unit), out var factor))
        {
            paid = sentence.Tokens[unit].Folded.StartsWith("dol", StringComparison.Ordinal) || sentence.Tokens[unit].Folded == "usd";
            timed = !paid;
            var (words, value) = Fraction(sentence, unit + 1);
            number = (number + value) * factor;
            end = unit + 1 + words;
            if (factor == Hour && words == 0)
            {
                (number, end) = WithMinutes(sentence, number, end);
            }
        }

        // "De los 90" is a decade.
        var decade = at > 0 && sentence.Tokens[at - 1].Folded is "los" or "anos" && end == at + 1 && number is >= 10 and <= 90 && number % 10 == 0;
        if (end == at || decade)
        {
            yield break;
        }

        yield return new(at, end, "amount", number, Shown(number), timed ? "_minutes" : paid ? "_usd" : null);
        if (timed)
        {
            yield return new(at, end, "duration", number, Shown(number));
        }
    }

    /// <summary>What opens "100 to 200 million" takes the unit of what closes it, unless it were greater then: "500,000 to 2 million". Two years open no amount.</summary>
    private static IEnumerable<Span> Lows(Sentence sentence, int at)
    {
        foreach (var low in Amounts(sentence, at).Where(span => span.Kind == "amount"))
        {
            var next = Numerals.Word(sentence, low.End) is "and" or "to" or "y" or "a" ? low.End + 1 : sentence.Count;
            if (next < sentence.Count && Numerals.At(sentence, next) is { Value: > 0 } plain && Amounts(sentence, next).LastOrDefault(span => span.Kind == "amount") is { } high
                && (Years(sentence, at, 0).Concat(Years(sentence, next, 0)).Count() < 2 || high.End > plain.End))
            {
                var (own, most) = ((double)low.Value, (double)high.Value);
                var shared = own * most / plain.Value;
                var value = Numerals.At(sentence, at)?.End == low.End && shared <= most ? shared : own;
                yield return low with { Kind = "low", Value = value, Shown = Shown(value) };
            }
        }
    }

    private static bool IsRows(double number) => number is >= 1 and <= 1000 && number == Math.Floor(number);

    /// <summary>"Two hours and ten minutes".</summary>
    private static (double Number, int End) WithMinutes(Sentence sentence, double hours, int end)
    {
        var at = Numerals.Word(sentence, end) is "and" or "y" ? end + 1 : end;
        return at < sentence.Count && Numerals.At(sentence, at) is var (minutes, unit) && Units.GetValueOrDefault(Numerals.Word(sentence, unit)) == 1
            && Numerals.Word(sentence, unit).StartsWith("min", StringComparison.Ordinal) ? (hours + minutes, unit + 1) : (hours, end);
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

    /// <summary>How many words "and a half" takes, and what it adds; none where it does not stand here.</summary>
    private static (int Words, double Value) Fraction(Sentence sentence, int at) => (Numerals.Word(sentence, at), Numerals.Word(sentence, at + 1), Numerals.Word(sentence, at + 2)) switch
    {
        ("and", "a", "half") => (3, 0.5),
        ("and", "a", "quarter") => (3, 0.25),
        ("y", "media" or "medio", _) => (2, 0.5),
        ("y", "cuarto", _) => (2, 0.25),
        _ => (0, 0),
    };

    private static Span Year(int start, int end, int year) => new(start, end, "year", (long)year, Shown(year));

    private static Span Decade(int start, int end, int first) => new(start, end, "decade", (long)first, $"{Shown(first)} to {Shown(first + 9)}");

    private static string Shown(double number) => number.ToString(CultureInfo.InvariantCulture);
}
