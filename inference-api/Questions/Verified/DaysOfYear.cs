using System.Globalization;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Days that stand without their year: "25 December", a holiday, and "1 June" in "between 1 June and 31 August 1994".</summary>
internal static class DaysOfYear
{
    /// <summary>29 February is a day.</summary>
    private const int LeapYear = 2000;

    /// <summary>A day and month that no year follows.</summary>
    public static IEnumerable<Span> At(Sentence sentence, int month, int at, string name)
    {
        foreach (var (start, end, day) in Around(sentence, at))
        {
            if (day <= DateTime.DaysInMonth(LeapYear, month))
            {
                var shown = sentence.Vocabulary.Language == "es" ? $"{day} de {name}" : $"{day} {name}";
                yield return new(start, end, "monthday", $"{month:00}-{day:00}", shown);
            }
        }
    }

    /// <summary>A holiday with its year: "Christmas Day 2013".</summary>
    public static IEnumerable<Span> WithYear(Sentence sentence, IEnumerable<Span> holidays)
    {
        foreach (var holiday in holidays)
        {
            var next = Calendar.Passed(sentence, holiday.End);
            if (Calendar.Year(sentence, next) is { } year
                && DateOnly.TryParseExact($"{year}-{holiday.Value}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                yield return Calendar.Of(sentence, holiday.Start, next + 1, day);
            }
        }
    }

    /// <summary>What opens a span and takes its year from the day or month that closes it.</summary>
    public static IEnumerable<Span> Openings(Sentence sentence, IReadOnlyList<Span> closings)
    {
        foreach (var closing in closings)
        {
            var end = closing.Start;
            end -= end > 0 && sentence.Tokens[end - 1].Folded is "the" or "el" ? 1 : 0;
            if (end < 2 || sentence.Tokens[end - 1].Folded is not ("and" or "to" or "until" or "till" or "through" or "y" or "a" or "al" or "hasta"))
            {
                continue;
            }

            var (year, at) = (((DateOnly)closing.Value).Year, end - 2);
            var month = Calendar.MonthNamed(sentence, at);
            if (month is { } whole && closing.Kind == "month")
            {
                yield return new(at, end - 1, "opening", new DateOnly(year, whole, 1), Calendar.Shown(sentence, year, whole));
            }

            foreach (var (start, last, day) in closing.Kind != "day" ? [] : month is not null ? Around(sentence, at) : Alone(sentence, at))
            {
                var shared = month ?? ((DateOnly)closing.Value).Month;
                if (last == end - 1 && day <= DateTime.DaysInMonth(year, shared))
                {
                    yield return Calendar.Of(sentence, start, last, new(year, shared, day)) with { Kind = "opening" };
                }
            }

            // "June 1 to August 31, 1994": the month stands before its day.
            if (closing.Kind == "day" && at > 0 && Calendar.MonthNamed(sentence, at - 1) is { } before && Calendar.DayNumber(sentence, at) is { } last2 && last2 <= DateTime.DaysInMonth(year, before))
            {
                yield return Calendar.Of(sentence, at - 1, end - 1, new(year, before, last2)) with { Kind = "opening" };
            }
        }
    }

    private static IEnumerable<(int Start, int End, int Day)> Alone(Sentence sentence, int at) => Calendar.DayNumber(sentence, at) is { } day ? [(at, at + 1, day)] : [];

    /// <summary>The days that a month's name may have beside it.</summary>
    private static IEnumerable<(int Start, int End, int Day)> Around(Sentence sentence, int month)
    {
        var before = month - 1;
        before = before > 0 && sentence.Tokens[before].Folded is "of" or "de" ? before - 1 : before;
        if (before >= 0 && Calendar.DayNumber(sentence, before) is { } first)
        {
            yield return (before, month + 1, first);
        }

        var after = month + 1 < sentence.Count && sentence.Tokens[month + 1].Folded == "the" ? month + 2 : month + 1;
        if (sentence.Vocabulary.Language == "en" && Calendar.DayNumber(sentence, after) is { } last)
        {
            yield return (month, after + 1, last);
        }
    }
}
