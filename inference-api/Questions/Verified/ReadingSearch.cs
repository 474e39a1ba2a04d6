namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Finds how a verified question may explain a sentence: each token is a word of its wordings, in a slot, in a filter, or says nothing.</summary>
internal sealed class ReadingSearch(Sentence sentence, Findings findings)
{
    /// <summary>Readings kept at one place with the same slots filled: different values are different readings.</summary>
    private const int Kept = 4;

    /// <summary>Places are few, readings at one too; this bounds what a hostile question can make of them.</summary>
    private const int KeptAtAPlace = 120;

    /// <summary>Where words may be left unexplained, all shapes are searched, and only for what is near.</summary>
    private const int KeptToLeave = 30;

    private readonly GroupAndPart sides = new(sentence);

    /// <summary>The readings that leave least unexplained.</summary>
    public IReadOnlyList<Reading> Of(Shape shape)
    {
        var found = Search(shape, mayLeave: true);
        var least = found.Count == 0 ? 0 : found.Min(reading => reading.Unexplained.Count);
        return [.. found.Where(reading => reading.Unexplained.Count == least)];
    }

    /// <summary>The readings that leave nothing unexplained: none of most shapes, which is seen at once.</summary>
    public IReadOnlyList<Reading> WholeOf(Shape shape) => MayExplain(shape) ? Search(shape, mayLeave: false) : [];

    private List<Reading> Search(Shape shape, bool mayLeave)
    {
        var places = new List<Reading>[sentence.Count + 1];
        for (var at = 0; at <= sentence.Count; at++)
        {
            places[at] = [];
        }

        places[0].Add(new Reading(shape));
        for (var at = 0; at < sentence.Count; at++)
        {
            foreach (var reading in Best(places[at], mayLeave))
            {
                foreach (var (end, next) in Next(reading, at, mayLeave))
                {
                    places[end].Add(next);
                }
            }
        }

        var found = Best(places[^1], mayLeave);
        return shape.IsShare ? [.. found.Select(sides.Marked)] : found;
    }

    /// <summary>If the end is reached by words, values and filters that the shape takes, be it several in one slot.</summary>
    private bool MayExplain(Shape shape)
    {
        var reached = new bool[sentence.Count + 1];
        reached[0] = true;
        for (var at = 0; at < sentence.Count; at++)
        {
            if (!reached[at])
            {
                continue;
            }

            reached[at + 1] |= sentence.IsIgnored(at) || Word(shape, at) is not null;
            foreach (var end in findings.Idle[at])
            {
                reached[end] = true;
            }

            foreach (var (end, items) in findings.Sayings[at].Where(saying => saying.Items.All(shape.Vocabulary.Contains)))
            {
                reached[end] = true;
            }

            foreach (var span in findings.Anyway[at].Where(span => span.MayHoldOf(shape)))
            {
                reached[span.End] = true;
            }

            foreach (var filter in findings.Filters[at].Concat(Connected(at)).Where(filter => Takes(shape, filter)))
            {
                reached[filter.End] = true;
            }

            foreach (var span in findings.Spans[at].Where(span => Takes(shape, span)))
            {
                reached[span.End] = true;
            }
        }

        return reached[^1];
    }

    private static List<Reading> Best(List<Reading> readings, bool mayLeave) => readings.Count <= 1 ? readings :
    [
        .. readings.GroupBy(reading => reading.Filled).SelectMany(group => group.OrderBy(Cost).Take(Kept)).OrderBy(Cost).Take(mayLeave ? KeptToLeave : KeptAtAPlace),
    ];

    private static double Cost(Reading reading) => (reading.Unexplained.Count * 100) + reading.Typos + reading.Parts;

    private IEnumerable<(int End, Reading Next)> Next(Reading reading, int at, bool mayLeave)
    {
        var shape = reading.Shape;
        foreach (var span in findings.Anyway[at].Where(span => span.MayHoldOf(shape)))
        {
            yield return (span.End, reading.Beside(span));
        }

        if (reading.Anyway is [.., { Closes: true }])
        {
            if (sentence.IsIgnored(at))
            {
                yield return (at + 1, reading.Pass());
            }

            yield break;
        }

        foreach (var filter in Connected(at).Where(filter => Takes(reading, filter) && Follows(reading, filter, at)))
        {
            yield return (filter.End, reading.Narrow(filter));
        }

        foreach (var (end, items) in findings.Sayings[at].Where(saying => saying.Items.All(shape.Vocabulary.Contains)))
        {
            yield return (end, reading.Say(items));
        }

        foreach (var filter in findings.Filters[at].Where(filter => Takes(reading, filter)))
        {
            yield return (filter.End, reading.Narrow(filter));
        }

        foreach (var span in findings.Spans[at])
        {
            foreach (var next in Filled(reading, span with { Text = sentence.TextOf(span.Start, span.End) }))
            {
                yield return (span.End, next);
            }
        }

        foreach (var end in findings.Idle[at])
        {
            yield return (end, reading.Pass());
        }

        var word = Word(shape, at);
        if (word is { } known)
        {
            yield return (at + 1, reading.Say(known.Item, known.Typos));
        }

        if (sentence.IsIgnored(at) && word is null)
        {
            yield return (at + 1, reading.Pass());
        }
        else if (mayLeave)
        {
            yield return (at + 1, reading.Skip(at));
        }
    }

