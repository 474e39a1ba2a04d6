using System.Globalization;

namespace Hitcast.InferenceApi.Charts.Text;

/// <summary>Numbers as a reader of English or Spanish writes them. A sign and an abbreviation never part from their number.</summary>
internal static class ChartNumbers
{
    private const char NoBreak = '\u00a0';
    private static readonly NumberFormatInfo English = new() { NumberGroupSeparator = ",", NumberDecimalSeparator = ".", NegativeSign = "\u2212" };
    private static readonly NumberFormatInfo Spanish = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = ",", NegativeSign = "\u2212" };

    private static readonly (double Size, string English, string Spanish)[] Powers =
        [(1e12, "T", "B"), (1e9, "B", "mil M"), (1e6, "M", "M"), (1e3, "K", "mil")];

    private static readonly string[] EnglishMonths = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    private static readonly string[] SpanishMonths = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

    /// <summary>All digits before the point, at most two after it.</summary>
    public static string Full(ChartLanguage language, double value)
    {
        var size = Math.Abs(value);
        var decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 0.1 || size == 0 ? 2 : 4;

        // Spanish writes four digits without a separator.
        var pattern = (language == ChartLanguage.Spanish && size < 9999.5 ? "0" : "#,0") + Decimals(decimals);
        return WithoutMinusZero(value.ToString(pattern, Format(language)));
    }

    /// <summary>From ten thousand on three digits and a word: "1.2 M", in Spanish "1,2 M".</summary>
    public static string Compact(ChartLanguage language, double value)
    {
        var size = Math.Abs(value);
        if (size < 9999.5)
        {
            return Full(language, value);
        }

        // 999,600 is 1 M and not 1000 K.
        return Scaled(language, value, PowerOf(language, size * 1.0005));
    }

    /// <summary>Numbers of one axis, all in the unit of the largest.</summary>
    public static Func<double, string> OnAxis(ChartLanguage language, double largest)
    {
        var size = Math.Abs(largest);
        return size < 9999.5
            ? value => Full(language, Math.Round(value, 10))
            : value => value == 0 ? "0" : Scaled(language, value, PowerOf(language, size));
    }

    public static string Percent(ChartLanguage language, double share)
    {
        var percent = 100 * share;
        var text = percent is > 0 and < 0.1 ? $"<{0.1.ToString("0.0", Format(language))}" : percent.ToString(percent < 10 ? "0.#" : "0", Format(language));
        return language == ChartLanguage.Spanish ? $"{text}{NoBreak}%" : $"{text}%";
    }

    public static string Year(double year) => year.ToString("0", English);

    /// <param name="days">Since 1970-01-01.</param>
    public static string Date(ChartLanguage language, double days)
    {
        var date = DateOf(days);
        return string.Create(CultureInfo.InvariantCulture, $"{date.Day}{NoBreak}{Month(language, date.Month)}{NoBreak}{date.Year}");
    }

    public static DateTime DateOf(double days) => DateTime.UnixEpoch.AddDays(days);

    /// <param name="month">1 to 12.</param>
    public static string Month(ChartLanguage language, int month) => (language == ChartLanguage.Spanish ? SpanishMonths : EnglishMonths)[month - 1];

    /// <summary>Spanish has no short word for a thousand millions, and says 1200 millions until that is too long.</summary>
    private static (double Size, string English, string Spanish) PowerOf(ChartLanguage language, double size) =>
        Powers.First(power => size >= power.Size * (language == ChartLanguage.Spanish && power.Size == 1e9 ? 10 : 1));

    private static string Scaled(ChartLanguage language, double value, (double Size, string English, string Spanish) power)
    {
        var scaled = value / power.Size;
        var size = Math.Abs(scaled);
        var number = scaled.ToString((size >= 9999.5 ? "#,0" : "0") + Decimals(size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2), Format(language));
        return $"{WithoutMinusZero(number)}{NoBreak}{(language == ChartLanguage.Spanish ? power.Spanish.Replace(' ', NoBreak) : power.English)}";
    }

    private static string Decimals(int count) => count == 0 ? "" : "." + new string('#', count);

    private static string WithoutMinusZero(string number) => number == "\u22120" ? "0" : number;

    private static NumberFormatInfo Format(ChartLanguage language) => language == ChartLanguage.Spanish ? Spanish : English;
}
