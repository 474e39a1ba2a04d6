using Hitcast.InferenceApi.Questions.Layer;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>The words of one language that the layer knows, by their stems.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, string> canonical = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> ignored;
    private readonly HashSet<string> one;
    private readonly HashSet<string> other;
    private readonly HashSet<string> follow;
    private readonly HashSet<string> people;
    private readonly string[][] together;
    private readonly HashSet<string> share, verbs, verbsOfMeasure, relative, among, introductions, pointing, times;

    public Vocabulary(LayerFile file, string language)
    {
        Language = language;
        Words = file.Words.In(language);
        ignored = Stems(Words.Ignored);
        one = [.. Words.One.Select(Folded)];
        other = Stems(Words.Other);
        follow = Stems(Words.Follow);
        foreach (var group in Words.Same)
        {
            foreach (var word in group)
            {
                canonical.TryAdd(StemOf(Folded(word)), StemOf(Folded(group[0])));
            }
        }

        people = [.. Stems(Words.People).Select(Canonical)];
        share = Stems(Words.Share.Names);
        verbs = Stems(Words.Share.Verbs);
        verbsOfMeasure = Stems(Words.Share.MeasureVerbs);
        relative = Stems(Words.Share.Relative);
        among = Stems(Words.Share.Among);
        introductions = Stems(Words.Share.Introductions);
        pointing = Stems(Words.Point.Words);
        times = Stems(Words.Point.Times);
        together = [.. Words.Together.Select(text => StemsOf(text).ToArray())];
        Learn(canonical.Keys);
        Learn(Stems(Words.Highest.Concat(Words.Lowest)));
    }

    public string Language { get; }

    public WordsEntry Words { get; }

    /// <summary>What all filters are about.</summary>
    public string Movie => Item("pelicula", "movie");

    public void Learn(IEnumerable<string> stems) => known.UnionWith(stems);

    /// <summary>"Per", "by", "each".</summary>
    public bool IsPer(string item) => item == Item("cada", "per");

    /// <summary>"Average", "total".</summary>
    public bool IsAggregate(string item) => item == Item("promedio", "average") || item == Item("total", "total");

    /// <summary>"Number of movies".</summary>
    public bool IsNumber(string item) => item == Item("numero", "number");

    public bool IsMovie(string stem) => Canonical(stem) == Movie;

    public bool IsIgnored(string stem) => ignored.Contains(stem);

    /// <summary>"This month", "this decade".</summary>
    public bool PointsAt(string stem, string next) => pointing.Contains(stem) && times.Contains(next);

    /// <summary>Where words stand that mean something together only: "number one".</summary>
    public IEnumerable<(int Start, int End)> TogetherIn(string[] stems) => together.SelectMany(run => Enumerable.Range(0, Math.Max(0, stems.Length - run.Length + 1))
        .Where(at => stems.AsSpan(at, run.Length).SequenceEqual(run)).Select(at => (at, at + run.Length)));

    public bool IsFollowing(string stem) => follow.Contains(stem) || ignored.Contains(stem);

    public bool IsPeople(string stem) => people.Contains(Canonical(stem));

    public bool IsShare(string stem) => share.Contains(Canonical(stem)) || share.Contains(stem);

    public bool IsVerb(string stem) => verbs.Contains(stem);

    public bool IsVerbOfMeasure(string stem) => verbsOfMeasure.Contains(stem);

    public bool IsRelative(string stem) => relative.Contains(stem);

    public bool IsAmong(string stem) => among.Contains(stem);

    public bool IsIntroduction(string stem) => introductions.Contains(stem);

    public bool IsKnown(string stem) => known.Contains(stem) || ignored.Contains(stem);

    /// <summary>If a word as it was written means a single one: "which movie", not "by movie".</summary>
    public bool MeansOne(string folded, string before) => one.Contains(folded) && !other.Contains(before);

    public string Canonical(string stem) => canonical.GetValueOrDefault(stem, stem);

    public string StemOf(string folded) => Language == "es" ? SpanishStem(folded) : EnglishStem(folded);

    /// <summary>The known word that this unknown one misspells; null where there is none, or several. A feminine is no misspelling: compositora.</summary>
    public string? Corrected(string stem)
    {
        if (stem.Length < 5 || IsKnown(stem) || stem.Any(char.IsAsciiDigit))
        {
            return null;
        }

        var near = known.Where(word => word.Length >= 4 && word[0] == stem[0] && stem != word + "a" && EditDistance.AtMost(word, stem, stem.Length >= 9 ? 2 : 1)).Take(2).ToArray();
        return near is [var only] ? only : null;
    }

    /// <summary>The stems of a phrase's words.</summary>
    public IEnumerable<string> StemsOf(string phrase) => Token.Split(phrase).Select(token => StemOf(token.Folded));

    private string Item(string spanish, string english) => Canonical(StemOf(Language == "es" ? spanish : english));

    private HashSet<string> Stems(IEnumerable<string> words) => [.. words.Select(word => StemOf(Folded(word)))];

    private static string Folded(string word) => Folding.Fold(word);

    private static string EnglishStem(string word)
    {
        if (word.Length <= 3 || word.EndsWith("ss", StringComparison.Ordinal) || word.EndsWith("us", StringComparison.Ordinal))
        {
            return word;
        }

        var stem = word.EndsWith("ches", StringComparison.Ordinal) || word.EndsWith("xes", StringComparison.Ordinal) ? word[..^2] : word.EndsWith('s') ? word[..^1] : word;
        return stem.EndsWith("ie", StringComparison.Ordinal) && stem.Length > 3 ? stem[..^2] + "y" : stem;
    }

    /// <summary>Neither number nor gender, but that of people: a directora is not any director.</summary>
    private static string SpanishStem(string word)
    {
        var stem = word.Length > 3 && word[^1] == 's' ? word[..^1] : word;
        return stem.Length > 3 && stem[^1] is 'a' or 'e' or 'o' && !stem.EndsWith("ora", StringComparison.Ordinal) ? stem[..^1] : stem;
    }
}
