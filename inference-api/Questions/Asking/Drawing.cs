using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Questions.Layer;
using Hitcast.InferenceApi.Warehouse;
using AxisLabel = Hitcast.InferenceApi.Charts.ColumnLabel;
using ColumnLabel = Hitcast.InferenceApi.Questions.Layer.ColumnLabel;

namespace Hitcast.InferenceApi.Questions.Asking;

/// <summary>Rows with the layer's names for their columns, and their chart.</summary>
/// <param name="Chart">Null where there are no rows.</param>
internal sealed record Drawing(IReadOnlyList<ColumnLabel> Columns, Chart? Chart)
{
    /// <param name="question">As it was asked: it may name a type of chart.</param>
    /// <param name="proposal">The type that a model or the verified question proposes, or null.</param>
    public static Drawing Of(SemanticLayer layer, Table table, string title, string language, string question, string? proposal)
    {
        ColumnLabel[] columns = [.. table.Columns.Select(column => layer.LabelOf(column.Name, language))];
        if (table.Rows.Count == 0)
        {
            return new(columns, null);
        }

        bool? sums = layer.Overlaps(table) ? false : null;
        var labels = new Dictionary<string, AxisLabel>(StringComparer.OrdinalIgnoreCase);
        foreach (var (column, label) in table.Columns.Zip(columns))
        {
            labels.TryAdd(column.Name, new(label.Title, label.Unit, sums));
        }

        var spoken = language == "es" ? ChartLanguage.Spanish : ChartLanguage.English;
        var request = new ChartRequest(title, spoken, labels, ChartWish.In(question), Parse(proposal));
        return new(columns, ChartPlanner.Plan(table, request).Chart);
    }

    private static ChartType? Parse(string? type) => Enum.TryParse<ChartType>(type, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : null;
}
