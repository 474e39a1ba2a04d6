using Hitcast.InferenceApi.Questions.Layer;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Finds a question's names among the warehouse's own, in one round.</summary>
internal sealed class NameLookup(SqlGate gate, LayerFile layer)
{
    private const int LongestName = 7, LongestInLong = 4;

    private const string Columns = "names.kind, names.name, names.folded, names.number, names.detail, names.weight";

    /// <summary>Words from which on a question counts as long: its names are then looked for in shorter runs, so that the statement stays small.</summary>
    private const int Long = 20;

    /// <summary>Shorter ones sound like too many names.</summary>
    private const int ShortestSound = 4;

    private readonly Dictionary<string, string> titles = layer.Titles.ToDictionary(title => Folding.Fold(title.Key), title => Folding.Fold(title.Value));

    /// <exception cref="WarehouseUnavailableException"/>
    /// <exception cref="SqlRefusedException"/>
    public async Task<IReadOnlyList<Span>> FindAsync(Sentence sentence, CancellationToken cancellation)
    {
        var windows = Windows(sentence);
        if (windows.Count == 0)
        {
            return [];
        }

        var rows = (await gate.RunAsync(Sql(sentence, windows), cancellation)).Rows.Select(NameRow.Of).ToArray();
        var spans = windows.SelectMany(window => SpansOf(sentence, window, rows)).ToArray();
        return [.. spans.Where(span => !spans.Any(other => Holds(other, span) || IsIn(other, span)))];
    }

    /// <summary>Series called by several words each of which means something else too: "Star Wars" are no wars with stars.</summary>
    /// <inheritdoc cref="FindAsync"/>
    public async Task<IReadOnlyList<Span>> FindSeriesAsync(Sentence sentence, CancellationToken cancellation)
    {
        var windows = Windows(sentence).Where(window => IsOfOwnWords(sentence, window.Start, window.End)).ToList();
        if (windows.Count == 0)
        {
            return [];
        }

        var sql = $"SELECT {Columns}, 0 AS way FROM ask.names AS names WHERE names.kind = 'collection' AND names.folded = ANY({List([.. windows.Select(window => window.Folded).Distinct()])}) LIMIT 400";
        var rows = (await gate.RunAsync(sql, cancellation)).Rows.Select(NameRow.Of).ToLookup(row => row.Folded);
        return [.. windows.Where(window => rows.Contains(window.Folded)).Select(window => window.Span("collection", [.. rows[window.Folded]])).OfType<Span>()];
    }

    public static bool IsSeriesOfOwnWords(Sentence sentence, Span span) => span is { Kind: "collection", Typos: 0 } && IsOfOwnWords(sentence, span.Start, span.End);

    /// <summary>"Scary movies" are more often of the genre than of the series.</summary>
    private static bool IsOfOwnWords(Sentence sentence, int start, int end) => end > start + 1
        && Enumerable.Range(start, end - start).All(at => sentence.IsOwnWord(at) && !sentence.Vocabulary.IsMovie(sentence.Stems[at]));

    /// <summary>"Time travel" is meant, not "travel".</summary>
    private static bool Holds(Span longer, Span shorter) => longer.Kind == shorter.Kind && longer.Typos <= shorter.Typos
        && longer.Start <= shorter.Start && longer.End >= shorter.End && longer.End - longer.Start > shorter.End - shorter.Start;

    /// <summary>"Y Ridley Scott" misspells nobody: the name is in it.</summary>
    private static bool IsIn(Span exact, Span misspelled) => exact.Typos == 0 && exact.End - exact.Start > 1 && misspelled.Typos > 0 && exact.Kind == misspelled.Kind && exact.Value.Equals(misspelled.Value)
        && misspelled.Start <= exact.Start && misspelled.End >= exact.End;

    /// <summary>Every run of words that may be a name.</summary>
    private List<Window> Windows(Sentence sentence)
    {
        var windows = new List<Window>();
        var longest = sentence.Count > Long ? LongestInLong : LongestName;
        for (var start = 0; start < sentence.Count; start++)
        {
            for (var end = start + 1; end <= Math.Min(sentence.Count, start + longest); end++)
            {
                var folded = Folding.Fold(sentence.TextOf(start, end));
                if (folded.Length > 0 && !Enumerable.Range(start, end - start).All(sentence.IsIgnored))
                {
                    windows.Add(new(start, end, folded, layer.Companies.GetValueOrDefault(folded, folded), TitleOf(sentence, start, end, folded)));
                }
            }
        }

        return windows;
    }

    /// <summary>The title meant by what people call a movie elsewhere, or by one without its "The"; else the words themselves.</summary>
    private string TitleOf(Sentence sentence, int start, int end, string folded) => titles.TryGetValue(folded, out var title) ? title
        : Enumerable.Range(start, end - start).Any(at => !sentence.Vocabulary.IsKnown(sentence.Stems[at])) ? "the " + folded
        : folded;

