using System.Globalization;
using System.Text.RegularExpressions;

namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>Finds numbers in figures: 1,234.5; 1.234,5; 1.2 billion; 1,2 mil millones; $5M; 12 %; 2.5 times; 3rd; 1990s.</summary>
internal static partial class NumberScanner
{
    private const string ScaleWords = "mil millones|mil|thousand|millones|millón|millon|million|billones|billón|billion|trillion|mn|bn|tn|[kKmMbB]";

    /// <param name="language">ISO 639-1.</param>
    public static IEnumerable<WrittenNumber> Find(string text, string language)
    {
        var matches = Written().Matches(text);
        for (var index = 0; index < matches.Count; index++)
        {
            var found = Read(matches[index], text, language);
            yield return index + 1 < matches.Count && IsRange(matches[index], matches[index + 1], text)
                ? found with { Readings = [.. found.Readings, .. found.Readings.Select(reading => Scaled(reading, ScaleOf(matches[index + 1], language)))] }
                : found;
        }
    }

    /// <summary>What stands before a number: "more than", "casi".</summary>
    public static Bound BoundBefore(string text, int start)
    {
        var before = text[Math.Max(0, start - 24)..start];
        return OverBefore().IsMatch(before) ? Bound.Over : UnderBefore().IsMatch(before) ? Bound.Under : AboutBefore().IsMatch(before) ? Bound.About : Bound.None;
    }

    /// <summary>The numbers that a text of figures alone may stand for.</summary>
    public static IEnumerable<double> Values(string text) => Find(text, language: "").SelectMany(number => number.Readings).Select(reading => reading.Value);

    private static WrittenNumber Read(Match match, string text, string language)
    {
        var figures = match.Groups["figures"].Value.Replace("\u00A0", "", StringComparison.Ordinal).Replace("\u202F", "", StringComparison.Ordinal).Replace("\u2009", "", StringComparison.Ordinal);
        var scale = ScaleOf(match, language);
        var kind = figures is [_, '0'] && DecadeBefore().IsMatch(text[..match.Index]) ? NumberKind.Decade : KindOf(match, figures);
        return new(match.Index, match.Length, kind, [.. Readings(figures, language).Select(reading => Scaled(reading, scale))]) { Bound = BoundBefore(text, match.Index) };
    }

    private static NumberKind KindOf(Match match, string figures) =>
        match.Groups["percent"].Success ? NumberKind.Percent
        : match.Groups["times"].Success ? NumberKind.Times
        : match.Groups["ordinal"].Success || match.Groups["hash"].Success ? NumberKind.Ordinal
        : match.Groups["decade"].Success && figures[^1] == '0' && figures.Length is 2 or 4 ? NumberKind.Decade
        : figures is [('1' or '2'), _, _, _] && figures.All(char.IsAsciiDigit) && !match.Groups["scale"].Success && !match.Groups["currency"].Success ? NumberKind.Year
        : NumberKind.Plain;

    /// <summary>A separator once before three figures may be either; in English a point never parts thousands, nor a comma decimals.</summary>
    private static IEnumerable<Reading> Readings(string figures, string language)
    {
        var separators = figures.Where(character => character is '.' or ',').ToArray();
        var last = separators.Length == 0 ? -1 : figures.LastIndexOf(separators[^1]);
        var decimals = figures.Length - last - 1;
        if (separators.Length == 0)
        {
            yield return Number(figures, decimals: 0);
        }
        else if (separators.Distinct().Count() == 2)
        {
            yield return Number(figures, decimals);
        }
        else if (separators.Length > 1)
        {
            yield return Number(figures, decimals: 0);
        }
        else
        {
            var mayBeThousands = decimals == 3 && last <= 3 && figures[0] != '0';
            if (mayBeThousands && !(language == "en" && separators[0] == '.'))
            {
                yield return Number(figures, decimals: 0);
            }

            if (!mayBeThousands || !(language == "en" && separators[0] == ','))
            {
                yield return Number(figures, decimals);
            }
        }
    }

    private static Reading Number(string figures, int decimals)
    {
        var digits = new string([.. figures.Where(char.IsAsciiDigit)]);
        var value = double.Parse(digits, CultureInfo.InvariantCulture) / Math.Pow(10, decimals);
        var zeros = decimals > 0 ? 0 : digits.Length - digits.TrimEnd('0').Length;
        return new(value, Math.Pow(10, -decimals), value == 0 ? 1 : Math.Pow(10, zeros - decimals), decimals > 0);
    }

    private static Reading Scaled(Reading reading, double scale) => reading with { Value = reading.Value * scale, Unit = reading.Unit * scale, RoundUnit = reading.RoundUnit * scale };

    /// <summary>"billón" is a million millions.</summary>
    private static double ScaleOf(Match match, string language) => match.Groups["scale"].Value.ToLowerInvariant() switch
    {
        "" => 1,
        "k" or "mil" or "thousand" => 1e3,
        "b" or "bn" or "billion" or "mil millones" => 1e9,
        "tn" or "trillion" or "billones" or "billón" => 1e12,
        _ => 1e6,
    };

    /// <summary>"1.2–1.5 billion": the scale is of both.</summary>
    private static bool IsRange(Match one, Match next, string text) => !one.Groups["scale"].Success && next.Groups["scale"].Success
        && text[(one.Index + one.Length)..next.Index].Trim() is "" or "-" or "–" or "—" or "to" or "and" or "a" or "y";

    [GeneratedRegex(
        @"(?<![\p{L}\p{N}]|\p{Lu}-)(?<hash>\#)?(?<currency>(?:US\$|\$|€|£)\s?)?"
        + @"(?<figures>[0-9]{1,3}(?:[.,\u00A0\u202F\u2009][0-9]{3})+(?![0-9])(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?)"
        + @"(?:(?<decade>['’]?s)(?!\p{L})|(?<ordinal>st|nd|rd|th|\.?[ºª°]|er|ro|do|to|vo|no|mo)(?!\p{L})"
        + @"|[\s-]?(?<scale>" + ScaleWords + @")(?:es|s)?(?!\p{L}))?"
        + @"(?:\s?(?<percent>%|percent\b|per cent\b|por ciento\b|percentage points?\b|puntos porcentuales\b|pct\b|pp\b)"
        + @"|[\s-]?(?<times>x(?!\p{L})|×|times\b|fold\b|veces\b))?(?!\p{L}|[-]?\p{N})", RegexOptions.IgnoreCase)]
    private static partial Regex Written();

    [GeneratedRegex(@"\b(?:años|década de los)\s+$", RegexOptions.IgnoreCase)]
    private static partial Regex DecadeBefore();

    [GeneratedRegex(@"\b(?:more than|over|above|exceed(?:s|ed|ing)?|at least|upwards of|surpass(?:es|ed|ing)?|topped|más de|mas de|superó los|supera los|al menos|por encima de)\s+(?:US)?[$€£]?\s?$", RegexOptions.IgnoreCase)]
    private static partial Regex OverBefore();

    [GeneratedRegex(@"\b(?:less than|fewer than|under|below|nearly|almost|just under|close to|up to|menos de|casi|por debajo de|cerca de)\s+(?:US)?[$€£]?\s?$", RegexOptions.IgnoreCase)]
    private static partial Regex UnderBefore();

    [GeneratedRegex(@"(?:\b(?:about|around|roughly|approximately|some|circa|ca\.|unos|unas|aproximadamente|alrededor de)\s+|[~≈]\s?)(?:US)?[$€£]?\s?$", RegexOptions.IgnoreCase)]
    private static partial Regex AboutBefore();
}
