using Hitcast.InferenceApi.Charts.Text;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Charts.Planning;

/// <summary>The part that a column can play in a chart.</summary>
internal enum ColumnRole
{
    /// <summary>Keys, ranks, and columns without a value: in the table only.</summary>
    None,
    Name,
    Year,
    Month,
    Date,
    Measure,
}

internal static class ColumnRoles
{
    private const double EarliestYear = 1800, LatestYear = 2200;
    private static readonly string[] YearWords = ["year", "years", "ano", "anio", "anos", "decade", "decada", "yr"];
    private static readonly string[] MonthWords = ["month", "mes"];
    private static readonly string[] RankWords = ["rank", "ranking", "position", "puesto", "posicion"];

    public static ColumnRole Of(Table table, int column)
    {
        var (name, kind) = table.Columns[column];
        if (table.Rows.All(row => row[column] is null) || IsKey(name))
        {
            return ColumnRole.None;
        }

        return kind switch
        {
            ColumnKind.Date or ColumnKind.Time => ColumnRole.Date,
            ColumnKind.Integer or ColumnKind.Number => OfNumber(ColumnTitles.Split(name), Values.Numbers(table, column)),
            _ => ColumnRole.Name,
        };
    }

    private static ColumnRole OfNumber(List<string> words, IEnumerable<double?> values)
    {
        // "movies_per_year" counts movies.
        var last = words.Count == 0 || words.Exists(word => ColumnTitles.Contains(["per", "by", "por"], word)) ? "" : words[^1];
        var known = values.OfType<double>().ToList();
        if (ColumnTitles.Contains(RankWords, last))
        {
            return ColumnRole.None;
        }

        if (ColumnTitles.Contains(YearWords, last) && known.TrueForAll(value => IsWhole(value) && value is >= EarliestYear and <= LatestYear))
        {
            return ColumnRole.Year;
        }

        return ColumnTitles.Contains(MonthWords, last) && known.TrueForAll(value => IsWhole(value) && value is >= 1 and <= 12) ? ColumnRole.Month : ColumnRole.Measure;
    }

    private static bool IsKey(string name) => name.Equals("id", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_id", StringComparison.OrdinalIgnoreCase);

    private static bool IsWhole(double value) => value == Math.Floor(value);
}
