using System.Globalization;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Months and days of a question: "December 1999", "25 de diciembre de 2013", "in June".</summary>
internal static class Calendar
{
    private static readonly string[] English = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] Spanish = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

    public static IEnumerable<Span> In(Sentence sentence)
    {
        for (var at = 0; at < sentence.Count; at++)
        {
            if (Month(sentence, at) is not { } month)
            {
                continue;
            }

            yield return new(at, at + 1, "monthname", (long)month, Names(sentence)[month - 1]);
            foreach (var span in WithYear(sentence, at, month))
            {
                yield return span;
            }
        }
    }

    private static IEnumerable<Span> WithYear(Sentence sentence, int at, int month)
    {
        var next = Passed(sentence, at + 1);
        if (Year(sentence, next) is { } year)
        {
            yield return new(at, next + 1, "month", new DateOnly(year, month, 1), sentence.Vocabulary.Language == "es" ? $"{Spanish[month - 1]} de {year}" : $"{Names(sentence)[month - 1]} {year}");
            var before = at - 1;
            before = before > 0 && sentence.Tokens[before].Folded is "of" or "de" ? before - 1 : before;
            if (before >= 0 && Day(sentence, before, year, month) is { } day)
            {
                yield return Of(sentence, before, next + 1, day);
            }
        }
        else if (Year(sentence, at + 2) is { } later && Day(sentence, at + 1, later, month) is { } day)
        {
            yield return Of(sentence, at, at + 3, day);
        }
    }

    private static Span Of(Sentence sentence, int start, int end, DateOnly day) =>
        new(start, end, "day", day, sentence.Vocabulary.Language == "es"
            ? $"{day.Day} de {Spanish[day.Month - 1]} de {day.Year}" : $"{English[day.Month - 1]} {day.Day}, {day.Year}");

    private static string[] Names(Sentence sentence) => sentence.Vocabulary.Language == "es" ? Spanish : English;

    /// <summary>A name, or its first three letters before a year or a day. "May" and "march" are words too: what stands around decides.</summary>
    private static int? Month(Sentence sentence, int at)
    {
        var word = sentence.Tokens[at].Folded;
        var place = Array.FindIndex(Names(sentence), name => name.Equals(word, StringComparison.OrdinalIgnoreCase)
            || (word.Length == 3 && name.StartsWith(word, StringComparison.OrdinalIgnoreCase) && Year(sentence, at + 1) is not null));
        return place < 0 ? null : place + 1;
    }

    private static int Passed(Sentence sentence, int at) => at < sentence.Count && sentence.Tokens[at].Folded is "of" or "de" or "del" ? at + 1 : at;

    private static int? Year(Sentence sentence, int at) => at < sentence.Count && sentence.Tokens[at].Folded is { Length: 4 } word
        && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1870 and <= 2100 ? year : null;

    private static DateOnly? Day(Sentence sentence, int at, int year, int month)
    {
        var digits = sentence.Tokens[at].Folded;
        digits = digits.Length > 2 && digits[^2..] is "st" or "nd" or "rd" or "th" ? digits[..^2] : digits;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;
    }
}
