using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Questions.Asking;
using Hitcast.InferenceApi.Questions.Layer;
using Hitcast.InferenceApi.Warehouse;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Asking;

public sealed class DrawingTest
{
    private static readonly SemanticLayer Layer = new();

    [Theory]
    [InlineData("genre", "movies")]
    [InlineData("country", "movies")]
    [InlineData("country_code", "movies")]
    [InlineData("company", "revenue_usd")]
    [InlineData("person", "movies")]
    [InlineData("keyword", "movies")]
    [InlineData("Genre", "Movies")]
    [InlineData("language", "total_revenue")]
    public void Groups_that_share_movies_make_no_whole(string group, string measure)
    {
        var shares = Draw(group, measure, $"{measure} per {group} as a pie chart");
        Assert.Equal(ChartType.Bar, shares.Type);
        Assert.Contains("These data do not admit shares of a whole; they are shown as a bar chart.", shares.Notes);
        var bars = Draw(group, measure, $"{measure} per {group}");
        Assert.DoesNotContain(bars.Categories, name => name.StartsWith("Other", StringComparison.Ordinal));
        Assert.Contains("15 of 20 are shown.", bars.Notes);
        Assert.DoesNotContain(bars.Notes, note => note.StartsWith("The others add up", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("original_language", "movies")]
    [InlineData("collection", "revenue_usd")]
    public void Groups_of_which_a_movie_has_one_make_a_whole(string group, string measure)
    {
        var shares = Draw(group, measure, $"{measure} per {group} as a pie chart");
        Assert.Equal(ChartType.Share, shares.Type);
        Assert.Equal("Other (13)", shares.Categories[^1]);
    }

    private static Chart Draw(string group, string measure, string question)
    {
        var rows = Enumerable.Range(0, 20).Select(row => new object?[] { $"{group} {row}", 200L - (10 * row) }).ToArray();
        var table = new Table([new(group, ColumnKind.Text), new(measure, ColumnKind.Integer)], rows, Truncated: false);
        return Drawing.Of(Layer, table, "Of movies", "en", question, proposal: null).Chart!;
    }
}