    private static string Sql(Sentence sentence, List<Window> windows)
    {
        var names = windows.SelectMany(window => new[] { window.Folded, window.Company, window.Title }).Distinct().ToList();
        var surnames = windows.Where(window => IsUnknownWord(sentence, window)).Select(window => window.Folded).Distinct().ToList();
        var sounds = windows.Where(window => MayBeMisspelled(sentence, window)).Select(window => Folding.Sound(window.Folded))
            .Where(sound => sound.Length >= ShortestSound).Distinct().ToList();
        var sql = $"(SELECT {Columns}, 0 AS way FROM ask.names AS names WHERE names.folded = ANY({List(names)}) LIMIT 400)";
        if (surnames.Count > 0)
        {
            sql += $" UNION ALL (SELECT {Columns}, 1 FROM ask.names AS names WHERE names.surname = ANY({List(surnames)}) LIMIT 250)";
        }

        return sounds.Count == 0 ? sql
            : sql + $" UNION ALL (SELECT {Columns}, 2 FROM ask.names AS names WHERE names.sounded = ANY({List(sounds)}) LIMIT 250)";
    }

    /// <summary>As one text: folded names have no bar, and the gate counts a list's items.</summary>
    private static string List(List<string> folded) => $"string_to_array({SqlLiteral.Of(string.Join('|', folded))}, '|')";

    private static IEnumerable<Span> SpansOf(Sentence sentence, Window window, NameRow[] rows)
    {
        var exact = rows.Where(row => row.Way == 0 && (row.Folded == window.Folded || (row.Kind == "company" && row.Folded == window.Company))).ToArray();
        if (!exact.Any(row => row.Kind is "movie" or "person"))
        {
            exact = [.. exact, .. rows.Where(row => row.Way == 0 && row.Kind == "movie" && row.Folded == window.Title)];
        }

        foreach (var span in exact.GroupBy(row => row.Kind).Select(group => window.Span(group.Key, [.. group])).OfType<Span>())
        {
            yield return span;
        }

        if (exact.Any(row => row.Kind is "person" or "movie" or "company" or "collection"))
        {
            yield break;
        }

        if (IsUnknownWord(sentence, window) && Known([.. rows.Where(row => row.Way == 1 && row.Folded.EndsWith(" " + window.Folded, StringComparison.Ordinal))]) is { } person)
        {
            yield return window.Span("person", [person])!;
        }

        if (MayBeMisspelled(sentence, window))
        {
            var near = rows.Where(row => row.Way == 2 && EditDistance.AtMost(row.Folded, window.Folded, window.Folded.Length >= 10 ? 2 : 1)).ToArray();
            foreach (var group in near.GroupBy(row => row.Kind))
            {
                var best = group.OrderBy(row => EditDistance.Between(row.Folded, window.Folded)).ThenByDescending(row => row.Weight).First();
                yield return window.Span(group.Key, [best])! with { Typos = EditDistance.Between(best.Folded, window.Folded) };
            }
        }
    }

    /// <summary>Of all who bear a surname the one who is meant: three times as well known as the next. None where they are too many to know.</summary>
    private static NameRow? Known(NameRow[] people)
    {
        var best = people.OrderByDescending(row => row.Weight).Take(2).ToArray();
        return people.Length is 0 or >= 250 || (best.Length == 2 && best[0].Weight < 3 * best[1].Weight) || best[0].Weight < 3 ? null : best[0];
    }

    private static bool IsUnknownWord(Sentence sentence, Window window) =>
        window.End == window.Start + 1 && window.Folded.Length >= 4 && !sentence.Vocabulary.IsKnown(sentence.Stems[window.Start]);

    /// <summary>A name of several words with one at least that no other word of the layer explains, or a long one.</summary>
    private static bool MayBeMisspelled(Sentence sentence, Window window) => window.End - window.Start <= 4
        && !sentence.IsIgnored(window.End - 1) && window.Folded.Length >= 6
        && Enumerable.Range(window.Start, window.End - window.Start).All(at => !sentence.IsIgnored(at) || window.End - window.Start > 2)
        && Enumerable.Range(window.Start, window.End - window.Start).Any(at => !sentence.Vocabulary.IsKnown(sentence.Stems[at]));

    /// <param name="Company">The folded name under which a studio of this name is found.</param>
    /// <param name="Title">The folded title by which a movie is found that has none of this name.</param>
    private sealed record Window(int Start, int End, string Folded, string Company, string Title)
    {
        public Span? Span(string kind, NameRow[] rows)
        {
            var best = rows.OrderByDescending(row => row.Weight).First();
            return kind switch
            {
                "person" => new(Start, End, kind, best.Number, best.Name, best.Detail),
                "movie" => new(Start, End, kind, best.Number, best.Name, best.Detail),
                "company" => Companies(rows),
                "keyword" or "collection" => new(Start, End, kind, best.Name, kind == "collection" ? best.Folded : best.Name),
                "country" or "language" or "genre" => new(Start, End, kind, best.Name, best.Name),
                _ => null,
            };
        }

        /// <summary>All studios that bear the full name, or else all that people call so.</summary>
        private Span Companies(NameRow[] rows)
        {
            var full = rows.Where(row => row.Detail == "full" && row.Folded == Folded).ToArray();
            var names = (full.Length > 0 && Folded.Contains(' ', StringComparison.Ordinal) ? full : rows).Select(row => row.Name).Distinct().Order(StringComparer.Ordinal).ToList();
            return new(Start, End, "company", names, string.Join(", ", names));
        }
    }

    private sealed record NameRow(string Kind, string Name, string Folded, long Number, string? Detail, long Weight, long Way)
    {
        public static NameRow Of(object?[] row) => new((string)row[0]!, (string)row[1]!, (string?)row[2] ?? "", (long?)row[3] ?? 0, (string?)row[4], (long?)row[5] ?? 0, (long)row[6]!);
    }
}
