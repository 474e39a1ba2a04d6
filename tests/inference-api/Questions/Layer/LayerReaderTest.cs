using Hitcast.InferenceApi.Questions.Layer;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Layer;

public sealed class LayerReaderTest
{
    private const string Question = """
        examples:
          n: {text: '10', value: 10}
        questions:
          - name: one
            sql: SELECT 1 FROM ask.movies LIMIT {n}
            en: {title: the {n} movies, wordings: ['WORDING'], answer: It is one.}
            es: {title: las {n} películas, wordings: ['las {n} películas'], answer: Es una.}
        """;

    [Theory]
    [InlineData("views:\n  - name: movies\n    meening: One row a movie.\n", "line 3", "\"meening\" is not known")]
    [InlineData("measures:\n  - {name: revenue, sql: revenue_usd, total: true}\n", "line 2", "\"total\" is not known")]
    [InlineData("filters: 3\n", "line 1", "")]
    public void What_is_not_known_is_named_with_its_line(string yaml, string line, string key)
    {
        var refused = Assert.Throws<LayerException>(() => LayerReader.Read(new StringReader(yaml)));
        Assert.Contains(line, refused.Message, StringComparison.Ordinal);
        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the {n} movies", null)]
    [InlineData("the {n} movies of {planet}", "the wording \"the {n} movies of {planet}\" has the slot {planet}, and the SQL has not")]
    public void A_wording_has_no_slot_that_the_SQL_ignores(string wording, string? trouble)
    {
        var file = LayerReader.Read(new StringReader(Question.Replace("WORDING", wording, StringComparison.Ordinal)
            .Replace("{title: the {n} movies", "{title: 'the {n} movies'", StringComparison.Ordinal).Replace("{title: las {n} películas", "{title: 'las {n} películas'", StringComparison.Ordinal)
            .Replace("sql: SELECT 1 FROM ask.movies LIMIT {n}", "sql: 'SELECT 1 FROM ask.movies LIMIT {n}'", StringComparison.Ordinal)));
        var refused = Record.Exception(() => new SemanticLayer(file));
        Assert.Equal(trouble is null, refused is null);
        Assert.Contains(trouble ?? "", refused?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anyway:\n  entries:\n  - {holds: [moovies], en: [and how many], es: [y cuántas]}\n", "holds names no column: moovies")]
    [InlineData("anyway:\n  entries:\n  - {at: middle, en: [and how many], es: [y cuántas]}\n", "is none of start, end, anywhere")]
    [InlineData("anyway:\n  entries:\n  - {lead: other, en: [how many], es: [cuántas]}\n", "there are no leads \"other\"")]
    [InlineData("anyway:\n  entries:\n  - {filter: other, en: [how many], es: [cuántas]}\n", "filter names no filter: other")]
    [InlineData("conditions:\n  - {compare: '!=', en: {title: other}, es: {title: otra}}\n", "is none of >, <, >=, <=, between")]
    public void What_names_nothing_is_refused(string yaml, string trouble)
    {
        var refused = Assert.Throws<LayerException>(() => new SemanticLayer(LayerReader.Read(new StringReader(yaml))));
        Assert.Contains(trouble, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ours_has_forty_verified_questions_and_more() => Assert.True(new SemanticLayer().File.Questions.Count >= 40);
}
