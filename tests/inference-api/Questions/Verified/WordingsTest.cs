using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Verified;

/// <summary>Ways of asking that say the same, or ask for what the answer holds anyway.</summary>
public sealed class WordingsTest(SampleWarehouse warehouse)
{
    [Theory]
    [InlineData("which composer scored the most films, and how many?", "1 composers with the highest number of movies")]
    [InlineData("the ten longest westerns together with their runtime", "10 movies with the highest runtime of genre Western")]
    [InlineData("which genre has the highest total revenue, and how much is that?", "1 genres with the highest total revenue")]
    [InlineData("the four longest movies and the year of each", "4 movies with the highest runtime")]
    [InlineData("which five directors have made the most movies and how many each?", "5 directors with the highest number of movies")]
    [InlineData("list of comedies from 1994 with their release dates", "Movies of genre Comedy in 1994")]
    [InlineData("average runtime of comedies in minutes", "Average runtime of movies of genre Comedy")]
    [InlineData("did running times go up? average runtime per decade please", "Average runtime per decade")]
    [InlineData("¿Qué país tiene más películas y cuántas?", "1 países con mayor número de películas")]
    [InlineData("las tres películas más largas, con su duración en minutos", "3 películas con mayor duración")]
    [InlineData("la película más cara y cuánto costó", "1 películas con mayor presupuesto")]
    public async Task What_the_answer_holds_anyway_may_be_asked_for(string question, string title) => await UnderstoodAsync(question, title);

    [Theory]
    [InlineData("top 5 movies by revenue and how much did they cost")]
    [InlineData("top 10 movies by revenue with their budgets")]
    [InlineData("which genre has the highest average revenue and how much did they make")]
    [InlineData("what share of movies lost money and how many is that")]
    [InlineData("five most expensive movies and how many minutes they last")]
    [InlineData("actors with the most movies and how many did they direct")]
    [InlineData("which country has the most movies and how many of them are comedies")]
    [InlineData("did budgets go up? show me the average rating per year")]
    [InlineData("who directed Titanic and when was it released")]
    [InlineData("average rating per year, all years together")]
    [InlineData("comedies tagged with that keyword")]
    [InlineData("median runtime of comedies and the average")]
    [InlineData("la película más cara y cuánto recaudó")]
    public async Task What_the_answer_does_not_hold_is_not_passed_over(string question) => await DeclinedAsync(question);

    [Theory]
    [InlineData("list the 6 shortest dramas from shortest to longest", "6 movies with the lowest runtime of genre Drama")]
    [InlineData("20 highest grossing movies, highest first", "20 movies with the highest revenue")]
    [InlineData("best rated movies ordered by rating", "10 movies with the highest rating")]
    [InlineData("ordena de mayor a menor recaudación las 5 películas más taquilleras de 1997", "5 películas con mayor recaudación en 1997")]
    [InlineData("las 5 películas más caras, de más cara a más barata", "5 películas con mayor presupuesto")]
    public async Task The_order_in_which_the_rows_stand_may_be_said(string question, string title) => await UnderstoodAsync(question, title);

    [Theory]
    [InlineData("the 5 most expensive movies from cheapest to most expensive")]
    [InlineData("the 5 longest movies from longest to cheapest")]
    [InlineData("movies of 1994 from highest to lowest rating")]
    [InlineData("order the 5 longest movies by revenue")]
    [InlineData("las 5 películas más caras de menor a mayor")]
    [InlineData("las 10 películas mejor valoradas ordenadas por duración")]
    public async Task Another_order_is_not_passed_over(string question) => await DeclinedAsync(question);

