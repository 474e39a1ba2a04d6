using Hitcast.InferenceApi.Charts.Planning;
using Hitcast.InferenceApi.Charts.Text;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Charts;

/// <summary>Rows to a chart.</summary>
public static class ChartPlanner
{
    /// <summary>The columns decide first, the question's wish second, a model's proposal third; none is drawn that the columns do not admit.</summary>
    public static PlannedChart Plan(Table table, ChartRequest request)
    {
        var measured = new Measured(table, request);
        var admitted = Admission.Of(measured);
        var type = new[] { request.Wish, request.Proposal }.FirstOrDefault(wanted => wanted is { } one && admitted.Contains(one)) ?? admitted[0];
        var refused = request.Wish is { } wish && !admitted.Contains(wish) ? request.Wish : null;
        var chart = Draw(type, measured);
        var notes = chart.Notes.ToList();
        if (refused is not null)
        {
            notes.Insert(0, ChartWords.RefusedWish(request.Language, refused.Value, type));
        }

        if (table.Truncated)
        {
            notes.Add(ChartWords.MoreRows(request.Language, table.Rows.Count));
        }

        return new(chart with { Notes = notes }, admitted, refused);
    }

    private static Chart Draw(ChartType type, Measured measured) => type switch
    {
        ChartType.Table => CellChart.Of(measured),
        ChartType.Scatter => ScatterChart.Of(measured),
        ChartType.Histogram => HistogramChart.Of(measured),
        ChartType.Line or ChartType.Area => StepChart.Of(type, measured),
        ChartType.Column when measured.Reading.XRole is ColumnRole.Year or ColumnRole.Date => StepChart.Of(type, measured),
        _ => CategoryChart.Of(type, measured),
    };
}
