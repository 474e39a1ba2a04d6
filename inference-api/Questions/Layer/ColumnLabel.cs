namespace Hitcast.InferenceApi.Questions.Layer;

/// <summary>What a column is called on an axis or above a table.</summary>
/// <param name="Title">Such as "Revenue"; the column's own name in words where the layer does not know it.</param>
/// <param name="Unit">Such as "US$" or "minutes"; null where it has none.</param>
public sealed record ColumnLabel(string Title, string? Unit);
