using Hitcast.InferenceApi.Questions.Layer;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Months and days as a filter. It replaces a period of years, as a period replaces it.</summary>
internal sealed class Dates(DatesEntry entry, Vocabulary vocabulary)
{
    private static readonly DateOnly Earliest = new(1800, 1, 1), Latest = new(2200, 12, 31);

    private readonly DatesWords words = entry.In(vocabulary.Language);
    private readonly PhraseIndex<string> phrases = new(entry.In(vocabulary.Language).Phrases.Select(text => (Phrase.Parse(text, vocabulary), text)));

    public IEnumerable<FilterSpan> At(Sentence sentence, ILookup<int, Span> spans, int at)
    {
        foreach (var (phrase, _, end, filled) in phrases.At(sentence, spans, at))
        {
            var (from, to) = (Earliest, Latest);
            foreach (var (slot, span) in filled)
            {
                (from, to) = Narrowed(from, to, slot, span);
            }

            if (from <= to)
            {
                var title = LayerRules.Placeholder().Replace(words.Titles[filled[0].Slot], match => filled.First(one => one.Slot == match.Groups[1].Value).Span.Shown);
                var sql = entry.Sql.Replace("{from}", SqlLiteral.Of(from), StringComparison.Ordinal).Replace("{to}", SqlLiteral.Of(to), StringComparison.Ordinal);
                yield return new(at, end, "period", [sql], title, [new("period", sentence.TextOf(at, end), title)], Many: false, phrase.Parts.Count == 1, Typos: 0);
            }
        }
    }

    private static (DateOnly From, DateOnly To) Narrowed(DateOnly from, DateOnly to, string slot, Span span)
    {
        var first = (DateOnly)span.Value;
        var last = span.Kind == "month" ? first.AddMonths(1).AddDays(-1) : first;
        return slot switch
        {
            "sinceday" or "firstday" => (first, to),
            "afterday" => (last.AddDays(1), to),
            "untilday" or "lastday" => (from, last),
            "beforeday" => (from, first.AddDays(-1)),
            _ => (first, last),
        };
    }
}
