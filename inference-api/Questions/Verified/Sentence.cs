namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>A question's words in one language.</summary>
internal sealed class Sentence
{
    private readonly string question;
    private readonly IReadOnlyList<(int Start, int End)> together;
    private readonly IReadOnlyList<Span> series = [];

    public Sentence(string question, IReadOnlyList<Token> tokens, Vocabulary vocabulary)
    {
        this.question = question;
        Tokens = tokens;
        Vocabulary = vocabulary;
        Stems = [.. tokens.Select(token => vocabulary.StemOf(token.Folded))];
        Corrected = [.. Stems.Select(vocabulary.Corrected)];
        together = [.. vocabulary.TogetherIn(Stems)];
    }

    private Sentence(Sentence other, IReadOnlyList<Span> series)
    {
        (question, Tokens, Vocabulary, Stems, Corrected) = (other.question, other.Tokens, other.Vocabulary, other.Stems, other.Corrected);
        this.series = series;
        together = [.. other.together, .. series.Select(name => (name.Start, name.End))];
    }

    public IReadOnlyList<Token> Tokens { get; }

    public Vocabulary Vocabulary { get; }

    public string[] Stems { get; }

    /// <summary>What an unknown word may misspell; null where it is known, or part of a name.</summary>
    public string?[] Corrected { get; }

    public int Count => Tokens.Count;

    public bool Is(int at, string stem) => Stems[at] == stem || Corrected[at] == stem;

    public bool IsIgnored(int at) => Vocabulary.IsIgnored(Stems[at]) && !Parts(at, at + 1) && !(at + 1 < Count && Vocabulary.PointsAt(Stems[at], Stems[at + 1]));

    /// <summary>The same where these series are meant, and not what their words mean alone: "Star Wars".</summary>
    public Sentence About(IReadOnlyList<Span> series) => new(this, series);

    public bool IsSeries(Span span) => series.Any(name => name.Start == span.Start && name.End == span.End && name.Kind == span.Kind);

    /// <summary>If it takes words from what means something together only.</summary>
    public bool Parts(int start, int end) => together.Any(run => start < run.End && end > run.Start && (start > run.Start || end < run.End));

    /// <summary>If it is a word that means something else, or words that do together.</summary>
    public bool IsOneWord(Span span) => (span.End == span.Start + 1 && IsOwnWord(span.Start)) || together.Contains((span.Start, span.End));

    /// <summary>If the word means something without a name in it.</summary>
    public bool IsOwnWord(int at) => Vocabulary.IsKnown(Stems[at]) || Numerals.At(this, at) is not null;

    /// <summary>The question's own words from one token to before another.</summary>
    public string TextOf(int start, int end) => question[Tokens[start].Start..Tokens[end - 1].End];

    /// <summary>What is a name in the warehouse misspells nothing.</summary>
    public void KeepNames(IEnumerable<Span> names)
    {
        foreach (var name in names.Where(name => name.Typos == 0 && name.Kind is "person" or "company" or "collection" or "country" or "language"))
        {
            Array.Clear(Corrected, name.Start, name.End - name.Start);
        }
    }

    /// <summary>If a singular asks for one thing: "which movie", "the director".</summary>
    /// <param name="beside">Words that ask for something beside: "the five longest movies and the year of each" are five.</param>
    public bool MeansOne(IReadOnlyList<AnywaySpan> beside) => Enumerable.Range(0, Count).Any(at => !beside.Any(span => at >= span.Start && at < span.End)
        && (Vocabulary.MeansOne(Tokens[at].Folded, at == 0 ? "" : Stems[at - 1]) || (at > 0 && Vocabulary.MeansOne($"{Tokens[at - 1].Folded} {Tokens[at].Folded}", ""))));
}
