using Hitcast.InferenceApi.Questions.Layer;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>A wording of the layer: words and slots in their order.</summary>
internal sealed record Phrase(IReadOnlyList<Phrase.Part> Parts)
{
    /// <param name="Word">A stem, or null.</param>
    /// <param name="Slot">A slot's name, or null.</param>
    internal readonly record struct Part(string? Word, string? Slot);

    public static Phrase Parse(string text, Vocabulary vocabulary)
    {
        var parts = new List<Part>();
        var at = 0;
        foreach (var match in LayerRules.Placeholder().EnumerateMatches(text))
        {
            parts.AddRange(vocabulary.StemsOf(text[at..match.Index]).Select(stem => new Part(stem, null)));
            parts.Add(new(null, text.Substring(match.Index + 1, match.Length - 2)));
            at = match.Index + match.Length;
        }

        parts.AddRange(vocabulary.StemsOf(text[at..]).Select(stem => new Part(stem, null)));
        vocabulary.Learn(parts.Select(part => part.Word).OfType<string>());
        return new(parts);
    }

    /// <summary>Every way in which the phrase stands in a sentence from a token on: where it ends, and what fills its slots.</summary>
    public IEnumerable<(int End, IReadOnlyList<(string Slot, Span Span)> Filled)> At(Sentence sentence, ILookup<int, Span> spans, int start) => At(sentence, spans, start, 0, []);

    private IEnumerable<(int End, IReadOnlyList<(string Slot, Span Span)> Filled)> At(
        Sentence sentence, ILookup<int, Span> spans, int at, int part, IReadOnlyList<(string Slot, Span Span)> filled)
    {
        if (part == Parts.Count)
        {
            yield return (at, filled);
            yield break;
        }

        if (at >= sentence.Count)
        {
            yield break;
        }

        var (word, slot) = Parts[part];
        if (word is not null && sentence.Is(at, word))
        {
            foreach (var found in At(sentence, spans, at + 1, part + 1, filled))
            {
                yield return found;
            }
        }

        foreach (var span in slot is null ? [] : spans[at].Where(span => span.Fits(slot)))
        {
            foreach (var found in At(sentence, spans, span.End, part + 1, [.. filled, (slot!, span)]))
            {
                yield return found;
            }
        }

        if (part > 0 && sentence.IsIgnored(at))
        {
            foreach (var found in At(sentence, spans, at + 1, part, filled))
            {
                yield return found;
            }
        }
    }
}
