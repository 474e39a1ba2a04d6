using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Verified;

/// <summary>Whatever is asked, the matching ends.</summary>
public sealed class AnySentenceTest(SampleWarehouse warehouse)
{
    [Theory]
    [InlineData("Is Tom Hanks in Forrest Gump?")]
    [InlineData("Has Tom Hanks been in Titanic?")]
    [InlineData("Has Hans Zimmer scored Gladiator?")]
    [InlineData("¿Sale Tom Hanks en Titanic?")]
    [InlineData("¿Aparece Brad Pitt en Seven?")]
    [InlineData("¿Ha actuado Tom Hanks en Titanic?")]
    public async Task A_question_that_begins_with_a_verb_is_declined(string question)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        Assert.Null(await understanding.MatchAsync(question));
    }
}