    /// <summary>The filters that "and" or "but" leads to, those without a word of their own left out: "comedies and dramas" are two kinds.</summary>
    private IEnumerable<FilterSpan> Connected(int at)
    {
        foreach (var end in findings.Connectives[at])
        {
            var next = end;
            while (next < sentence.Count && sentence.IsIgnored(next) && !Asks(next) && !findings.Filters[next].Any())
            {
                next++;
            }

            foreach (var filter in next < sentence.Count ? findings.Filters[next].Where(filter => !filter.Bare) : [])
            {
                yield return filter;
            }
        }
    }

    /// <summary>"Which cost less than 5 million, and which took more than 200?" asks for two lists.</summary>
    private bool Asks(int at) => sentence.Tokens[at].Folded is "which" or "what" or "cual" or "cuales";

    /// <summary>If a filter of another kind stands right before the "and": "from 1994 and with Tom Hanks" are both, "from 1994 and from 1996" cannot be.</summary>
    private bool Follows(Reading reading, FilterSpan filter, int at) => reading.Filters is [.., var last] && !last.Bare && last.Filter != filter.Filter
        && Enumerable.Range(last.End, at - last.End).All(sentence.IsIgnored);

    private (string Item, int Typos)? Word(Shape shape, int at)
    {
        var vocabulary = sentence.Vocabulary;
        var item = vocabulary.Canonical(sentence.Stems[at]);
        if (sentence.Parts(at, at + 1))
        {
            return null;
        }

        if (shape.Vocabulary.Contains(item))
        {
            return (item, 0);
        }

        return sentence.Corrected[at] is { } corrected && shape.Vocabulary.Contains(vocabulary.Canonical(corrected)) ? (vocabulary.Canonical(corrected), 1) : null;
    }

    private bool Takes(Shape shape, FilterSpan filter) => shape.Takes(filter) && !IsOfPeople(filter);

    /// <summary>"French directors" are not those of French movies, and nobody's nationality is known.</summary>
    private bool IsOfPeople(FilterSpan filter) => filter.Filter is "country" or "language"
        && ((filter.Bare && filter.End < sentence.Count && sentence.Vocabulary.IsPeople(sentence.Stems[filter.End]))
            || (filter.Start > 0 && sentence.Vocabulary.IsPeople(sentence.Stems[filter.Start - 1])));

    private static bool Takes(Shape shape, Span span) => span.Kind == "superlative" ? shape.Slots.Contains("measure") : shape.Slots.Any(slot => Fits(shape, span, slot));

    /// <summary>The years with the best movies are not those with the most.</summary>
    private static bool Fits(Shape shape, Span span, string slot) => Fits(span, slot) && (span.Detail != Lexicon.Quality || !shape.CountsMovies);

    /// <summary>"French" may name the country or the language, "francesas" the country, "francés" the language.</summary>
    private static bool Fits(Span span, string slot) => slot switch
    {
        "country" or "country2" => span.Fits(slot) || (span.Kind == "people" && span.Detail != Lexicon.Noun),
        "language" or "language2" => span.Fits(slot) && span.Detail != Lexicon.Adjective,
        _ => span.Fits(slot),
    };

    private bool Takes(Reading reading, FilterSpan filter) => Takes(reading.Shape, filter)
        && (filter.Many || reading.Filters.All(other => other.Filter != filter.Filter || filter.IsSaidBy(other)));

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

        if (shape.Slots.FirstOrDefault(slot => Free(reading, slot) && Fits(shape, span, slot)) is { } first)
        {
            yield return reading.Fill(first, span);
        }
    }

    private static bool Free(Reading reading, string slot) => reading.Shape.Slots.Contains(slot) && !reading.Slots.ContainsKey(slot);
}
