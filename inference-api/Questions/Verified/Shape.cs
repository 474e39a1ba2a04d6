using Hitcast.InferenceApi.Questions.Layer;

namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>A verified question in one language, ready to be compared with what is asked.</summary>
internal sealed class Shape
{
    private static readonly string[] NoSlots = ["filters", "period", "today", "least", "group", "part"];

    public Shape(QuestionEntry entry, Vocabulary vocabulary)
    {
        Entry = entry;
        Words = entry.In(vocabulary.Language);
        Slots = [.. LayerRules.Placeholder().Matches(entry.Sql).Select(match => match.Groups[1].Value).Distinct().Except(NoSlots)];
        Columns = ColumnsOf(entry.Sql);
        IsShare = entry.Sql.Contains("{part}", StringComparison.Ordinal);
        TakesFilters = IsShare || entry.Sql.Contains("{filters}", StringComparison.Ordinal);
        Wordings = [.. Words.Wordings.Append(Words.Title).Select(text => Items(text, vocabulary, entry.Sql)).Where(items => items.Length > 0 || TakesFilters)];
        Vocabulary = [.. Wordings.SelectMany(items => items).Where(item => item[0] != '{')];
        if (TakesFilters)
        {
            Vocabulary.Add(vocabulary.Movie);
        }
    }

    public QuestionEntry Entry { get; }

    public QuestionWords Words { get; }

    /// <summary>What the SQL needs, in its order; <c>measure</c> and <c>order</c> too.</summary>
    public IReadOnlyList<string> Slots { get; }

    /// <summary>
    /// The figures that the rows hold: columns as the SQL names them, an average as "average runtime_minutes". A count beside a mean or share is of those with a known value only, and is left out.
    /// </summary>
    public HashSet<string> Columns { get; }

    public bool TakesFilters { get; }

    /// <summary>If its filters are of two kinds: the group, and the part of it.</summary>
    public bool IsShare { get; }

    /// <summary>If its rows rank something by a number of movies.</summary>
    public bool CountsMovies => Slots.Contains("order") && !Slots.Contains("measure") && Columns.Contains("movies");

    /// <summary>If its rows rank something else than movies.</summary>
    public bool RanksGroups => Slots.Contains("n") && Slots.Contains("order") && !Columns.Contains("movie_id");

    /// <summary>Each wording as canonical words and slots in braces; what says nothing is left out.</summary>
    public IReadOnlyList<string[]> Wordings { get; }

    public HashSet<string> Vocabulary { get; }

    public bool HasDefault(string slot) => slot is "n" or "order" || Entry.Defaults.ContainsKey(slot);

    /// <summary>If the filter may stand in its SQL: not where a slot is of its kind, nor where the SQL lacks what the filter is about.</summary>
    public bool Takes(FilterSpan filter) => TakesFilters && !Entry.Owned.Contains(filter.Filter)
        && (filter.Within is null || Entry.Sql.Contains(filter.Within, StringComparison.Ordinal));

    private static HashSet<string> ColumnsOf(string sql)
    {
        var columns = new HashSet<string>();
        var (depth, start) = (0, "SELECT ".Length);
        for (var at = start; at < sql.Length; at++)
        {
            depth += sql[at] == '(' ? 1 : sql[at] == ')' ? -1 : 0;
            var last = depth == 0 && (string.CompareOrdinal(sql, at, "\nFROM ", 0, 6) == 0 || string.CompareOrdinal(sql, at, " FROM ", 0, 6) == 0);
            if (last || (depth == 0 && sql[at] == ','))
            {
                columns.Add(ColumnOf(sql[start..at].Trim()));
                start = at + 1;
            }

            if (last)
            {
                break;
            }
        }

        return columns.Any(column => column == "percent" || column.Contains("measure", StringComparison.Ordinal) || column.StartsWith("average ", StringComparison.Ordinal))
            ? [.. columns.Where(column => column != "movies")] : columns;
    }

    private static string ColumnOf(string expression)
    {
        var name = expression.Split(" AS ")[^1].Split('.')[^1];
        return expression.StartsWith("avg(", StringComparison.Ordinal) ? "average " + name : expression.StartsWith("percentile", StringComparison.Ordinal) ? "median " + name : name;
    }

    private static string[] Items(string text, Vocabulary vocabulary, string sql) =>
    [
        .. Phrase.Parse(text, vocabulary).Parts
            .Where(part => part.Slot is not ("filters" or "group" or "part") && (part.Word is null || !vocabulary.IsIgnored(part.Word)))
            .Select(part => part.Word is { } word ? vocabulary.Canonical(word) : "{" + SlotOf(part.Slot!, sql) + "}"),
    ];

    /// <summary>A wording may say {director} where the SQL says {person}.</summary>
    private static string SlotOf(string slot, string sql) => slot is "actor" or "director" && !sql.Contains($"{{{slot}}}", StringComparison.Ordinal) ? "person" : slot;
}
