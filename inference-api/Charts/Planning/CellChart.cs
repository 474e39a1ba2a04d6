using Hitcast.InferenceApi.Charts.Text;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Charts.Planning;

/// <summary>The rows as they are.</summary>
internal static class CellChart
{
    /// <summary>What a reader looks through; the reply has all rows.</summary>
    private const int MostRows = 50;

    public static Chart Of(Measured measured)
    {
        var (table, language) = (measured.Table, measured.Language);
        var years = Enumerable.Range(0, table.Columns.Count).Select(column => ColumnRoles.Of(table, column) == ColumnRole.Year).ToArray();
        var isKey = table.Columns.Select(column => column.Name.EndsWith("id", StringComparison.OrdinalIgnoreCase)).ToArray();
        ChartCells cells = new(
            [.. table.Columns.Select((column, index) => new ChartColumn(TitleWithUnit(measured.Label(index)), column.Kind is ColumnKind.Integer or ColumnKind.Number))],
            [.. table.Rows.Take(MostRows).Select(row => (IReadOnlyList<string>)[.. row.Select((value, index) => Values.Say(language, value, years[index] || isKey[index]) ?? "")])]);
        string[] notes = table.Rows.Count == 0 ? [ChartWords.NoRows(language)]
            : table.Rows.Count > MostRows ? [ChartWords.FirstOf(language, MostRows, table.Rows.Count)] : [];
        var nothing = new ChartAxis("", null, AxisKind.Category);
        return new(ChartType.Table, measured.Title, language, nothing, nothing, [], [], cells, notes);
    }

    private static string TitleWithUnit(ColumnLabel label) => label.Unit is null ? label.Title : $"{label.Title} ({label.Unit})";
}
