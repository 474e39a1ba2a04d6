using Hitcast.InferenceApi.Questions.FactCheck;
using Hitcast.InferenceApi.Questions.Planning;
using Hitcast.InferenceApi.Tests.Questions.FactCheck;
using Hitcast.InferenceApi.Warehouse;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Planning;

public sealed class PlainSentenceTest
{
    [Theory]
    [InlineData("en", "20 rows; the first: release year: 1990; movies: 137; share: 0.01; country: Germany.")]
    [InlineData("es", "20 filas; la primera: release year: 1990; movies: 137; share: 0,01; country: Germany.")]
    [InlineData("fr", "20 rows; the first: release year: 1990; movies: 137; share: 0.01; country: Germany.")]
    public void Many_rows_are_said_by_the_first(string language, string sentence) => Assert.Equal(sentence, PlainSentence.Of(Movies.ByYear, language));

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    public void What_we_say_passes_our_own_check(string language)
    {
        foreach (var table in Movies.Top.Rows.Select(row => Movies.Top with { Rows = [row] }).Append(Movies.Top).Append(Movies.ByYear))
        {
            Assert.Empty(AnswerCheck.Unfounded(PlainSentence.Of(table, language), table, new(""), language));
        }
    }

    [Fact]
    public void Each_value_is_said_as_people_read_it()
    {
        var table = new Table(
            [new("movie_id", ColumnKind.Integer), new("budget_usd", ColumnKind.Integer), new("paid_off", ColumnKind.Boolean), new("title", ColumnKind.Text), new("overview", ColumnKind.Text)],
            [[123456L, 2500000L, false, null, new string('x', 500)]],
            Truncated: false);
        Assert.Equal($"movie id: 123456; budget (US$): 2,500,000; paid off: no; title: unknown; overview: {new string('x', 120)}….", PlainSentence.Of(table, "en"));
        Assert.Equal($"movie id: 123456; budget (US$): 2.500.000; paid off: no; title: desconocido; overview: {new string('x', 120)}….", PlainSentence.Of(table, "es"));
        Assert.StartsWith("2+ rows; ", PlainSentence.Of(table with { Truncated = true, Rows = [table.Rows[0], table.Rows[0]] }, "en"));
    }
}
