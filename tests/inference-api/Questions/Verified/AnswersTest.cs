using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Verified;

/// <summary>What the sentence says is so.</summary>
public sealed class AnswersTest(SampleWarehouse warehouse)
{
    [Theory]
    [InlineData("movies in English", "The data has more than 1,000 such movies; the most popular one is War Machine.")]
    [InlineData("películas en inglés", "Los datos tienen más de 1.000 películas así; la más popular es War Machine.")]
    [InlineData("distribution of runtime", "Runtime from 1 minutes to 312 minutes. Of more than 999 movies every second, third or later one is drawn.")]
    public async Task The_sentence_is(string question, string sentence) => Assert.Equal(sentence, await AnswerAsync(question));

    private async Task<string?> AnswerAsync(string question)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        return await understanding.MatchAsync(question) is { } match ? match.AnswerFrom(await understanding.Gate.RunAsync(match.Sql, CancellationToken.None)) : null;
    }
}
