namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>"At least 5", "more than 4", "5 or more": how many of something there must be.</summary>
internal sealed class Counts(Vocabulary vocabulary)
{
    public const string Slot = "atleast";

    private readonly PhraseIndex<long> phrases = new(
        vocabulary.Words.Count.AtLeast.Select(text => (Phrase.Parse(text, vocabulary), 0L))
            .Concat(vocabulary.Words.Count.MoreThan.Select(text => (Phrase.Parse(text, vocabulary), 1L))));

    /// <param name="spans">With the numbers in it, and the names.</param>
    public IEnumerable<Span> In(Sentence sentence, ILookup<int, Span> spans) => Enumerable.Range(0, sentence.Count)
        .SelectMany(at => phrases.At(sentence, spans, at).Where(found => AreMovies(sentence, spans, at, found.End)).Select(found => Of(vocabulary, (long)found.Filled[0].Span.Value + found.Entry) with { Start = at, End = found.End }));

    /// <summary>"At least 5 movies", "at least 5 Pixar comedies"; "movies with at least 3 genres" counts something else.</summary>
    private static bool AreMovies(Sentence sentence, ILookup<int, Span> spans, int start, int end)
    {
        var next = Enumerable.Range(end, sentence.Count - end).FirstOrDefault(at => !sentence.IsIgnored(at), sentence.Count);
        return Enumerable.Range(start, end - start).Any(at => sentence.Vocabulary.IsMovie(sentence.Stems[at]))
            || (next < sentence.Count && (sentence.Vocabulary.IsMovie(sentence.Stems[next])
                || spans[next].Any(span => span.Kind is "genre" or "people" or "language" or "country" or "company" or "person" or "collection" or "keyword")));
    }

    /// <summary>One that nobody asked for.</summary>
    public static Span Of(Vocabulary vocabulary, long least) =>
        new(0, 0, Slot, least, vocabulary.Words.Count.AtLeast[0].Replace("{n}", least.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
}
