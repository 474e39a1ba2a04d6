using Hitcast.InferenceApi.Questions.Layer;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>All that is needed to understand questions in one language.</summary>
internal sealed class LanguagePack
{
    private readonly PhraseIndex<string> idle;
    private readonly PhraseIndex<string> connectives;
    private readonly PhraseIndex<string[]> sayings;
    private readonly Anyway anyway;
    private readonly Lexicon lexicon;
    private readonly Filters filters;
    private readonly Scoring scoring;
    private readonly Counts counts;

    public LanguagePack(LayerFile file, string language)
    {
        Vocabulary = new(file, language);
        idle = new(Vocabulary.Words.Idle.Select(text => (Phrase.Parse(text, Vocabulary), text)));
        connectives = new(Vocabulary.Words.Connect.Select(text => (Phrase.Parse(text, Vocabulary), text)));
        sayings = new(Vocabulary.Words.Sayings.SelectMany(saying => saying.Value.Select(text => (Phrase.Parse(text, Vocabulary), Vocabulary.StemsOf(saying.Key).Where(stem => !Vocabulary.IsIgnored(stem)).Select(Vocabulary.Canonical).ToArray()))));
        anyway = new(file, Vocabulary);
        lexicon = new(file, Vocabulary);
        filters = new(file, Vocabulary);
        counts = new(Vocabulary);
        Shapes = [.. file.Questions.Select(entry => new Shape(entry, Vocabulary))];
        scoring = new(Shapes, Vocabulary);
        Filling = new(file, Vocabulary);
    }

    public Vocabulary Vocabulary { get; }

    public IReadOnlyList<Shape> Shapes { get; }

    public Filling Filling { get; }

    /// <summary>How much of a question is in this language's words.</summary>
    public int Knows(IReadOnlyList<Token> tokens) => tokens.Count(token => Vocabulary.IsKnown(Vocabulary.StemOf(token.Folded)));

    /// <param name="names">The warehouse's names in it; none before they are looked up.</param>
    public ReadingSearch Search(Sentence sentence, IReadOnlyList<Span> names, int thisYear)
    {
        var own = lexicon.In(sentence).ToList();
        var spans = own.Concat(Numbers.In(sentence, thisYear)).Concat(Calendar.In(sentence, own.Where(span => span.Kind == "monthday"))).Concat(names)
            .Where(span => !sentence.Parts(span.Start, span.End)).ToLookup(span => span.Start);
        var least = counts.In(sentence, spans).ToArray();
        spans = spans.SelectMany(group => group).Where(span => span.Kind != "number" || !least.Any(count => count.Start <= span.Start && count.End >= span.End))
            .Concat(least).ToLookup(span => span.Start);
        return new(sentence, new()
        {
            Spans = spans,
            Filters = filters.In(sentence, spans, thisYear).ToLookup(filter => filter.Start),
            Idle = Found(sentence, spans, idle).ToLookup(one => one.Start, one => one.End),
            Connectives = Found(sentence, spans, connectives).ToLookup(one => one.Start, one => one.End),
            Sayings = Found(sentence, spans, sayings).ToLookup(one => one.Start, one => (one.End, one.Entry)),
            Anyway = anyway.In(sentence, spans),
        });
    }

    private static IEnumerable<(int Start, int End, T Entry)> Found<T>(Sentence sentence, ILookup<int, Span> spans, PhraseIndex<T> phrases) =>
        Enumerable.Range(0, sentence.Count).SelectMany(at => phrases.At(sentence, spans, at).Where(found => !sentence.Parts(at, found.End)).Select(found => (at, found.End, found.Entry)));

    /// <summary>The best readings by every verified question, each with its score.</summary>
    public IReadOnlyList<Reading> Read(ReadingSearch search) => [.. Shapes.SelectMany(shape => search.Of(shape)).Select(Scored)];

    /// <summary>Those alone that leave no word unexplained.</summary>
    public IReadOnlyList<Reading> ReadWhole(ReadingSearch search) => [.. Shapes.SelectMany(search.WholeOf).Select(Scored)];

    public Reading Scored(Reading reading)
    {
        reading.Score = scoring.Of(reading);
        return reading;
    }
}
