using System.Globalization;
using Hitcast.InferenceApi.Questions.Layer;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>The layer's filters and conditions in one language.</summary>
internal sealed class Filters
{
    /// <summary>Fewer dollars are not meant where nothing says dollars: millions may be.</summary>
    private const double LeastMoney = 1000;

    private readonly LayerFile file;
    private readonly string language;
    private readonly PhraseIndex<FilterEntry> filters;
    private readonly PhraseIndex<ConditionEntry> conditions;
    private readonly Periods periods;
    private readonly Dates dates;

    public Filters(LayerFile file, Vocabulary vocabulary)
    {
        this.file = file;
        language = vocabulary.Language;
        filters = new(file.Filters.SelectMany(entry => entry.In(language).Phrases.Append(entry.In(language).Title).Distinct().Select(text => (Phrase.Parse(text, vocabulary), entry))));
        conditions = new(file.Conditions.SelectMany(entry => entry.In(language).Phrases.Append(entry.In(language).Title).Distinct().Select(text => (Phrase.Parse(text, vocabulary), entry))));
        periods = new(file.Period, vocabulary);
        dates = new(file.Dates, vocabulary);
    }

    /// <param name="thisYear">For "the last five years".</param>
    public IEnumerable<FilterSpan> In(Sentence sentence, ILookup<int, Span> spans, int thisYear) =>
        Enumerable.Range(0, sentence.Count).SelectMany(at =>
            filters.At(sentence, spans, at).Where(found => IsNamed(sentence, spans, found.Phrase, found.Filled))
                .Select(found => Named(sentence, at, found.End, found.Entry, found.Phrase, found.Filled))
            .Concat(conditions.At(sentence, spans, at).Select(found => Compared(sentence, at, found.End, found.Entry, found.Filled)).OfType<FilterSpan>())
            .Concat(periods.At(sentence, spans, at, thisYear)).Concat(dates.At(sentence, spans, at))
            .Where(filter => !sentence.Parts(filter.Start, filter.End)));

    /// <summary>"Revenue by genre" is not that of Genre Films, for which "produced by" must be said.</summary>
    private static bool IsNamed(Sentence sentence, ILookup<int, Span> spans, Phrase phrase, IReadOnlyList<(string Slot, Span Span)> filled) => filled.All(slot =>
        (!IsBare(phrase) || (IsName(sentence, slot.Span) && !IsOtherName(spans, slot.Span))) && (phrase.Parts.Count > 2 || slot.Span.Kind != "company" || !sentence.IsOneWord(slot.Span)));

    private FilterSpan Named(Sentence sentence, int start, int end, FilterEntry entry, Phrase phrase, IReadOnlyList<(string Slot, Span Span)> filled)
    {
        if (filled.Count == 0)
        {
            var title = entry.In(language).Title;
            return new(start, end, entry.Name, [entry.Sql], title, [new(entry.Name, sentence.TextOf(start, end), title)], entry.Many, Bare: false, Typos: 0) { Known = entry.Known };
        }

        var titles = string.Join($" {sentence.Vocabulary.Words.And} ", filled.Select(slot => Shown(slot.Span)));
        var name = LayerRules.Placeholder().Match(entry.Sql).Value;
        var made = new FilterSpan(
            start, end, entry.Name,
            [.. filled.Select(slot => entry.Sql.Replace(name, SqlLiteral.Of(slot.Span.Value), StringComparison.Ordinal))],
            LayerRules.Placeholder().Replace(entry.In(language).Title, titles),
            [.. filled.Select(slot => new UnderstoodSlot(entry.Name, sentence.TextOf(slot.Span.Start, slot.Span.End), slot.Span.Shown))],
            entry.Many, phrase.Parts.Count == 1, filled.Sum(slot => slot.Span.Typos));
        return made with { Within = entry.Within };
    }

    /// <summary>If no word before the name says what kind of name it is: a keyword stands so in "zombie movies".</summary>
    private static bool IsBare(Phrase phrase) => phrase.Parts.Count == 1 || phrase.Parts[0].Slot == "keyword";

    /// <summary>A studio, person or keyword called by words that mean something else is meant only where a word such as "by" says so.</summary>
    private static bool IsName(Sentence sentence, Span span) => span.Kind is not ("company" or "collection" or "person" or "keyword") || sentence.IsSeries(span)
        || Enumerable.Range(span.Start, span.End - span.Start).Any(at => !sentence.Vocabulary.IsKnown(sentence.Stems[at]));

    /// <summary>"Pixar movies" are the studio's, not those about it.</summary>
    private static bool IsOtherName(ILookup<int, Span> spans, Span span) => span.Kind == "keyword"
        && Enumerable.Range(span.Start, span.End - span.Start).SelectMany(at => spans[at]).Any(other => other.Kind is "company" or "collection" or "person");

    /// <summary>A company's title is its first name: all of them would not be found again as one.</summary>
    private static string Shown(Span span) => span.Value is IReadOnlyList<string> names ? names[0] : span.Shown;

    private FilterSpan? Compared(Sentence sentence, int start, int end, ConditionEntry entry, IReadOnlyList<(string Slot, Span Span)> filled)
    {
        var named = filled.FirstOrDefault(slot => slot.Slot == "measure").Span;
        var measure = file.Measures.First(one => one.Name == (entry.Measure ?? (string)named!.Value));
        var amount = filled.First(slot => slot.Slot is "amount" or "duration").Span;
        var number = (double)amount.Value;
        var shown = number.ToString(CultureInfo.InvariantCulture);
        var low = filled.FirstOrDefault(slot => slot.Slot == "low").Span;
        // "Took over two hours" is no revenue, "rated 15" no mean rating, "made more than 100" not 100 dollars.
        if ((measure.Sql.EndsWith("_usd", StringComparison.Ordinal) && amount.Detail is null && number < LeastMoney) || (low is not null && (double)low.Value > number) || (amount.Detail is { } unit && !measure.Sql.EndsWith(unit, StringComparison.Ordinal)) || number > measure.Most)
        {
            return null;
        }

        var compared = low is null ? $"{entry.Compare} {SqlLiteral.Of(number)}" : $"BETWEEN {SqlLiteral.Of(low.Value)} AND {SqlLiteral.Of(number)}";
        var title = entry.In(language).Title.Replace("{low}", low?.Shown, StringComparison.Ordinal).Replace("{measure}", measure.In(language).Title, StringComparison.Ordinal).Replace("{amount}", shown, StringComparison.Ordinal);
        return new(start, end, $"condition {measure.Name}", [$"movies.{measure.Sql} {compared}"], title,
            [new(measure.Name, sentence.TextOf(start, end), low is null ? $"{entry.Compare} {shown}" : $"{low.Shown} to {shown}")], Many: true, Bare: false, amount.Typos + (named?.Typos ?? 0));
    }
}
