using CsCheck;
using Hitcast.InferenceApi.Questions.Layer;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Verified;

/// <summary>Whatever is asked, the matching ends.</summary>
public sealed class AnySentenceTest(SampleWarehouse warehouse)
{
    private static readonly string[] Names = ["Tom Hanks", "Spielberg", "Titanic", "Star Wars", "Toy Story", "Pixar", "Hans Zimmer", "zombie", "Xyzzy", "'", "?", "%"];
    private static readonly string[] Numbers = ["2", "1994", "80s", "los 90", "100", "5 million", "mil", "two hours", "half", "9.5", "1e9", "2h30"];

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

    [Fact]
    public async Task Words_of_the_layer_names_and_numbers_in_any_order_never_throw()
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        var questions = understanding.Questions;
        var sentence = Gen.OneOf(Of(Words(understanding.Layer.File)), Of(Names), Of(Numbers)).Array[1, 8].Select(words => string.Join(' ', words));
        await Gen.Select(sentence, sentence).SampleAsync(async (first, next) => await questions.MatchAsync(next, [first], CancellationToken.None), iter: 150);
    }

    private static Gen<string> Of(string[] words) => Gen.Int[0, words.Length - 1].Select(at => words[at]);

    private static string[] Words(LayerFile layer) =>
    [
        .. new[] { layer.Words.En, layer.Words.Es }.SelectMany(words => (IEnumerable<string>)[.. words.Ignored, .. words.Highest, .. words.Lowest, .. words.Follow, .. words.Connect, .. words.Together, .. words.Same.SelectMany(same => same), .. words.Share.Verbs, .. words.Share.Names, .. words.Share.MeasureVerbs, .. words.Refer.To, .. words.Refer.Lead]),
        .. layer.Values.Genre.Values.SelectMany(genre => (string[])[.. genre.En, .. genre.Es]),
        .. layer.Measures.SelectMany(measure => (string[])[.. measure.En.Names, .. measure.En.Highest, .. measure.Es.Names, .. measure.Es.Lowest]),
    ];
}