    [Theory]
    [InlineData("twenty-five most popular movies", "25 movies with the highest popularity")]
    [InlineData("a dozen highest grossing comedies", "12 movies with the highest revenue of genre Comedy")]
    [InlineData("las treinta y dos películas más populares", "32 películas con mayor popularidad")]
    [InlineData("comedies that grossed at least half a billion dollars", "Movies of genre Comedy with revenue of at least 500000000")]
    [InlineData("movies of at most an hour and twenty minutes", "Movies that last at most 80")]
    [InlineData("películas de menos de hora y media", "Películas que duran menos de 90")]
    [InlineData("películas que recaudaron más de mil millones", "Películas que recaudaron más de 1000000000")]
    [InlineData("movies rated 8 or better from the 90s", "Movies rated 8 or higher from 1990 to 1999")]
    [InlineData("películas con una nota mínima de 8 y al menos mil votos", "Películas con valoración de al menos 8 con votos de al menos 1000")]
    [InlineData("movies that cost between 500,000 and 2 million", "Movies that cost between 500000 and 2000000")]
    [InlineData("¿qué películas recaudaron entre 100 y 200 millones?", "Películas con recaudación de entre 100000000 y 200000000")]
    [InlineData("movies between one and two hours", "Movies that last between 60 and 120")]
    [InlineData("average revenue between 1990 and 2000", "Average revenue of movies from 1990 to 2000")]
    [InlineData("comedies that took in at least twice what they cost", "Movies of genre Comedy that paid off")]
    public async Task Numbers_may_be_words(string question, string title) => await UnderstoodAsync(question, title);

    [Theory]
    [InlineData("movies that cost under 10 million but took more than a hundred million", "Movies with budget under 10000000 that made more than 100000000")]
    [InlineData("movies directed by Steven Spielberg and with a rating over 8", "Movies directed by Steven Spielberg with rating over 8")]
    [InlineData("películas que costaron menos de 10 millones y recaudaron más de 100 millones", "Películas que costaron menos de 10000000 que recaudaron más de 100000000")]
    public async Task Two_filters_may_be_joined(string question, string title) => await UnderstoodAsync(question, title);

    [Theory]
    [InlineData("all but the comedies from 1994")]
    [InlineData("movies from 1994 and from 1996")]
    [InlineData("movies with Tom Hanks and comedies")]
    [InlineData("which movies cost less than 5 million and which took more than 200 million?")]
    [InlineData("¿cuáles costaron menos de 5 millones y cuáles recaudaron más de 200 millones?")]
    public async Task What_may_be_two_kinds_is_not_joined(string question) => await DeclinedAsync(question);

    [Theory]
    [InlineData("movies that came out between June and August 1994", "Movies between June 1994 and August 1994")]
    [InlineData("movies released from June 1 through August 31, 1994", "Movies between June 1, 1994 and August 31, 1994")]
    [InlineData("comedias estrenadas del 1 al 15 de diciembre de 1999", "Películas del género comedia entre 1 de diciembre de 1999 y 15 de diciembre de 1999")]
    [InlineData("películas estrenadas entre 1990 y 1995, ambos inclusive", "Películas de 1990 a 1995")]
    [InlineData("movies from the 70s to the 80s", "Movies from 1970 to 1989")]
    [InlineData("how many movies came out on Halloween?", "How many movies released on Halloween of any year")]
    [InlineData("movies released on Valentine's Day 2010", "Movies on February 14, 2010")]
    [InlineData("movies released on a New Year's Day, 1 January of any year", "Movies released on New Year's Day of any year")]
    [InlineData("películas estrenadas un 14 de febrero", "Películas estrenadas el 14 de febrero de cualquier año")]
    [InlineData("comedias estrenadas en Nochebuena", "Películas del género comedia estrenadas el día de Nochebuena de cualquier año")]
    public async Task Spans_and_days_of_any_year_are_understood(string question, string title)
    {
        await UnderstoodAsync(question, title);
        await UnderstoodAsync(title, title);
    }

    [Theory]
    [InlineData("movies released between December and February 1995")]
    [InlineData("movies released in the summer of 1994")]
    [InlineData("movies released before Christmas Day")]
    [InlineData("movies released on Christmas Day and Halloween")]
    [InlineData("christmas movies")]
    public async Task A_span_that_is_not_clear_is_declined(string question) => await DeclinedAsync(question);

