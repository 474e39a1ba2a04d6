using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Verified;

/// <summary>What the sentence says is so.</summary>
public sealed class AnswersTest(SampleWarehouse warehouse)
{
    [Theory]
    [InlineData("movies in English", "The data has more than 1,000 such movies; the most popular one is War Machine.")]
    [InlineData("películas en inglés", "Los datos tienen más de 1.000 películas así; la más popular es War Machine.")]
    [InlineData("who starred in more westerns, Tom Hanks or Clint Eastwood?", "Clint Eastwood acted in 4 movies, Tom Hanks in 0.")]
    [InlineData("Who has been in more horror movies, Tom Hanks or Brad Pitt?", "Brad Pitt acted in 1 movies, Tom Hanks 0.")]
    [InlineData("compare the number of westerns by Steven Spielberg and Woody Allen", "Steven Spielberg directed 0 movies, Woody Allen 0.")]
    [InlineData("Has Pixar or DreamWorks made more horror movies?", "DreamWorks comes first with 1 movies; Pixar has 0.")]
    [InlineData("were there more westerns in Iceland or in Spain?", "Spain comes first with 5 movies; Iceland has 0.")]
    [InlineData("distribution of runtime", "Runtime from 1 minutes to 312 minutes. Of more than 999 movies every second, third or later one is drawn.")]
    [InlineData("who wrote Inception", "The data names no screenwriter of Inception (2010).")]
    [InlineData("¿Quién escribió Titanic?", "Los datos no nombran a nadie que escribiera Titanic (1997).")]
    public async Task The_sentence_is(string question, string sentence) => Assert.Equal(sentence, await AnswerAsync(question));

    [Fact]
    public async Task A_movie_counts_once_for_an_actor_of_two_parts()
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        var match = await understanding.MatchAsync("total revenue per actor with Takuzō Kamiyama");
        Assert.Equal("actor-by-total", match?.Name);
        var rows = (await understanding.Gate.RunAsync(match!.Sql, CancellationToken.None)).Rows;
        Assert.All(rows, row => Assert.Equal("5228752 over 1", $"{row[1]} over {row[2]}"));
    }

    private async Task<string?> AnswerAsync(string question)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        return await understanding.MatchAsync(question) is { } match ? match.AnswerFrom(await understanding.Gate.RunAsync(match.Sql, CancellationToken.None)) : null;
    }
}
