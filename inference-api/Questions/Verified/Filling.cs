using System.Globalization;
using Hitcast.InferenceApi.Questions.Layer;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Writes a reading's SQL and its question in words.</summary>
internal sealed class Filling(LayerFile file, Vocabulary vocabulary)
{
    private const long DefaultRows = 10;

    private readonly string language = vocabulary.Language;

    /// <summary>If all that the verified question needs was asked.</summary>
    public bool IsWhole(Reading reading) => reading.Shape.Slots.All(slot => reading.Slots.ContainsKey(slot) || (reading.Shape.HasDefault(slot) && slot != reading.Shape.Entry.Needs)) && MeasureFits(reading) && Says(reading)
        && reading.Anyway.All(span => span.HoldsOf(reading, Measure(reading))) && IsDivided(reading) && IsRanked(reading) && !RanksMovies(reading) && !CountsGroups(reading)
        && reading.Shape.Entry.Narrowed switch
        {
            null => true,
            "true" => reading.Filters.Count > 0,
            "period" => reading.Filters.Any(filter => filter.Filter == "period"),
            _ => reading.Filters.Any(filter => filter.Filter != "period"),
        };

    /// <summary>The reading with what it lacks: a number of rows, an order; and, to be shown, an example in each empty slot.</summary>
    public Reading Completed(Reading reading, bool one)
    {
        var slots = new Dictionary<string, Span>(reading.Slots);
        foreach (var slot in reading.Shape.Slots.Where(slot => !slots.ContainsKey(slot)))
        {
            slots[slot] = slot switch
            {
                "order" => new(0, 0, "order", "DESC", vocabulary.Words.Order.Highest),
                "n" => Rows(reading, one),
                Counts.Slot => Counts.Of(vocabulary, Least(reading.Shape)),
                _ => Example(slot),
            };
        }

        return reading.With(slots, reading.Filters);
    }

    public string Sql(Reading reading, DateOnly today)
    {
        var measure = Measure(reading);
        return LayerRules.Placeholder().Replace(reading.Shape.Entry.Sql, match => match.Groups[1].Value switch
        {
            "filters" => And(reading.Filters.SelectMany(filter => filter.Conditions)),
            "period" => And(reading.Filters.Where(filter => filter.Filter == "period").SelectMany(filter => filter.Conditions)),
            "group" => And(Of(reading, FilterRole.Group).SelectMany(filter => filter.Conditions).Concat(Of(reading, FilterRole.Part).Select(filter => filter.Known).OfType<string>())),
            "part" => And(Of(reading, FilterRole.Part).SelectMany(filter => filter.Conditions)),
            "least" => measure?.Least is { } least ? $"AND {least}" : "",
            "today" => SqlLiteral.Of(today),
            "measure" => measure!.Sql,
            "measure2" => Measure(reading, "measure2")!.Sql,
            "order" => (string)reading.Slots["order"].Value,
            var slot => SqlLiteral.Of(reading.Slots[slot].Value),
        }).Trim();
    }

    public string Title(Reading reading)
    {
        var title = LayerRules.Placeholder().Replace(reading.Shape.Words.Title, match => match.Groups[1].Value switch
        {
            "filters" => string.Join(' ', reading.Filters.Select(filter => filter.Title)),
            "group" => string.Join(' ', Of(reading, FilterRole.Group).Select(filter => filter.Title)),
            "part" => string.Join(' ', Of(reading, FilterRole.Part).Select(filter => filter.Title)),
            var slot => Shown(slot, reading.Slots[slot]),
        }).Replace("  ", " ", StringComparison.Ordinal).Trim();
        return char.ToUpperInvariant(title[0]) + title[1..];
    }

    public MeasureEntry? Measure(Reading reading, string slot = "measure") => reading.Slots.TryGetValue(slot, out var span) ? file.Measures.First(measure => measure.Name == (string)span.Value) : null;

    public string Shown(string slot, Span span) => slot switch
    {
        "measure" or "measure2" => file.Measures.First(measure => measure.Name == (string)span.Value).In(language).Title,
        "order" => (string)span.Value == "ASC" ? vocabulary.Words.Order.Lowest : vocabulary.Words.Order.Highest,
        "movie" or "movie2" => span.Detail is { } year ? $"{span.Shown} ({year})" : span.Shown,
        "decade" or "decade2" => span.Value + (language == "es" ? "" : "s"),
        _ => span.Shown,
    };

