namespace Hitcast.InferenceApi.Questions.Layer;

/// <summary>What <c>semantic-layer.yaml</c> says: views, columns, measures, words, verified questions.</summary>
public sealed class SemanticLayer
{
    /// <param name="column">As an answer's SELECT calls it.</param>
    /// <param name="language"><c>en</c> or <c>es</c>.</param>
    public ColumnLabel LabelOf(string column, string language) => throw new NotImplementedException();

    /// <summary>The views, columns, units, examples and measures as text, for a model's prompt.</summary>
    public string Describe() => throw new NotImplementedException();
}
