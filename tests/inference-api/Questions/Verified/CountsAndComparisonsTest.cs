using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Verified;

/// <summary>Counts of people and the like, how many there must be, rows left out of a ranking, two things compared.</summary>
public sealed class CountsAndComparisonsTest(SampleWarehouse warehouse)
{
    [Theory]
    [InlineData("number of different composers", "How many different composers are there")]
    [InlineData("how many studios have produced westerns?", "How many different companies are there of genre Western")]
    [InlineData("¿cuántos países distintos hay?", "Cuántos países distintos hay")]
    [InlineData("actors in more than 15 movies", "Actors of at least 16 movies")]
    [InlineData("directores con 10 películas o más", "Directores de al menos 10 películas")]
    [InlineData("how many actors have appeared in at least 10 comedies", "How many actors of at least 10 movies are there of genre Comedy")]
    [InlineData("¿cuántos directores han dirigido más de 7 películas?", "Cuántos directores de al menos 8 películas hay")]
    [InlineData("which director has the highest average rating with at least 5 movies", "1 directors of at least 5 movies with the highest average rating")]
    [InlineData("countries with the most comedies apart from the United States and the United Kingdom", "20 countries with the highest number of movies of genre Comedy leaving out United States of America and United Kingdom")]
    [InlineData("most common language other than English", "1 languages with the highest number of movies leaving out English")]
    [InlineData("los 3 países con más dramas, sin contar Estados Unidos", "3 países con mayor número de películas del género drama sin contar Estados Unidos")]
    [InlineData("el género más habitual de las películas japonesas", "1 géneros con mayor número de películas producidas en Japón")]
    [InlineData("which decade had the highest average rating", "1 decades with the highest average rating")]
    [InlineData("James Cameron vs Ridley Scott: how many movies has each of them directed?", "Compare the directors James Cameron and Ridley Scott")]
    [InlineData("¿en cuántas películas sale Tom Hanks y en cuántas Brad Pitt?", "Compara los actores Tom Hanks y Brad Pitt")]
    [InlineData("who has made more movies, Tom Hanks or Brad Pitt", "Who has made more movies Tom Hanks or Brad Pitt")]
    [InlineData("are thrillers longer than comedies?", "Compare the average runtime of Thriller and Comedy movies")]
    [InlineData("compara la recaudación total de Pixar con la de Studio Ghibli", "Compara recaudación total de películas de Pixar, Pixar Animation Studios y Studio Ghibli")]
    [InlineData("were movies longer in the 60s or in the 90s?", "Compare the average runtime of the 1960s and the 1990s")]
    [InlineData("how many comedies and how many dramas are there?", "Compare the number of movies Comedy and Drama")]
    [InlineData("¿hay más películas francesas o italianas?", "Compara el número de películas de Francia y Italia")]
    [InlineData("runtime and rating of Avatar", "Runtime and rating of the movie Avatar (2009)")]
    [InlineData("what did Titanic cost to make and how much did it earn", "What did the movie Titanic (1997) cost and make")]
    [InlineData("who has acted most often in movies they directed themselves", "1 people who acted highest often in movies they directed themselves")]
    [InlineData("which actor has worked most with Martin Scorsese as director", "1 actors who worked highest often with the director Martin Scorsese")]
    [InlineData("the 4 composers who have scored most movies", "4 composers with the highest number of movies")]
    [InlineData("what was Ridley Scott's first movie", "Oldest 1 movies directed by Ridley Scott")]
    [InlineData("how many movies has Tom Hanks made", "How many movies starring Tom Hanks")]
    public async Task It_is_understood(string question, string title)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Equal(title, (await understanding.MatchAsync(question))?.Title);
    }

    [Theory]
    [InlineData("how many French directors are there")]
    [InlineData("French directors with the most movies")]
    [InlineData("how many actors are Italian")]
    [InlineData("which directors have directed fewer than 3 movies")]
    [InlineData("how many directors have made exactly 5 movies")]
    [InlineData("who has made more movies, Clint Eastwood or Woody Allen?")]
    [InlineData("do dramas make more money than comedies")]
    [InlineData("are there more French or Italian movies")]
    [InlineData("top 10 countries by movies, only the French")]
    [InlineData("revenue and box office of Titanic")]
    [InlineData("who played Jack in Titanic")]
    [InlineData("movies with more than 2 directors")]
    [InlineData("movies with at least 3 genres")]
    [InlineData("movies from all countries except France")]
    [InlineData("how many movies are in a language other than English")]
    public async Task What_may_mean_two_things_or_is_not_known_is_not_answered(string question)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Null(await understanding.MatchAsync(question));
    }
}
