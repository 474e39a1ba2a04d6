using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Verified;

/// <summary>Of what a share is: the filters before the verb are the group, those behind it the part.</summary>
public sealed class SharesTest(SampleWarehouse warehouse)
{
    [Theory]
    [InlineData("what percentage of westerns are longer than two hours", "What percentage of movies of genre Western are movies longer than 120")]
    [InlineData("how big a share of French-language movies are dramas", "What percentage of movies in the French language are movies of genre Drama")]
    [InlineData("out of all thrillers, how many percent were made in Italy", "What percentage of movies of genre Thriller are movies produced in Italy")]
    [InlineData("among the horror movies of the 80s, what percentage lost money", "What percentage of movies of genre Horror from 1980 to 1989 are movies that lost money")]
    [InlineData("share of horror movies among movies made in Japan", "What percentage of movies produced in Japan are movies of genre Horror")]
    [InlineData("what percentage of movies that cost more than 100 million made more than 500 million", "What percentage of movies that cost more than 100000000 are movies that made more than 500000000")]
    [InlineData("what percentage of movies that paid off are comedies", "What percentage of movies that paid off are movies of genre Comedy")]
    [InlineData("what percentage of Pixar movies took in at least double what they cost", "What percentage of movies produced by Pixar are movies that paid off")]
    [InlineData("share of comedies in the 90s", "What percentage of movies from 1990 to 1999 are movies of genre Comedy")]
    [InlineData("what percentage of comedies came out in the 90s", "What percentage of movies of genre Comedy are movies from 1990 to 1999")]
    [InlineData("¿qué porcentaje de los dramas dura menos de 100 minutos?", "Qué porcentaje de películas del género drama son películas que duran menos de 100")]
    [InlineData("qué tanto por ciento de las pelis de los 80 son de terror", "Qué porcentaje de películas de 1980 a 1989 son películas del género terror")]
    [InlineData("¿qué porcentaje de las películas que duran más de dos horas son comedias?", "Qué porcentaje de películas que duran más de 120 son películas del género comedia")]
    [InlineData("de las películas de Pixar, ¿qué porcentaje recaudó más de 500 millones?", "Qué porcentaje de películas producidas por Pixar son películas que recaudaron más de 500000000")]
    [InlineData("porcentaje de películas rentables de Disney", "Qué porcentaje de películas producidas por Disney son películas que fueron rentables")]
    public async Task The_group_and_the_part_are_told_apart(string question, string title)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Equal(title, (await understanding.MatchAsync(question))?.Title);
        Assert.Equal(title, (await understanding.MatchAsync(title))?.Title);
    }

    [Theory]
    [InlineData("percentage of war movies over two hours")]
    [InlineData("percentage of comedies with a rating over 7")]
    [InlineData("horror movies from Japan, what percentage")]
    [InlineData("Italian-language movies are what percentage of comedies")]
    [InlineData("what percentage of comedies were made in Spain in the 90s")]
    [InlineData("what percentage of movies are not comedies")]
    [InlineData("what percentage of French-language movies are comedies or dramas")]
    [InlineData("what percentage of the revenue comes from comedies")]
    [InlineData("what percentage of directors have made more than 5 movies")]
    [InlineData("porcentaje de películas de terror de Japón")]
    public async Task Where_the_sides_cannot_be_told_it_is_not_answered(string question)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Null(await understanding.MatchAsync(question));
    }

    [Theory]
    [InlineData("what percentage of westerns are longer than two hours", "and comedies?", null)]
    [InlineData("what percentage of movies are comedies", "and in the nineties?", "What percentage of movies from 1990 to 1999 are movies of genre Comedy")]
    [InlineData("what percentage of movies are comedies", "and thrillers?", "What percentage of movies are movies of genre Thriller")]
    public async Task A_follow_up_stands_on_the_side_of_what_it_replaces(string first, string next, string? title)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        var match = await understanding.MatchAsync(next, first);
        Assert.Equal(title ?? "What percentage of movies of genre Comedy are movies longer than 120", match?.Title);
    }

    [Fact]
    public async Task The_share_is_among_the_movies_for_which_it_is_known()
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        var match = await understanding.MatchAsync("what percentage of comedies lost money");
        Assert.Contains("gross_margin_usd IS NOT NULL", match!.Sql, StringComparison.Ordinal);
    }
}