    /// <summary>"Comedies or dramas" compares nothing, "more comedies or dramas" does; the best actor is not the one with the most movies.</summary>
    private bool Says(Reading reading) => reading.Shape.Entry.Says is not { } says
        || says.In(language).Any(word => word[0] == '{' ? reading.Items.Contains(word) || Measure(reading)?.Name == word[1..^1] : SaysWord(reading, [.. vocabulary.StemsOf(word).Select(vocabulary.Canonical)]));

    /// <summary>"Comedies" says movies. "Many many" must be said twice: "how many comedies and how many dramas".</summary>
    private bool SaysWord(Reading reading, string[] words) => words is [var word] ? SaysWord(reading, word)
        : words.GroupBy(one => one).All(group => reading.Items.Count(item => item == group.Key) >= group.Count());

    private bool SaysWord(Reading reading, string word) => reading.Items.Contains(word)
        || (word == vocabulary.Movie && reading.Filters.Any(filter => filter.Filter is "genre" or "keyword"));

    /// <summary>"What percentage of war movies are long" is of the war movies: each filter must be of one side, and one at least of the part.</summary>
    private static bool IsDivided(Reading reading) => !reading.Shape.IsShare
        || (Of(reading, FilterRole.Part).Any() && !Of(reading, FilterRole.Unclear).Any());

    /// <summary>"Which country made the most movies, leaving out France" leaves out a row; "movies from all countries except France" asks for other movies.</summary>
    private bool IsRanked(Reading reading) => reading.Filters.All(filter => filter.Within is null)
        || reading.Items.Any(item => item == "{order}" || item == "{" + Counts.Slot + "}" || vocabulary.IsPer(item));

    /// <summary>"Directors of the 5 longest movies" are neither those with the longest total nor with the longest average.</summary>
    private bool RanksMovies(Reading reading) => reading.Shape.RanksGroups && reading.Slots.TryGetValue("measure", out var measure) && reading.Slots.TryGetValue("order", out var order)
        && measure.End > 0 && measure.Start == order.Start && SaysWord(reading, vocabulary.Movie) && !reading.Items.Any(vocabulary.IsAggregate);

    /// <summary>"Movies with two directors" ranks no directors.</summary>
    private bool CountsGroups(Reading reading) => reading.Shape.RanksGroups && reading.Slots.TryGetValue("n", out var rows) && rows.End > 0
        && !reading.Slots.Keys.Any(slot => slot is "order" or "measure") && !reading.Items.Any(item => vocabulary.IsPer(item) || vocabulary.IsNumber(item));

    private static IEnumerable<FilterSpan> Of(Reading reading, FilterRole role) => reading.Filters.Where(filter => filter.Role == role);

    private static string And(IEnumerable<string> conditions) => string.Concat(conditions.Select(condition => $" AND ({condition})"));

    private bool MeasureFits(Reading reading) => (reading.Shape.Entry.Measures is null || Measure(reading) is not { Sum: false })
        && (Measure(reading, "measure2") is not { } other || other != Measure(reading));

    private static Span Rows(Reading reading, bool one)
    {
        // "The director of the most movies" asks for one only where an order is said; the oldest movie is one by itself.
        var rows = one && (reading.Slots.ContainsKey("order") || !reading.Shape.Slots.Contains("order")) ? 1
            : reading.Shape.Entry.Defaults.TryGetValue("n", out var set) ? long.Parse(set, CultureInfo.InvariantCulture) : DefaultRows;
        return new(0, 0, "number", rows, rows.ToString(CultureInfo.InvariantCulture));
    }

    private long Least(Shape shape) => shape.Entry.Defaults.TryGetValue(Counts.Slot, out var set) ? long.Parse(set, CultureInfo.InvariantCulture) : (long)LayerExamples.ValueOf(file, Counts.Slot);

    private Span Example(string slot) => new(0, 0, slot.TrimEnd('2'), LayerExamples.ValueOf(file, slot), Shown(slot));

    private string Shown(string slot)
    {
        var text = file.Examples[slot].Text;
        return language == "en" ? text : (slot.TrimEnd('2') switch
        {
            "genre" => file.Values.Genre,
            "country" => file.Values.Country,
            "language" => file.Values.Language,
            _ => [],
        }).TryGetValue(text, out var value) ? value.Es[0] : text;
    }
}
