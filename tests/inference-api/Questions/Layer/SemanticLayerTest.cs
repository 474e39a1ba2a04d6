using Hitcast.InferenceApi.Questions.Layer;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Layer;

public sealed class SemanticLayerTest
{
    private static readonly SemanticLayer Ours = new();

    [Theory]
    [InlineData("revenue_usd", "en", "Revenue", "US$")]
    [InlineData("runtime_minutes", "es", "Duración", "minutos")]
    [InlineData("percent", "en", "Share", "%")]
    [InlineData("some_other", "en", "Some other", null)]
    public void A_column_has_a_title_and_a_unit(string column, string language, string title, string? unit) =>
        Assert.Equal(new ColumnLabel(title, unit), Ours.LabelOf(column, language));

    [Fact]
    public void The_text_for_a_model_has_every_view_column_and_measure()
    {
        var text = Ours.Describe();
        Assert.All(Ours.File.Views, view => Assert.Contains($"ask.{view.Name}:", text, StringComparison.Ordinal));
        Assert.All(Ours.File.Views.SelectMany(view => view.Columns), column => Assert.Contains($"- {column.Name}: {column.Meaning}", text, StringComparison.Ordinal));
        Assert.Contains("rank only where movies.vote_count >= 100", text, StringComparison.Ordinal);
    }
}
