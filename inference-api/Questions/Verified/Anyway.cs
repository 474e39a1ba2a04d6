using Hitcast.InferenceApi.Questions.Layer;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Words that ask for what an answer holds anyway, such as "and how many is that" or "from longest to shortest".</summary>
/// <param name="Measure">The measure that they name; null where none is.</param>
/// <param name="Order">ASC or DESC where they say one.</param>
internal sealed record AnywaySpan(int Start, int End, AnywayEntry Entry, MeasureEntry? Measure, string? Order)
{
    private const string Averaged = "average ";

    /// <summary>If nothing but such words may follow.</summary>
    public bool Closes => Entry.At == "end";

    /// <summary>If it says in which order the rows stand.</summary>
    private bool Sorts => Entry.Holds.Count == 0 && Entry.Filter is null;

    /// <summary>If it may be true of an answer of this shape, whatever fills its slots.</summary>
    public bool MayHoldOf(Shape shape) => Sorts ? shape.Slots.Contains("order") && (Measure is null || shape.Slots.Contains("measure"))
        : Entry.Holds.Count == 0 || Entry.Holds.Any(all => Columns(all).All(column => shape.Columns.Contains(column)
            || shape.Columns.Contains(column.StartsWith(Averaged, StringComparison.Ordinal) ? $"{Averaged}{{measure}}" : "{measure}")));

    /// <summary>If the answer does hold it.</summary>
    /// <param name="measure">By which the reading ranks, or which it adds.</param>
    public bool HoldsOf(Reading reading, MeasureEntry? measure)
    {
        if (Sorts)
        {
            var order = reading.Slots.TryGetValue("order", out var said) ? (string)said.Value : "DESC";
            // "Movies of 1994 from highest to lowest rating" are all of them, not ten.
            return (reading.Slots.ContainsKey("order") || reading.Slots.ContainsKey("n")) && (Order is null || Order == order) && (Measure is null || Measure == measure);
        }

        string Named(string column, MeasureEntry? by) => column.Replace("{measure}", by?.Sql, StringComparison.Ordinal);
        var columns = reading.Shape.Columns.Select(column => Named(column, measure)).ToHashSet();
        return (Entry.Holds.Count == 0 || Entry.Holds.Any(all => Columns(all).All(column => columns.Contains(Named(column, Measure ?? measure)))))
            && (Entry.Filter is null || reading.Filters.Any(filter => filter.Filter == Entry.Filter));
    }

    /// <summary>"month, movies" are two columns, both of which are needed.</summary>
    private static string[] Columns(string all) => all.Split(", ");
}

/// <summary>The layer's phrases of that kind in one language.</summary>
internal sealed class Anyway(LayerFile file, Vocabulary vocabulary)
{
    private readonly PhraseIndex<AnywayEntry> phrases = new(file.Anyway.Entries.SelectMany(entry => Led(file.Anyway, entry, vocabulary.Language).Select(text => (Phrase.Parse(text, vocabulary), entry))));

    public ILookup<int, AnywaySpan> In(Sentence sentence, ILookup<int, Span> spans)
    {
        var found = Enumerable.Range(0, sentence.Count).SelectMany(at => phrases.At(sentence, spans, at).Select(one => Made(at, one.End, one.Entry, one.Filled))).OfType<AnywaySpan>().ToList();
        var closed = new bool[sentence.Count + 1];
        closed[^1] = true;
        for (var at = sentence.Count - 1; at >= 0; at--)
        {
            closed[at] = (sentence.IsIgnored(at) && closed[at + 1]) || found.Any(span => span.Closes && span.Start == at && closed[span.End]);
        }

        return found.Where(span => span.Entry.At switch
        {
            "end" => closed[span.End],
            "start" => Enumerable.Range(0, span.Start).All(sentence.IsIgnored),
            _ => true,
        }).ToLookup(span => span.Start);
    }

    private static IEnumerable<string> Led(AnywayPart part, AnywayEntry entry, string language) => entry.Lead is null ? entry.In(language)
        : part.Leads[entry.Lead].In(language).SelectMany(lead => entry.In(language).Select(text => $"{lead} {text}".Trim()));

    /// <returns>Null where what it says contradicts itself: "from longest to cheapest".</returns>
    private AnywaySpan? Made(int start, int end, AnywayEntry entry, IReadOnlyList<(string Slot, Span Span)> filled)
    {
        var named = filled.Where(slot => slot.Slot == "measure").Select(slot => (string)slot.Span.Value);
        var ranks = filled.Where(slot => slot.Slot == "superlative").Select(slot => ((string)slot.Span.Value).Split(' ')).ToList();
        var orders = filled.Where(slot => slot.Slot == "order").Select(slot => (string)slot.Span.Value).Concat(ranks.Select(rank => rank[1])).ToList();
        var measures = named.Concat(ranks.Select(rank => rank[0])).Distinct().ToList();
        return measures.Count > 1 || (orders.Count == 2 && orders[0] == orders[1]) ? null
            : new(start, end, entry, measures is [var only] ? file.Measures.First(measure => measure.Name == only) : null, entry.Order ?? orders.FirstOrDefault());
    }
}
