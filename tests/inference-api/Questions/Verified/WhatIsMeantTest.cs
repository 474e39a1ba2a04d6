using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Verified;

/// <summary>Words that could be taken for others.</summary>
public sealed class WhatIsMeantTest(SampleWarehouse warehouse)
{
    [Theory]
    [InlineData("Which year had the best movies?")]
    [InlineData("which director has the best movies")]
    [InlineData("which country makes the worst movies")]
    [InlineData("best horror directors")]
    [InlineData("actors of the 10 best movies")]
    [InlineData("best movie per genre")]
    [InlineData("¿qué país hace las mejores películas?")]
    [InlineData("¿en qué década se hicieron las peores películas?")]
    public async Task The_best_are_not_the_most(string question) => await DeclinedAsync(question);

    [Theory]
    [InlineData("which genre has the longest movies")]
    [InlineData("which genre has the most expensive movies")]
    [InlineData("which genre has the cheapest movies")]
    [InlineData("what genre is the longest movie")]
    [InlineData("directors of the 5 longest movies")]
    [InlineData("¿qué género tiene las películas más largas?")]
    public async Task The_longest_movies_are_no_total(string question) => await DeclinedAsync(question);

    [Theory]
    [InlineData("which genre has the best average rating", "1 genres with the highest average rating", "By average rating, War comes first with")]
    [InlineData("which genre made the most money in total", "1 genres with the highest total revenue", "By total revenue, Adventure comes first with")]
    [InlineData("which genre has the longest movies on average", "1 genres with the highest average runtime", "By average runtime, ")]
    [InlineData("qué género tiene mejor valoración promedio", "1 géneros con mayor valoración promedio", "Por promedio de valoración, el primero es War con")]
    public async Task A_mean_or_a_total_is_said(string question, string title, string answer)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        var match = await understanding.MatchAsync(question);
        Assert.Equal(title, match?.Title);
        Assert.StartsWith(answer, match!.AnswerFrom(await understanding.Gate.RunAsync(match.Sql, CancellationToken.None)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("movies that cost less than 5 million and made more than 100")]
    [InlineData("movies with a budget under 50")]
    [InlineData("películas que recaudaron más de 100")]
    public async Task A_hundred_dollars_are_meant_only_where_dollars_are_said(string question) => await DeclinedAsync(question);

    private async Task DeclinedAsync(string question)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Null((await understanding.MatchAsync(question))?.Title);
    }
}
