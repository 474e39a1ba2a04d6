using Hitcast.InferenceApi.Questions.Layer;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>The names that the layer itself brings, in one language: measures, superlatives, holidays, genres, countries, languages.</summary>
internal sealed class Lexicon
{
    /// <summary>What a Spanish word is that may be both: a country's adjective alone, or a language's noun.</summary>
    public const string Adjective = "adjective", Noun = "noun";

    /// <summary>What an order is whose word ranks by a measure only.</summary>
    public const string Quality = "quality";

    private readonly HashSet<string> quality;

    private readonly HashSet<string> nouns = [];

    private readonly PhraseIndex<(string Kind, string Value, string Shown)> names;

    public Lexicon(LayerFile file, Vocabulary vocabulary)
    {
        var language = vocabulary.Language;
        quality = [.. vocabulary.Words.Quality.Select(word => Folding.Fold(word))];
        var known = new List<(Phrase Phrase, (string Kind, string Value, string Shown) Entry)>();
        foreach (var measure in file.Measures)
        {
            var words = measure.In(language);
            Add("measure", measure.Name, words.Title, words.Names.Append(words.Title));
            Add("superlative", $"{measure.Name} DESC", words.Title, words.Highest);
            Add("superlative", $"{measure.Name} ASC", words.Title, words.Lowest);
        }

        Add("order", "DESC", vocabulary.Words.Order.Highest, vocabulary.Words.Highest);
        Add("order", "ASC", vocabulary.Words.Order.Lowest, vocabulary.Words.Lowest);
        foreach (var (day, words) in file.Holidays)
        {
            Add("monthday", day, words.In(language)[0], words.In(language));
        }

        AddAll("genre", file.Values.Genre);
        AddAll("language", file.Values.Language);
        AddAll("country", file.Values.Country);
        foreach (var (name, value) in file.Values.Country)
        {
            Add("people", name, Shown(name, value), value.People?.In(language) ?? []);
        }

        names = new(known);
        if (language == "es")
        {
            nouns = [.. file.Values.Language.Values.SelectMany(value => value.Es).Select(name => Folding.Fold(name))];
        }

        string Shown(string name, ValueEntry value) => language == "en" ? name : value.Es[0];

        void Add(string kind, string value, string shown, IEnumerable<string> phrases) =>
            known.AddRange(phrases.Distinct().Select(phrase => (Phrase.Parse(phrase, vocabulary), (kind, value, shown))));

        void AddAll(string kind, Dictionary<string, ValueEntry> values)
        {
            foreach (var (name, value) in values)
            {
                Add(kind, name, Shown(name, value), value.In(language).Append(name));
            }
        }
    }

    /// <summary>"At least 16 movies", "más de 10 películas" bound a number and order nothing.</summary>
    private static bool IsBound(Sentence sentence, int at)
    {
        var before = at == 0 ? "" : sentence.Tokens[at - 1].Folded;
        return before is "at" || (before is "al" or "lo" or "como" && sentence.Tokens[at].Folded is "menos" or "mas" or "minimo" or "maximo")
            || OpensBound(sentence, at);
    }

    /// <summary>"Recaudaron más de 500 millones" are not those that took the most.</summary>
    private static bool OpensBound(Sentence sentence, int at) =>
        sentence.Tokens[at].Folded is "mas" or "menos" && Numerals.Word(sentence, at + 1) == "de" && at + 2 < sentence.Count && Numerals.At(sentence, at + 2) is not null;

    public IEnumerable<Span> In(Sentence sentence)
    {
        var none = Enumerable.Empty<Span>().ToLookup(span => span.Start);
        for (var at = 0; at < sentence.Count; at++)
        {
            foreach (var (_, (kind, value, shown), end, _) in names.At(sentence, none, at).Where(found => found.Entry.Kind switch
            {
                "order" => !IsBound(sentence, at),
                "superlative" => !OpensBound(sentence, found.End - 1),
                _ => true,
            }))
            {
                yield return new(at, end, kind, value, shown, FormOf(sentence, at, kind), Typos: Enumerable.Range(at, end - at).Count(index => sentence.Corrected[index] is not null));
            }
        }
    }

    private string? FormOf(Sentence sentence, int at, string kind) => kind == "order" ? quality.Contains(sentence.Tokens[at].Folded) ? Quality : null
        : nouns.Count == 0 ? null
        : (kind, nouns.Contains(sentence.Tokens[at].Folded)) switch
        {
            ("language", false) => Adjective,
            ("people", true) => Noun,
            _ => null,
        };
}
