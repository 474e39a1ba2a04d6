namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>A question's words in one language.</summary>
internal sealed class Sentence
{
    private readonly string question;

    public Sentence(string question, IReadOnlyList<Token> tokens, Vocabulary vocabulary)
    {
        this.question = question;
        Tokens = tokens;
        Vocabulary = vocabulary;
        Stems = [.. tokens.Select(token => vocabulary.StemOf(token.Folded))];
        Corrected = [.. Stems.Select(vocabulary.Corrected)];
    }

    public IReadOnlyList<Token> Tokens { get; }

    public Vocabulary Vocabulary { get; }

    public string[] Stems { get; }

    /// <summary>What an unknown word may misspell; null where it is known, or part of a name.</summary>
    public string?[] Corrected { get; }

    public int Count => Tokens.Count;

    public bool Is(int at, string stem) => Stems[at] == stem || Corrected[at] == stem;

    public bool IsIgnored(int at) => Vocabulary.IsIgnored(Stems[at]) && !(at + 1 < Count && Vocabulary.PointsAt(Stems[at], Stems[at + 1]));

    /// <summary>The question's own words from one token to before another.</summary>
    public string TextOf(int start, int end) => question[Tokens[start].Start..Tokens[end - 1].End];

    /// <summary>What is a name in the warehouse misspells nothing.</summary>
    public void KeepNames(IEnumerable<Span> names)
    {
        foreach (var name in names.Where(name => name.Typos == 0 && name.Kind is "person" or "company" or "collection"))
        {
            Array.Clear(Corrected, name.Start, name.End - name.Start);
        }
    }

    /// <summary>If a singular asks for one thing: "which movie", "the director".</summary>
    /// <param name="beside">Words that ask for something beside: "the five longest movies and the year of each" are five.</param>
    public bool MeansOne(IReadOnlyList<AnywaySpan> beside) => Enumerable.Range(0, Count).Any(at => !beside.Any(span => at >= span.Start && at < span.End)
        && (Vocabulary.MeansOne(Tokens[at].Folded, at == 0 ? "" : Stems[at - 1]) || (at > 0 && Vocabulary.MeansOne($"{Tokens[at - 1].Folded} {Tokens[at].Folded}", ""))));
}
