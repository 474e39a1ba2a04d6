using Hitcast.InferenceApi.Charts.Text;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Charts.Text;

public sealed class ColumnTitlesTest
{
    [Theory]
    [InlineData("avg_runtime_minutes", "Average runtime", "minutes")]
    [InlineData("revenue_usd", "Revenue", "USD")]
    [InlineData("usd", "USD", null)]
    [InlineData("n_movies", "Number of movies", null)]
    [InlineData("título", "Título", null)]
    [InlineData("?column?", "?column?", null)]
    [InlineData("_", "_", null)]
    public void A_name_becomes_a_title(string column, string title, string? unit)
    {
        var label = ColumnTitles.Of(column);
        Assert.Equal((title, unit), (label.Title, label.Unit));
    }

    [Theory]
    [InlineData("movies", true)]
    [InlineData("total_revenue", true)]
    [InlineData("recaudación", true)]
    [InlineData("count", true)]
    [InlineData("average_revenue", false)]
    [InlineData("max_budget", false)]
    [InlineData("movies_per_year", false)]
    [InlineData("temperature", false)]
    public void Whether_values_may_be_summed_is_judged_by_the_name(string column, bool sums) => Assert.Equal(sums, ColumnTitles.Sums(column));
}
