using Hitcast.InferenceApi.Questions.Layer;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>All that is needed to understand questions in one language.</summary>
internal sealed class LanguagePack
{
    private readonly PhraseIndex<string> idle;
    private readonly Lexicon lexicon;
    private readonly Filters filters;
    private readonly Scoring scoring;
    private readonly Counts counts;

    public LanguagePack(LayerFile file, string language)
    {
        Vocabulary = new(file, language);
        idle = new(Vocabulary.Words.Idle.Select(text => (Phrase.Parse(text, Vocabulary), text)));
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
        var spans = lexicon.In(sentence).Concat(Numbers.In(sentence, thisYear)).Concat(Calendar.In(sentence)).Concat(names).ToLookup(span => span.Start);
        var least = counts.In(sentence, spans).ToArray();
        spans = spans.SelectMany(group => group).Where(span => span.Kind != "number" || !least.Any(count => count.Start <= span.Start && count.End >= span.End))
            .Concat(least).ToLookup(span => span.Start);
        var passed = Enumerable.Range(0, sentence.Count).SelectMany(at => idle.At(sentence, spans, at).Select(found => (Start: at, found.End)));
        return new(sentence, spans, filters.In(sentence, spans, thisYear).ToLookup(filter => filter.Start), passed.ToLookup(one => one.Start, one => one.End));
    }

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
