using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Charts;

/// <summary>Rows to a chart.</summary>
public static class ChartPlanner
{
    /// <summary>The types that the columns' kinds and the number of rows admit, the fittest first; at least <see cref="ChartType.Table"/>.</summary>
    public static IReadOnlyList<ChartType> Admitted(Table table) => throw new NotImplementedException();

    /// <summary>The columns decide first, the question's wish second, a model's proposal third; none is drawn that the columns do not admit.</summary>
    public static PlannedChart Plan(Table table, ChartRequest request) => throw new NotImplementedException();
}
