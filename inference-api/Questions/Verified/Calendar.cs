using System.Globalization;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Months and days of a question: "December 1999", "25 de diciembre de 2013", "in June", "Halloween".</summary>
internal static class Calendar
{
    private static readonly string[] English = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] Spanish = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

    /// <param name="holidays">Named days, of any year unless one follows.</param>
    public static IEnumerable<Span> In(Sentence sentence, IEnumerable<Span> holidays)
    {
        var found = Named(sentence).Concat(DaysOfYear.WithYear(sentence, holidays)).ToList();
        return found.Concat(DaysOfYear.Openings(sentence, [.. found.Where(span => span.Kind is "month" or "day")]));
    }

    private static IEnumerable<Span> Named(Sentence sentence)
    {
        for (var at = 0; at < sentence.Count; at++)
        {
            if (MonthNamed(sentence, at) is not { } month)
            {
                continue;
            }

            yield return new(at, at + 1, "monthname", (long)month, Names(sentence)[month - 1]);
            var whole = WithYear(sentence, at, month).ToList();
            foreach (var span in whole.Count > 0 ? whole : DaysOfYear.At(sentence, month, at, Names(sentence)[month - 1]))
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
            yield return new(at, next + 1, "month", new DateOnly(year, month, 1), Shown(sentence, year, month));
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

    public static string Shown(Sentence sentence, int year, int month) => $"{Names(sentence)[month - 1]}{(sentence.Vocabulary.Language == "es" ? " de " : " ")}{year}";

    public static Span Of(Sentence sentence, int start, int end, DateOnly day) =>
        new(start, end, "day", day, sentence.Vocabulary.Language == "es"
            ? $"{day.Day} de {Spanish[day.Month - 1]} de {day.Year}" : $"{English[day.Month - 1]} {day.Day}, {day.Year}");

    private static string[] Names(Sentence sentence) => sentence.Vocabulary.Language == "es" ? Spanish : English;

    /// <summary>A name, or its first three letters before a year or a day. "May" and "march" are words too: what stands around decides.</summary>
    public static int? MonthNamed(Sentence sentence, int at)
    {
        var word = sentence.Tokens[at].Folded;
        var place = Array.FindIndex(Names(sentence), name => name.Equals(word, StringComparison.OrdinalIgnoreCase)
            || (word.Length == 3 && name.StartsWith(word, StringComparison.OrdinalIgnoreCase) && Year(sentence, at + 1) is not null));
        return place < 0 ? null : place + 1;
    }

    public static int Passed(Sentence sentence, int at) => at < sentence.Count && sentence.Tokens[at].Folded is "of" or "de" or "del" ? at + 1 : at;

    public static int? Year(Sentence sentence, int at) => at < sentence.Count && sentence.Tokens[at].Folded is { Length: 4 } word
        && int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is >= 1870 and <= 2100 ? year : null;

    public static int? DayNumber(Sentence sentence, int at)
    {
        var digits = at < sentence.Count ? sentence.Tokens[at].Folded : "";
        digits = digits.Length > 2 && digits[^2..] is "st" or "nd" or "rd" or "th" ? digits[..^2] : digits;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day is >= 1 and <= 31 ? day : null;
    }

    private static DateOnly? Day(Sentence sentence, int at, int year, int month) =>
        DayNumber(sentence, at) is { } day && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;
}
