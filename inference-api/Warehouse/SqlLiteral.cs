using System.Collections;
using System.Globalization;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>Values as SQL text, for statements that take no parameters: a view's.</summary>
public static class SqlLiteral
{
    /// <summary>An expression whose value is <paramref name="value"/>, which nothing in the value can leave.</summary>
    /// <param name="value">null, a string without NUL, long, int, double, bool, DateOnly, or a list of one kind of these, which becomes an array.</param>
    /// <exception cref="ArgumentException">The value is of no such type, or PostgreSQL has no text like it.</exception>
    public static string Of(object? value) => value switch
    {
        null => "NULL",
        string text => OfText(text),
        bool flag => flag ? "true" : "false",

        // In parentheses, since "- -1" and "2::int" would bind otherwise; with a type, since the least long has no literal of its own.
        int or long => $"('{Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)}'::bigint)",
        double number => $"('{OfNumber(number)}'::double precision)",
        DateOnly date => $"('{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'::date)",
        IEnumerable list => OfList([.. list.Cast<object?>()]),
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot be written into SQL.", nameof(value)),
    };

    /// <summary>As an escape string: it means the same whatever <c>standard_conforming_strings</c> says.</summary>
    private static string OfText(string text)
    {
        if (!SqlText.IsWellFormed(text))
        {
            throw new ArgumentException("A text with NUL or half of a surrogate pair cannot be written into SQL.", nameof(text));
        }

        return $"(E'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'::text)";
    }

    private static string OfNumber(double number) => double.IsNaN(number) ? "NaN"
        : double.IsPositiveInfinity(number) ? "Infinity"
        : double.IsNegativeInfinity(number) ? "-Infinity"
        : number.ToString("R", CultureInfo.InvariantCulture);

    private static string OfList(object?[] items)
    {
        var kinds = items.OfType<object>().Select(item => item is int ? typeof(long) : item.GetType()).Distinct().ToArray();
        var type = kinds switch
        {
            [var kind] when kind == typeof(string) => "text",
            [var kind] when kind == typeof(long) => "bigint",
            [var kind] when kind == typeof(double) => "double precision",
            [var kind] when kind == typeof(bool) => "boolean",
            [var kind] when kind == typeof(DateOnly) => "date",
            [] => "text",
            _ => throw new ArgumentException("A list in SQL has items of one type, which is string, long, double, bool or DateOnly.", nameof(items)),
        };
        return $"(ARRAY[{string.Join(',', items.Select(Of))}]::{type}[])";
    }
}
