using System.Globalization;
using Hitcast.InferenceApi.Charts.Text;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Charts.Planning;

/// <summary>A table's values as a chart reads them.</summary>
internal static class Values
{
    /// <summary>Beyond it, and nearer to zero than its inverse, no number means anything, and differences overflow.</summary>
    private const double Most = 1e24;

    /// <summary>A place on an axis: dates as days since 1970-01-01; null where there is no number that can be drawn.</summary>
    public static double? Number(object? value) => value switch
    {
        long number => number,
        double number when Math.Abs(number) < 1 / Most => 0,
        double number when Math.Abs(number) <= Most => number,
        DateOnly date => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber,
        DateTimeOffset time => (time.UtcDateTime - DateTime.UnixEpoch).TotalDays,
        _ => null,
    };

    public static IEnumerable<double?> Numbers(Table table, int column) => table.Rows.Select(row => Number(row[column]));

    /// <summary>As a name or in a cell; null has no text.</summary>
    public static string? Say(ChartLanguage language, object? value, bool isYear = false) => value switch
    {
        null => null,
        bool flag => ChartWords.YesOrNo(language, flag),
        long number when isYear => number.ToString(CultureInfo.InvariantCulture),
        double number when isYear && double.IsFinite(number) => ChartNumbers.Year(number),
        long number => ChartNumbers.Full(language, number),
        double number => double.IsFinite(number) ? ChartNumbers.Full(language, number) : null,
        DateOnly date => ChartNumbers.Date(language, Number(date)!.Value),
        DateTimeOffset time => string.Create(CultureInfo.InvariantCulture, $"{ChartNumbers.Date(language, Number(time)!.Value)} {time:HH:mm}"),
        _ => value.ToString(),
    };
}
