namespace Hitcast.InferenceApi.Charts;

/// <summary>What is known of the rows besides the rows.</summary>
/// <param name="Labels">By a column's name, in any case; a column that is not there gets a readable title from its name.</param>
/// <param name="Wish">The type that the question asked for; see <see cref="ChartWish"/>.</param>
/// <param name="Proposal">The type that a model proposed. It counts less than the wish, and both less than the columns.</param>
public sealed record ChartRequest(
    string Title, ChartLanguage Language, IReadOnlyDictionary<string, ColumnLabel> Labels, ChartType? Wish = null, ChartType? Proposal = null);

/// <param name="Unit">As a reader calls it, such as "USD", "minutes" or "of 10"; null where there is none.</param>
/// <param name="Sums">Whether values may be added up to one of the whole: true for counts and amounts, false for averages, shares and ranks; null where it is
/// unknown and judged by the column's name.</param>
public sealed record ColumnLabel(string Title, string? Unit = null, bool? Sums = null);

/// <param name="Admitted">The types that the columns admit, the fittest first; <see cref="ChartType.Table"/> is always among them.</param>
/// <param name="RefusedWish">The type that the question asked for, where the columns do not admit it; the chart's notes say so too.</param>
public sealed record PlannedChart(Chart Chart, IReadOnlyList<ChartType> Admitted, ChartType? RefusedWish);
