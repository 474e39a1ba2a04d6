using System.Collections.Frozen;

namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>Numbers in words, English and Spanish. "one" and "un" are no claim.</summary>
internal static class NumberWords
{
    private static readonly string[] Small =
    [
        "two dos", "three tres", "four cuatro", "five cinco", "six seis", "seven siete", "eight ocho", "nine nueve", "ten diez", "eleven once", "twelve doce", "thirteen trece",
        "fourteen catorce", "fifteen quince", "sixteen dieciseis", "seventeen diecisiete", "eighteen dieciocho", "nineteen diecinueve", "twenty veinte",
    ];

    private static readonly string[] Tens = ["twenty veinte", "thirty treinta", "forty cuarenta", "fifty cincuenta", "sixty sesenta", "seventy setenta", "eighty ochenta", "ninety noventa"];

    private static readonly string[] Places =
    [
        "second segundo segunda", "third tercero tercera tercer", "fourth cuarto cuarta", "fifth quinto quinta", "sixth sexto sexta",
        "seventh septimo septima", "eighth octavo octava", "ninth noveno novena", "tenth decimo decima",
    ];

    private static readonly FrozenDictionary<string, (NumberKind Kind, double Value)> Values =
        Of(Small, NumberKind.Plain, index => index + 2)
            .Concat(Of(Tens[1..], NumberKind.Plain, index => (index * 10) + 30))
            .Concat(Of(Places, NumberKind.Ordinal, index => index + 2))
            .Concat(Of(["twenties veintes", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"], NumberKind.Decade, index => (index * 10) + 20))
            .Concat(Of(["hundred cien", "thousand mil", "million millon", "billion"], NumberKind.Plain, index => index == 0 ? 100 : Math.Pow(1000, index)))
            .Concat(Of(["dozen docena"], NumberKind.Plain, _ => 12))
            .Concat(Of(["twice double doubled doubling doble duplica duplico duplicando", "triple tripled thrice triplica triplico", "quadruple quadrupled cuadruple"], NumberKind.Times, index => index + 2))
            .Concat(Of(["half mitad"], NumberKind.Percent, _ => 50))
            .ToFrozenDictionary(pair => pair.Word, pair => (pair.Kind, pair.Value), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, double> Scales = new Dictionary<string, double>
    {
        ["hundred"] = 100,
        ["thousand"] = 1e3,
        ["mil"] = 1e3,
        ["million"] = 1e6,
        ["millones"] = 1e6,
        ["billion"] = 1e9,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <param name="language">ISO 639-1: "once" is eleven, but not in English.</param>
    public static IEnumerable<WrittenNumber> Find(CheckedText text, string language)
    {
        for (var index = 0; index < text.Words.Count; index++)
        {
            if (text.IsCovered(text.Words[index]) || !Values.TryGetValue(text.Words[index].Folded, out var first)
                || (language == "en" && text.Words[index].Folded == "once"))
            {
                continue;
            }

            var (start, value) = (index, first.Value);
            while (first.Kind == NumberKind.Plain && index + 1 < text.Words.Count && !text.IsCovered(text.Words[index + 1]) && text.GapBefore(index + 1) is " " or "-"
                && Join(value, text.Words[index + 1].Folded) is { } joined)
            {
                (index, value) = (index + 1, joined);
            }

            var (from, last) = (text.Words[start], text.Words[index]);
            // "Two hundred million" and "half" are rounded, "twenty-one" is not.
            var unit = value >= 1000 || first.Kind == NumberKind.Percent ? value / 10 : 1;
            yield return new(from.Start, last.Start + last.Length - from.Start, first.Kind, [new(value, unit, unit, HasDecimals: false)])
            {
                Bound = NumberScanner.BoundBefore(text.Text, from.Start),
            };
        }
    }

    /// <summary>"twenty-five", "three hundred", "cinco mil millones".</summary>
    private static double? Join(double value, string next) =>
        Scales.TryGetValue(next, out var scale) ? value * scale
        : value is >= 20 and < 100 && value % 10 == 0 && Values.TryGetValue(next, out var unit) && unit is { Kind: NumberKind.Plain, Value: < 10 } ? value + unit.Value
        : null;

    private static IEnumerable<(string Word, NumberKind Kind, double Value)> Of(string[] words, NumberKind kind, Func<int, double> value) =>
        words.SelectMany((line, index) => line.Split(' ').Select(word => (word, kind, value(index))));
}
