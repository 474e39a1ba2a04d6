using System.Text.RegularExpressions;

namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>What the question's own numbers may be in a text: years, places, counts and conditions. Whether a movie made the five billion that were asked for, the rows must say.</summary>
internal sealed partial class AskedNumbers(string question, string language)
{
    private const double MostCounted = 1000;

    private readonly double[] values = [.. NumberScanner.Values(question), .. Words(question, language)];

    public bool Found(WrittenNumber number, CheckedText text, RowNumbers inRows) => number.Kind == NumberKind.Decade
        ? number.Readings.Any(reading => values.Any(value => reading.IsExact(value) || (value >= 1000 && (value - reading.Value) % 100 is >= 0 and < 10)))
        : number.Readings.Any(reading => values.Any(reading.IsExact)) && (number.Kind is NumberKind.Year or NumberKind.Ordinal || IsCount(number, text.Text) || IsCondition(number, text.Text, inRows));

    /// <summary>The numbers that a text holds, in figures and words.</summary>
    public static IEnumerable<double> Words(string text, string language) => NumberWords.Find(new(text), language).SelectMany(number => number.Readings).Select(reading => reading.Value);

    private static bool IsCount(WrittenNumber number, string text) => number.Kind == NumberKind.Plain && (char.IsLetterOrDigit(text[number.Start]) || text[number.Start] == ' ')
        && number.Readings.All(reading => !reading.HasDecimals && reading.Value < MostCounted) && !MeasureBehind().IsMatch(text[(number.Start + number.Length)..]);

    /// <summary>"more than 5 billion" is one, unless the rows have amounts of that size, and none is more.</summary>
    private static bool IsCondition(WrittenNumber number, string text, RowNumbers inRows) => (number.Bound is Bound.Over or Bound.Under && !number.Readings.Any(reading => inRows.Refute(reading, number.Bound)))
        || RangeBefore().IsMatch(text[..number.Start]);

    [GeneratedRegex(@"^\s*(?:US )?(?:minutes?|mins?|hours?|minutos?|horas?|votes?|votos?|dollars?|dólares|usd|euros?|stars?|estrellas?|points?|puntos?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex MeasureBehind();

    [GeneratedRegex(@"\b(?:between|entre)\s[^.!?;]{0,30}$", RegexOptions.IgnoreCase)]
    private static partial Regex RangeBefore();
}
