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
    [InlineData("Star Wars movies", "Movies of the series star wars")]
    [InlineData("how many Star Wars movies are there", "How many movies of the series star wars")]
    [InlineData("best Star Wars movie", "1 movies with the highest rating of the series star wars")]
    [InlineData("best scary movies", "10 movies with the highest rating of genre Horror")]
    [InlineData("total revenue by genre", "20 genres with the highest total revenue")]
    public async Task A_series_is_more_than_its_words(string question, string title)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Equal(title, (await understanding.MatchAsync(question))?.Title);
    }

    [Fact]
    public async Task A_country_that_the_layer_does_not_name_misspells_none_that_it_does()
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Equal("Movies produced in Iceland", (await understanding.MatchAsync("movies from Iceland"))?.Title);
    }

    [Theory]
    [InlineData("movies of the 20th century")]
    [InlineData("number one movie of the 90s")]
    [InlineData("number one comedy")]
    [InlineData("movies with two directors")]
    [InlineData("movies with 5 actors")]
    [InlineData("Latin American movies")]
    public async Task Words_that_mean_something_together_are_not_taken_apart(string question) => await DeclinedAsync(question);

    [Theory]
    [InlineData("movies by 20th Century Studios", "Movies produced by 20th Century Studios")]
    [InlineData("movies produced by Genre Films", "Movies produced by Genre Films")]
    public async Task A_company_with_a_name_of_its_own_is_meant(string question, string title)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Equal(title, (await understanding.MatchAsync(question))?.Title);
    }

    [Theory]
    [InlineData("revenue by genre")]
    [InlineData("budget by genre")]
    public async Task No_company_is_called_by_a_word_for_something_else(string question) => await DeclinedAsync(question);

    [Theory]
    [InlineData("movies that cost less than 5 million and made more than 100")]
    [InlineData("movies with a budget under 50")]
    [InlineData("películas que recaudaron más de 100")]
    public async Task A_hundred_dollars_are_meant_only_where_dollars_are_said(string question) => await DeclinedAsync(question);

    [Fact]
    public async Task A_question_longer_than_people_ask_is_not_read()
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Null(await understanding.MatchAsync(string.Join(' ', Enumerable.Repeat("please", 30)) + " how many comedies"));
    }

    private async Task DeclinedAsync(string question)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Null((await understanding.MatchAsync(question))?.Title);
    }
}
