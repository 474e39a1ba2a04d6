namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>"At least 5", "more than 4", "5 or more": how many of something there must be.</summary>
internal sealed class Counts(Vocabulary vocabulary)
{
    public const string Slot = "atleast";

    private readonly PhraseIndex<long> phrases = new(
        vocabulary.Words.Count.AtLeast.Select(text => (Phrase.Parse(text, vocabulary), 0L))
            .Concat(vocabulary.Words.Count.MoreThan.Select(text => (Phrase.Parse(text, vocabulary), 1L))));

    /// <param name="spans">With the numbers in it.</param>
    public IEnumerable<Span> In(Sentence sentence, ILookup<int, Span> spans) => Enumerable.Range(0, sentence.Count)
        .SelectMany(at => phrases.At(sentence, spans, at).Select(found => Of(vocabulary, (long)found.Filled[0].Span.Value + found.Entry) with { Start = at, End = found.End }));

    /// <summary>One that nobody asked for.</summary>
    public static Span Of(Vocabulary vocabulary, long least) =>
        new(0, 0, Slot, least, vocabulary.Words.Count.AtLeast[0].Replace("{n}", least.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
}
