using System.Globalization;
using Hitcast.InferenceApi.Questions.Layer;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>The layer's filters and conditions in one language.</summary>
internal sealed class Filters
{
    private readonly LayerFile file;
    private readonly string language;
    private readonly PhraseIndex<FilterEntry> filters;
    private readonly PhraseIndex<ConditionEntry> conditions;
    private readonly Periods periods;

    public Filters(LayerFile file, Vocabulary vocabulary)
    {
        this.file = file;
        language = vocabulary.Language;
        filters = new(file.Filters.SelectMany(entry => entry.In(language).Phrases.Append(entry.In(language).Title).Distinct().Select(text => (Phrase.Parse(text, vocabulary), entry))));
        conditions = new(file.Conditions.SelectMany(entry => entry.In(language).Phrases.Append(entry.In(language).Title).Distinct().Select(text => (Phrase.Parse(text, vocabulary), entry))));
        periods = new(file.Period, vocabulary);
    }

    /// <param name="thisYear">For "the last five years".</param>
    public IEnumerable<FilterSpan> In(Sentence sentence, ILookup<int, Span> spans, int thisYear) =>
        Enumerable.Range(0, sentence.Count).SelectMany(at =>
            filters.At(sentence, spans, at).Where(found => found.Phrase.Parts.Count > 1 || IsName(sentence, found.Filled[0].Span))
                .Select(found => Named(sentence, at, found.End, found.Entry, found.Phrase, found.Filled))
            .Concat(conditions.At(sentence, spans, at).Select(found => Compared(sentence, at, found.End, found.Entry, found.Filled)).OfType<FilterSpan>())
            .Concat(periods.At(sentence, spans, at, thisYear)));

    private FilterSpan Named(Sentence sentence, int start, int end, FilterEntry entry, Phrase phrase, IReadOnlyList<(string Slot, Span Span)> filled)
    {
        var titles = string.Join($" {sentence.Vocabulary.Words.And} ", filled.Select(slot => Shown(slot.Span)));
        var name = LayerRules.Placeholder().Match(entry.Sql).Value;
        return new(start, end, entry.Name,
            [.. filled.Select(slot => entry.Sql.Replace(name, SqlLiteral.Of(slot.Span.Value), StringComparison.Ordinal))],
            LayerRules.Placeholder().Replace(entry.In(language).Title, titles),
            [.. filled.Select(slot => new UnderstoodSlot(entry.Name, sentence.TextOf(slot.Span.Start, slot.Span.End), slot.Span.Shown))],
            entry.Many, phrase.Parts.Count == 1, filled.Sum(slot => slot.Span.Typos));
    }

    /// <summary>A studio or person called by words that mean something else is meant only where a word such as "by" says so.</summary>
    private static bool IsName(Sentence sentence, Span span) => span.Kind is not ("company" or "collection" or "person")
        || Enumerable.Range(span.Start, span.End - span.Start).Any(at => !sentence.Vocabulary.IsKnown(sentence.Stems[at]));

    /// <summary>A company's title is its first name: all of them would not be found again as one.</summary>
    private static string Shown(Span span) => span.Value is IReadOnlyList<string> names ? names[0] : span.Shown;

    private FilterSpan? Compared(Sentence sentence, int start, int end, ConditionEntry entry, IReadOnlyList<(string Slot, Span Span)> filled)
    {
        var named = filled.FirstOrDefault(slot => slot.Slot == "measure").Span;
        var measure = file.Measures.First(one => one.Name == (entry.Measure ?? (string)named!.Value));
        var amount = filled.First(slot => slot.Slot == "amount").Span;
        var number = (double)amount.Value;
        var shown = number.ToString(CultureInfo.InvariantCulture);
        var title = entry.In(language).Title.Replace("{measure}", measure.In(language).Title, StringComparison.Ordinal).Replace("{amount}", shown, StringComparison.Ordinal);
        return new(start, end, $"condition {measure.Name}", [$"movies.{measure.Sql} {entry.Compare} {SqlLiteral.Of(number)}"], title,
            [new(measure.Name, sentence.TextOf(start, end), $"{entry.Compare} {shown}")], Many: true, Bare: false, amount.Typos + (named?.Typos ?? 0));
    }
}
