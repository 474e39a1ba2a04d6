using System.Globalization;

namespace Hitcast.Evaluation;

/// <summary>Execution accuracy: the answer holds all that the right rows hold, row for row; it may have more columns.</summary>
internal static class Comparison
{
    public static bool IsRight(IReadOnlyList<object?[]> gold, IReadOnlyList<object?[]> answer, bool ordered)
    {
        if (gold.Count != answer.Count)
        {
            return false;
        }

        return gold.Count == 0 || Columns(gold[0].Length, answer[0].Length, []).Any(columns => Same(
            gold.Select(row => Key(row)), answer.Select(row => Key([.. columns.Select(column => row[column])])), ordered));
    }

    /// <summary>Every way to take so many of the answer's columns.</summary>
    private static IEnumerable<int[]> Columns(int wanted, int there, int[] taken) => taken.Length == wanted ? [taken]
        : Enumerable.Range(0, there).Except(taken).SelectMany(next => Columns(wanted, there, [.. taken, next]));

    private static bool Same(IEnumerable<string> gold, IEnumerable<string> answer, bool ordered) => ordered
        ? gold.SequenceEqual(answer)
        : gold.Order(StringComparer.Ordinal).SequenceEqual(answer.Order(StringComparer.Ordinal));

    private static string Key(object?[] row) => string.Join('\u001f', row.Select(value => value switch
    {
        null => "",
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        // Sums in another order differ in their last digits.
        double number => Math.Round(Math.Round(number, 9), 2).ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    }));
}
