using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>Dates in words and figures, English and Spanish, whole or in part.</summary>
internal static partial class DateCheck
{
    private static readonly FrozenDictionary<string, int> Months = new[]
    {
        "january jan enero ene", "february feb febrero", "march mar marzo", "april apr abril abr", "may mayo", "june jun junio", "july jul julio",
        "august aug agosto ago", "september sep sept septiembre setiembre", "october oct octubre", "november nov noviembre", "december dec diciembre dic",
    }.SelectMany((names, index) => names.Split(' ').Select(name => (name, Number: index + 1))).ToFrozenDictionary(pair => pair.name, pair => pair.Number, StringComparer.OrdinalIgnoreCase);

    public static void Run(CheckedText text, Table table, Asked asked)
    {
        // A day that was asked for is a condition only where the statement has it; a year or month of the question may always be repeated.
        var known = InRows(table).Concat(Dates(asked.Known)).Concat(Dates(asked.Sql)).Concat(Dates(asked.Question).Where(date => date.Day is null)).ToHashSet();
        foreach (var (index, length, readings) in Find(text.Text))
        {
            if (text.IsCovered(index, length))
            {
                continue;
            }

            text.Cover(index, length);
            if (!readings.Exists(reading => known.Any(reading.IsIn)))
            {
                text.Unfounded.Add(text.Text.Substring(index, length));
            }
        }
    }

    private static IEnumerable<PartialDate> Dates(string text) => Find(text).SelectMany(found => found.Readings);

    private static IEnumerable<PartialDate> InRows(Table table)
    {
        foreach (var value in table.Rows.SelectMany(row => row))
        {
            switch (value)
            {
                case DateOnly date:
                    yield return new(date.Year, date.Month, date.Day);
                    break;
                case DateTimeOffset time:
                    yield return new(time.Year, time.Month, time.Day);
                    break;
                case string text when text.Length < 100 && Iso().Match(text) is { Success: true } match:
                    yield return OfIso(match);
                    break;
            }
        }

        // "month" may stand beside "year", as numbers.
        var (year, month) = (Column(table, "year"), Column(table, "month"));
        foreach (var row in month < 0 ? [] : table.Rows)
        {
            yield return new(year >= 0 && row[year] is long of ? (int)of : null, row[month] is long number ? (int)number : null, null);
        }
    }

    private static int Column(Table table, string name) => table.Columns.Select((column, index) => (column, index))
        .Where(pair => pair.column.Kind == ColumnKind.Integer && pair.column.Name.Contains(name, StringComparison.OrdinalIgnoreCase)).Select(pair => pair.index).FirstOrDefault(-1);

    private static IEnumerable<(int Index, int Length, List<PartialDate> Readings)> Find(string text) =>
        Iso().Matches(text).Select(match => (match.Index, match.Length, (List<PartialDate>)[OfIso(match)]))
            .Concat(InFigures().Matches(text).Select(match => (match.Index, match.Length, OfFigures(match))))
            .Concat(InWords().Matches(text).Where(match => IsDate(match, text)).Select(match => (match.Index, match.Length, (List<PartialDate>)[OfWords(match)])));

    private static PartialDate OfIso(Match match) => new(Number(match.Groups["y"]), Number(match.Groups["m"]), Number(match.Groups["d"]));

    /// <summary>Day or month first: nobody knows.</summary>
    private static List<PartialDate> OfFigures(Match match)
    {
        var (one, other, year) = (Number(match.Groups["a"]), Number(match.Groups["b"]), Number(match.Groups["y"]));
        return [new(year, one, other), new(year, other, one)];
    }

    private static PartialDate OfWords(Match match) => new(
        Number(match.Groups["y"]), Months[match.Groups["month"].Value], Number(match.Groups["d1"]) ?? Number(match.Groups["d2"]));

    /// <summary>A month alone is one only where the word cannot be another: "may", "March" at a start, "mar", "dec".</summary>
    private static bool IsDate(Match match, string text)
    {
        var month = match.Groups["month"];
        return match.Length > month.Length || (month.Length > 3 && !month.ValueSpan.Equals("march", StringComparison.Ordinal) && (match.Index > 0 || month.Value != "March"))
            || (month.Value == "May" && match.Index > 0 && text[..match.Index].TrimEnd() is [.., not ('.' or '!' or '?')]);
    }

    private static int? Number(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"(?<![\p{L}\p{N}-])(?<y>[0-9]{4})-(?<m>[0-9]{2})(-(?<d>[0-9]{2}))?(?![\p{L}\p{N}])")]
    private static partial Regex Iso();

    [GeneratedRegex(@"(?<![\p{L}\p{N}/.])(?<a>[0-9]{1,2})(?<sep>[/.-])(?<b>[0-9]{1,2})\k<sep>(?<y>[0-9]{4})(?![\p{L}\p{N}])")]
    private static partial Regex InFigures();

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}])(?:(?<d1>[0-9]{1,2})(?:st|nd|rd|th|º|°)?\s+(?:(?:of|de)\s+)?)?"
        + @"(?<month>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
        + @"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre|ene|abr|ago|dic)(?![\p{L}\p{N}])(?:\.(?=\s*[0-9]))?"
        + @"(?:\s+(?<d2>[0-9]{1,2})(?:st|nd|rd|th)?(?![\p{L}\p{N}]|[.,][0-9]))?(?:,?\s+(?:(?:del?|of)\s+)?(?<y>[0-9]{4})(?![\p{L}\p{N}]))?",
        RegexOptions.IgnoreCase)]
    private static partial Regex InWords();

    private readonly record struct PartialDate(int? Year, int? Month, int? Day)
    {
        /// <summary>If all that is said here is so there.</summary>
        public bool IsIn(PartialDate other) => (Year is null || Year == other.Year) && (Month is null || Month == other.Month) && (Day is null || Day == other.Day);
    }
}
