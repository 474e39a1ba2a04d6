namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Phrases by their first word, so that of some hundreds only those are tried that may stand where they are sought.</summary>
/// <param name="entries">What each phrase stands for, in the order in which they are found.</param>
internal sealed class PhraseIndex<T>(IEnumerable<(Phrase Phrase, T Entry)> entries)
{
    private readonly ILookup<string, (int Place, Phrase Phrase, T Entry)> places =
        entries.Select((one, place) => (Place: place, one.Phrase, one.Entry)).ToLookup(one => one.Phrase.Parts[0].Word ?? "");

    public IEnumerable<(Phrase Phrase, T Entry, int End, IReadOnlyList<(string Slot, Span Span)> Filled)> At(Sentence sentence, ILookup<int, Span> spans, int at)
    {
        var begun = places[sentence.Stems[at]];
        begun = sentence.Corrected[at] is { } corrected ? begun.Concat(places[corrected]) : begun;
        begun = spans.Contains(at) ? begun.Concat(places[""]) : begun;
        return begun.OrderBy(one => one.Place)
            .SelectMany(one => one.Phrase.At(sentence, spans, at).Select(found => (one.Phrase, one.Entry, found.End, found.Filled)));
    }
}
