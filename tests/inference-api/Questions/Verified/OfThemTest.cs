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
    [InlineData("movies with Tom Hanks", "what is the average rating?", "Average rating of movies starring Tom Hanks")]
    [InlineData("movies with Tom Hanks", "what percentage are comedies?", "What percentage of movies starring Tom Hanks are movies of genre Comedy")]
    [InlineData("movies with Tom Hanks", "total revenue", "Total revenue of movies starring Tom Hanks")]
    [InlineData("movies with Tom Hanks", "which are comedies?", "Movies starring Tom Hanks of genre Comedy")]
    [InlineData("movies with Tom Hanks", "how many lost money?", "How many movies starring Tom Hanks that lost money")]
    [InlineData("movies with Tom Hanks", "how many made more than 500 million?", "How many movies starring Tom Hanks that made more than 500000000")]
    [InlineData("movies with Tom Hanks", "the oldest?", "Oldest 1 movies starring Tom Hanks")]
    [InlineData("movies with Tom Hanks", "most common genre", "1 genres with the highest number of movies starring Tom Hanks")]
    [InlineData("how many movies did Spielberg direct?", "in the 80s?", "How many movies directed by Steven Spielberg from 1980 to 1989")]
    [InlineData("Top 5 comedies by revenue", "in the 90s?", "5 movies with the highest revenue of genre Comedy from 1990 to 1999")]
    [InlineData("How much did Titanic make?", "what about Avatar?", "How much did the movie Avatar (2009) make")]
    [InlineData("¿Cuánto recaudó Titanic?", "¿y qué tal Avatar?", "Cuánto recaudó la película Avatar (2009)")]
    [InlineData("¿Cuántas películas dirigió Spielberg?", "¿en los 80?", "Cuántas películas dirigidas por Steven Spielberg de 1980 a 1989")]
    [InlineData("películas con Tom Hanks", "¿qué porcentaje son comedias?", "Qué porcentaje de películas protagonizadas por Tom Hanks son películas del género comedia")]
    public async Task It_keeps_what_was_asked_before(string first, string next, string title)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.NotNull(await understanding.MatchAsync(first));
        Assert.Equal(title, (await understanding.MatchAsync(next, first))?.Title);
    }

    [Theory]
    [InlineData("top 5 movies by revenue", "how many of those were made in France?")]
    [InlineData("top 5 movies by revenue", "and which of them is the longest?")]
    [InlineData("top 5 movies by revenue", "how many are comedies?")]
    [InlineData("who directed Avatar", "and which of them is the best?")]
    [InlineData("movies by Tarantino", "and which of them did not make money?")]
    [InlineData("how many movies has Steven Spielberg directed?", "and Tom Hanks?")]
    [InlineData("how tall is Brad Pitt", "how many of them are comedies")]
    [InlineData("top 5 comedies by revenue", "how many are there?")]
    [InlineData("top 5 comedies by revenue", "what is the average rating?")]
    [InlineData("movies by the Coen brothers", "the best?")]
    [InlineData("movies by the Coen brothers", "in the 90s?")]
    [InlineData("movies by the Coen brothers", "what is the average rating?")]
    [InlineData("movies by the Coen brothers", "what about Avatar?")]
    [InlineData("French comedies", "how many are there?")]
    [InlineData("French comedies", "how many are from the 60s?")]
    [InlineData("películas de Almodóvar y Cruz", "¿cuántas son?")]
    public async Task Whose_movies_are_not_known_is_not_answered(string first, string next)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Null(await understanding.MatchAsync(next, first));
    }

    [Theory]
    [InlineData("French comedies", "how many comedies are there?", "How many movies of genre Comedy")]
    [InlineData("French comedies", "comedies of the 90s", "Movies of genre Comedy from 1990 to 1999")]
    [InlineData("top 5 comedies by revenue", "average rating per year", "Average rating per year")]
    [InlineData("top 5 comedies by revenue", "average revenue of dramas", "Average revenue of movies of genre Drama")]
    [InlineData("movies by the Coen brothers", "Average rating per decade", "Average rating per decade")]
    [InlineData("movies with Tom Hanks", "which movies came out in 1994?", "Movies in 1994")]
    public async Task What_does_not_lean_on_the_question_before_stands_alone(string first, string next, string title)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Equal(title, (await understanding.MatchAsync(next, first))?.Title);
    }

    [Fact]
    public async Task A_question_that_says_of_what_it_is_stands_alone()
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Equal("How many movies of genre Comedy", (await understanding.MatchAsync("how many comedies are there?", "movies by Tarantino"))?.Title);
    }
}
