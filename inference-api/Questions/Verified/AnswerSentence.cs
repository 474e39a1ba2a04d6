using System.Globalization;
using Hitcast.InferenceApi.Questions.Layer;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Fills a verified question's answering sentence from the rows.</summary>
internal sealed class AnswerSentence(SemanticLayer layer, string language, string template, string nothing, IReadOnlyDictionary<string, string> slots, string? measureColumn, string? secondColumn)
{
    private const int Listed = 5;

    public string From(Table rows)
    {
        var sentence = System.Text.RegularExpressions.Regex.Replace(IsEmpty(rows) ? nothing : template, @"\{([\w.]+)\}", match => Value(match.Groups[1].Value, rows));
        return sentence.Length == 0 ? nothing : char.ToUpperInvariant(sentence[0]) + sentence[1..];
    }

    /// <summary>Of two that are compared the first has the measure, if any of them has.</summary>
    private bool IsEmpty(Table rows) => rows.Rows.All(row => row.All(value => value is null))
        || (rows.Rows.Count > 1 && measureColumn is not null && rows.Columns.Index().Any(column => column.Item.Name == measureColumn && rows.Rows.All(row => row[column.Index] is null)));

    private string Value(string name, Table rows)
    {
        if (name.Split('.') is not [var which, var asked])
        {
            return name == "rows" ? Counted(rows) : slots.GetValueOrDefault(name, name);
        }

        var column = asked switch { "measure" => measureColumn!, "measure2" => secondColumn!, _ => asked };
        var at = rows.Columns.Select(one => one.Name).ToList().IndexOf(column);
        var values = rows.Rows.Select(row => row[at]);
        return which switch
        {
            "first" => Shown(column, rows.Rows[0][at]),
            "last" => Shown(column, rows.Rows[^1][at]),
            "min" => Shown(column, values.OfType<object>().Min()),
            "max" => Shown(column, values.OfType<object>().Max()),
            _ => string.Join(", ", values.OfType<object>().Select(value => Shown(column, value)).Distinct().Take(Listed)),
        };
    }

    private string Counted(Table rows) => (!rows.Truncated ? "" : language == "es" ? "más de " : "more than ") + Grouped(rows.Rows.Count);

    private string Shown(string column, object? value)
    {
        var unit = layer.LabelOf(column, language).Unit;
        return value switch
        {
            null => language == "es" ? "desconocido" : "unknown",
            DateOnly date => language == "es" ? date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) : date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
            long number when column is "release_year" or "decade" => number.ToString(CultureInfo.InvariantCulture),
            long or double when unit == "US$" => $"{Money(Convert.ToDouble(value, CultureInfo.InvariantCulture))}",
            long number => Grouped(number) + (unit is null || unit == column ? "" : Unit(unit)),
            double number => Decimal(number) + (unit is null ? "" : Unit(unit)),
            bool flag => flag ? (language == "es" ? "sí" : "yes") : "no",
            _ => value.ToString()!,
        };
    }

    private static string Unit(string unit) => unit == "%" ? "%" : " " + unit;

    private string Money(double dollars) => Math.Abs(dollars) switch
    {
        >= 1e9 when language != "es" => $"US${Decimal(dollars / 1e9)} billion",
        >= 1e6 => language == "es" ? $"{Decimal(dollars / 1e6)} millones de US$" : $"US${Decimal(dollars / 1e6)} million",
        _ => language == "es" ? $"{Grouped(Math.Round(dollars))} US$" : $"US${Grouped(Math.Round(dollars))}",
    };

    private string Decimal(double number) => InLanguage(number.ToString(number is > -1 and < 1 ? "0.###" : "#,0.##", CultureInfo.InvariantCulture));

    private string Grouped(double number) => InLanguage(number.ToString("#,0", CultureInfo.InvariantCulture));

    private string InLanguage(string number) => language == "es" ? number.Replace(',', '\0').Replace('.', ',').Replace('\0', '.') : number;
}
