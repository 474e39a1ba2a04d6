namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Finds how a verified question may explain a sentence: each token is a word of its wordings, in a slot, in a filter, or says nothing.</summary>
internal sealed class ReadingSearch(Sentence sentence, ILookup<int, Span> spans, ILookup<int, FilterSpan> filters)
{
    /// <summary>Readings kept at one place with the same slots filled: different values are different readings.</summary>
    private const int Kept = 4;

    /// <summary>Places are few, readings at one too; this bounds what a hostile question can make of them.</summary>
    private const int KeptAtAPlace = 120;

    /// <summary>The readings that leave least unexplained.</summary>
    public IReadOnlyList<Reading> Of(Shape shape, Reading? start = null)
    {
        var places = new List<Reading>[sentence.Count + 1];
        for (var at = 0; at <= sentence.Count; at++)
        {
            places[at] = [];
        }

        places[0].Add(start ?? new Reading(shape));
        for (var at = 0; at < sentence.Count; at++)
        {
            foreach (var reading in Best(places[at]))
            {
                foreach (var (end, next) in Next(reading, at))
                {
                    places[end].Add(next);
                }
            }
        }

        var found = Best(places[^1]).ToArray();
        var least = found.Length == 0 ? 0 : found.Min(reading => reading.Unexplained.Count);
        return [.. found.Where(reading => reading.Unexplained.Count == least)];
    }

    private static IEnumerable<Reading> Best(List<Reading> readings) => readings
        .GroupBy(reading => string.Join(' ', reading.Slots.Keys.Concat(reading.Filters.Select(filter => filter.Filter)).Order(StringComparer.Ordinal)))
        .SelectMany(group => group.OrderBy(Cost).Take(Kept))
        .OrderBy(Cost).Take(KeptAtAPlace);

    private static double Cost(Reading reading) => (reading.Unexplained.Count * 100) + reading.Typos + reading.Parts;

    private IEnumerable<(int End, Reading Next)> Next(Reading reading, int at)
    {
        var shape = reading.Shape;
        foreach (var filter in filters[at].Where(filter => Takes(reading, filter)))
        {
            yield return (filter.End, reading.Narrow(filter));
        }

        foreach (var span in spans[at])
        {
            foreach (var next in Filled(reading, span with { Text = sentence.TextOf(span.Start, span.End) }))
            {
                yield return (span.End, next);
            }
        }

        var word = Word(shape, at);
        if (word is { } known)
        {
            yield return (at + 1, reading.Say(known.Item, known.Typos));
        }

        yield return sentence.IsIgnored(at) && word is null ? (at + 1, reading.Pass()) : (at + 1, reading.Skip(at));
    }

    private (string Item, int Typos)? Word(Shape shape, int at)
    {
        var vocabulary = sentence.Vocabulary;
        var item = vocabulary.Canonical(sentence.Stems[at]);
        if (shape.Vocabulary.Contains(item))
        {
            return (item, 0);
        }

        return sentence.Corrected[at] is { } corrected && shape.Vocabulary.Contains(vocabulary.Canonical(corrected)) ? (vocabulary.Canonical(corrected), 1) : null;
    }

    private static bool Takes(Reading reading, FilterSpan filter) => reading.Shape.TakesFilters && reading.Shape.Entry.Own != filter.Filter
        && (filter.Many || reading.Filters.All(other => other.Filter != filter.Filter));

    private static IEnumerable<Reading> Filled(Reading reading, Span span)
    {
        var shape = reading.Shape;
        if (span.Kind == "superlative" && ((string)span.Value).Split(' ') is [var measure, var order])
        {
            if (Free(reading, "measure") && Free(reading, "order"))
            {
                yield return reading.Fill("order", span with { Kind = "order", Value = order, Typos = 0 }).Fill("measure", span with { Kind = "measure", Value = measure });
            }

            yield break;
        }

        if (shape.Slots.FirstOrDefault(slot => Free(reading, slot) && span.Fits(slot)) is { } first)
        {
            yield return reading.Fill(first, span);
        }
    }

    private static bool Free(Reading reading, string slot) => reading.Shape.Slots.Contains(slot) && !reading.Slots.ContainsKey(slot);
}