    [Theory]
    [InlineData("average rating year by year since 2000", "Average rating per year since 2000")]
    [InlineData("how has the average budget of horror movies changed decade by decade", "Average budget per decade of genre Horror")]
    [InlineData("how many dramas were released each calendar month, over all years", "Number of movies per month of genre Drama")]
    [InlineData("in which calendar month do the most westerns come out?", "1 months with the highest number of movies of genre Western")]
    [InlineData("total revenue month by month", "Total revenue per month")]
    [InlineData("¿cuánto recaudaron en total las comedias de cada década desde 1950?", "Total de recaudación por década del género comedia desde 1950")]
    [InlineData("¿cuánto costaron de media las películas de cada década?", "Promedio de presupuesto por década")]
    [InlineData("películas por mes, de enero a diciembre, sumando todos los años", "Número de películas por mes")]
    public async Task A_time_that_repeats_may_be_said_in_other_words(string question, string title) => await UnderstoodAsync(question, title);

    [Theory]
    [InlineData("movies originally shot in Italian", "Movies in the Italian language")]
    [InlineData("comedias cuyo idioma original sea el italiano", "Películas del género comedia en idioma italiano")]
    [InlineData("movies tagged with time travel", "Movies about time travel")]
    [InlineData("how many movies are set in outer space, I mean with that as a keyword", "How many movies about outer space")]
    [InlineData("Japanese-language movies rated 8 or higher", "Movies in the Japanese language rated 8 or higher")]
    [InlineData("all of Quentin Tarantino's work as a director", "Movies directed by Quentin Tarantino")]
    [InlineData("películas del género comedia con Tom Hanks", "Películas del género comedia protagonizadas por Tom Hanks")]
    [InlineData("movies whose cast includes Meryl Streep", "Movies starring Meryl Streep")]
    [InlineData("películas que tengan a Tom Hanks en el reparto", "Películas protagonizadas por Tom Hanks")]
    [InlineData("películas de Clint Eastwood como director", "Películas dirigidas por Clint Eastwood")]
    [InlineData("todo lo que ha dirigido Hayao Miyazaki", "Películas dirigidas por Hayao Miyazaki")]
    [InlineData("which film got voted on by the most people in 1999", "1 movies with the highest votes in 1999")]
    [InlineData("qué película recaudó menos de los 90", "1 películas con menor recaudación de 1990 a 1999")]
    [InlineData("I'd like to know how many comedies came out in 1999", "How many movies of genre Comedy in 1999")]
    [InlineData("tengo curiosidad por saber cuántas películas de terror hay", "Cuántas películas del género terror")]
    public async Task The_same_may_be_said_in_other_words(string question, string title) => await UnderstoodAsync(question, title);

    [Theory]
    [InlineData("movies dubbed in French")]
    [InlineData("movies that took over two hours")]
    [InlineData("movies with a rating over 5 million dollars")]
    [InlineData("movies rated 15 or higher")]
    [InlineData("movies with seven votes")]
    [InlineData("películas dobladas al francés")]
    [InlineData("everything about Titanic")]
    [InlineData("the best movie with Brad Pitt or Leonardo DiCaprio")]
    [InlineData("movies by Pixar or DreamWorks")]
    [InlineData("movies directed by Spielberg or Scorsese")]
    [InlineData("how many movies by Pixar or DreamWorks")]
    [InlineData("movies released this month")]
    [InlineData("películas de este mes")]
    [InlineData("number of movies this decade")]
    [InlineData("top movies this decade")]
    [InlineData("average rating this month")]
    public async Task Words_of_another_meaning_are_declined(string question) => await DeclinedAsync(question);

    private async Task UnderstoodAsync(string question, string title)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Equal(title, (await understanding.MatchAsync(question))?.Title);
    }

    private async Task DeclinedAsync(string question)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Null((await understanding.MatchAsync(question))?.Title);
    }
}
