using Hitcast.InferenceApi.Questions.Verified;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Verified;

/// <summary>Questions about the movies of the question before.</summary>
public sealed class OfThemTest(SampleWarehouse warehouse)
{
    [Theory]
    [InlineData("how many movies has Stanley Kubrick directed?", "and which of them is the longest?", "1 movies with the highest runtime directed by Stanley Kubrick")]
    [InlineData("how many westerns are there?", "how many of those were made before 1960?", "How many movies of genre Western until 1959")]
    [InlineData("how many westerns are there?", "and what percentage of them lost money?", "What percentage of movies of genre Western are movies that lost money")]
    [InlineData("movies by Tarantino", "how many are there?", "How many movies directed by Quentin Tarantino")]
    [InlineData("movies by Tarantino", "which is the longest?", "1 movies with the highest runtime directed by Quentin Tarantino")]
    [InlineData("movies by Tarantino", "and the average rating?", "Average rating of movies directed by Quentin Tarantino")]
    [InlineData("movies by Tarantino", "and how much did they make in total?", "How much did movies make in total directed by Quentin Tarantino")]
    [InlineData("how many comedies are there in 1999", "and the 3 most expensive ones?", "3 movies with the highest budget of genre Comedy in 1999")]
    [InlineData("movies by Tarantino", "how many are comedies?", "How many movies directed by Quentin Tarantino of genre Comedy")]
    [InlineData("películas de Pixar", "¿cuántas son comedias?", "Cuántas películas producidas por Pixar del género comedia")]
    [InlineData("list of westerns", "the top 3 by rating", "3 movies with the highest rating of genre Western")]
    [InlineData("comedias de 1999", "¿cuál de ellas es la más larga?", "1 películas con mayor duración del género comedia en 1999")]
    [InlineData("comedias de 1999", "¿y la mejor valorada?", "1 películas con mayor valoración del género comedia en 1999")]
    [InlineData("¿cuántas películas hay de Pixar?", "¿y cuántas de esas son posteriores a 2010?", "Cuántas películas producidas por Pixar desde 2011")]
    [InlineData("¿cuántas películas ha dirigido Steven Spielberg?", "¿y Ridley Scott?", "Cuántas películas dirigidas por Ridley Scott")]
    public async Task It_keeps_what_was_asked_before(string first, string next, string title)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        var before = await understanding.MatchAsync(first);
        Assert.NotNull(before);
        Assert.Equal(title, (await understanding.MatchAsync(next, before))?.Title);
    }

    [Theory]
    [InlineData("top 5 movies by revenue", "how many of those were made in France?")]
    [InlineData("top 5 movies by revenue", "and which of them is the longest?")]
    [InlineData("top 5 movies by revenue", "how many are comedies?")]
    [InlineData("who directed Avatar", "and which of them is the best?")]
    [InlineData("movies by Tarantino", "and which of them did not make money?")]
    [InlineData("how many movies has Steven Spielberg directed?", "and Tom Hanks?")]
    [InlineData("how tall is Brad Pitt", "how many of them are comedies")]
    public async Task Whose_movies_are_not_known_is_not_answered(string first, string next)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        VerifiedMatch? before = await understanding.MatchAsync(first);
        Assert.Null(await understanding.MatchAsync(next, before));
    }

    [Fact]
    public async Task A_question_that_says_of_what_it_is_stands_alone()
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        var before = await understanding.MatchAsync("movies by Tarantino");
        Assert.Equal("How many movies of genre Comedy", (await understanding.MatchAsync("how many comedies are there?", before))?.Title);
    }
}
