using System.Globalization;
using Hitcast.InferenceApi.Questions.Layer;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Years, decades and ranges as a filter.</summary>
internal sealed class Periods(PeriodEntry entry, Vocabulary vocabulary)
{
    private const int Earliest = 1800, Latest = 2200;

    private readonly PeriodWords words = entry.In(vocabulary.Language);
    private readonly PhraseIndex<string> phrases = new(entry.In(vocabulary.Language).Phrases.Select(text => (Phrase.Parse(text, vocabulary), text)));

    public IEnumerable<FilterSpan> At(Sentence sentence, ILookup<int, Span> spans, int at, int thisYear)
    {
        foreach (var (phrase, _, end, filled) in phrases.At(sentence, spans, at))
        {
            var (from, to) = (Earliest, Latest);
            foreach (var (slot, span) in filled)
            {
                (from, to) = Narrowed(from, to, slot, span, thisYear);
            }

            if (from <= to)
            {
                yield return Make(sentence, at, end, from, to, phrase.Parts.Count == 1);
            }
        }
    }

    private static (int From, int To) Narrowed(int from, int to, string slot, Span span, int thisYear)
    {
        var first = (int)(long)span.Value;
        var last = span.Kind == "decade" ? first + 9 : first;
        return slot switch
        {
            "year" or "decade" => (first, last),
            "from" => (first, to),
            "after" => (last + 1, to),
            "to" => (from, last),
            "before" => (from, first - 1),
            _ => (thisYear - first + 1, thisYear),
        };
    }

    private FilterSpan Make(Sentence sentence, int start, int end, int from, int to, bool bare)
    {
        var title = from == to ? words.One : to == Latest ? words.Since : from == Earliest ? words.Until : words.Both;
        title = title.Replace("{from}", Text(from), StringComparison.Ordinal).Replace("{to}", Text(to), StringComparison.Ordinal);
        var sql = entry.Sql.Replace("{from}", SqlLiteral.Of(from), StringComparison.Ordinal).Replace("{to}", SqlLiteral.Of(to), StringComparison.Ordinal);
        return new(start, end, "period", [sql], title, [new("period", sentence.TextOf(start, end), title)], Many: false, bare, Typos: 0);
    }

    private static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);
}
