namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>"And in the nineties?": the question before, with what is named now in the place of what was.</summary>
internal static class FollowUp
{
    /// <returns>Null where a word is left that is neither a value nor one that leads on.</returns>
    public static VerifiedMatch? Of(VerifiedMatch previous, ReadingSearch search, Sentence sentence, LanguagePack pack, Matches matches)
    {
        var shape = pack.Shapes.First(one => one.Entry.Name == previous.Name);
        var found = search.Of(shape).Where(reading => reading.Unexplained.All(at => sentence.Vocabulary.IsFollowing(sentence.Stems[at])) && Names(reading, sentence.Vocabulary) && !IsOtherPerson(previous.Reading, reading))
            .OrderBy(reading => reading.Parts).ToArray();
        var merged = found.Where(reading => reading.Parts < found[0].Parts + 0.05).Select(reading => Merged(previous.Reading, reading, shape))
            .Where(pack.Filling.IsWhole).Select(matches.Of).DistinctBy(match => match.Sql).ToArray();
        return merged is [var only] ? only : null;
    }

    /// <summary>If "of them" can be the movies of a question: those of its filters, and no other.</summary>
    public static bool MayBeMeant(VerifiedMatch previous) => previous.Reading.Shape.Entry.Them;

    /// <summary>"How many are there?", "the average rating?" and "in the nineties?" say not of what; "how many comedies" does.</summary>
    public static bool LacksMovies(VerifiedMatch match, Sentence sentence) => match.Reading is { Shape: { TakesFilters: true, Entry.Alone: false } } reading
        && !reading.Items.Any(sentence.Vocabulary.IsMovie)
        && match.Name switch
        {
            "list-movies" => reading.Items.Count == 0,
            "count-movies" => !reading.Filters.Any(filter => FollowsMany(filter, sentence)),
            _ => !NamesMovies(reading, sentence),
        };

    /// <summary>If it is of a kind of movies, such as "comedies", and not of what are comedies.</summary>
    public static bool NamesMovies(Reading reading, Sentence sentence) => reading.Filters.Any(filter => filter.Filter is "genre" or "keyword"
        ? filter.Start == 0 || !sentence.Vocabulary.IsVerb(sentence.Stems[filter.Start - 1])
        : FollowsMany(filter, sentence) || (filter.Filter != "period" && IsOf(sentence, filter.Start)));

    /// <summary>"Comedies of the nineties" may always; "average rating per decade" where it cannot be of the movies before, and "the longest" where there were none.</summary>
    public static bool MayStandAlone(VerifiedMatch match, VerifiedMatch? previous, Sentence sentence) => !Reference.AsksAbout(sentence)
        && (match.Name == "list-movies" ? NamesMovies(match.Reading, sentence)
            : previous is not null && !MayBeMeant(previous) && (GroupsMovies(match) || !previous.Reading.Shape.TakesFilters));

    /// <summary>If it is of a group of its own, such as decades, and so may be of all movies.</summary>
    private static bool GroupsMovies(VerifiedMatch match) => match.Reading.Shape is { IsShare: false } shape && !shape.Columns.Contains("movie_id")
        && match.Name is not ("count-movies" or "total-measure" or "average-measure" or "median-measure" or "total-revenue");

    /// <summary>"How many comedies" says of what it is, "how many lost money" does not.</summary>
    private static bool FollowsMany(FilterSpan filter, Sentence sentence) => !filter.IsOfMeasure && filter.Filter != "period" && filter.Start > 0 && IsOf(sentence, filter.Start - 1);

    private static bool IsOf(Sentence sentence, int at) => sentence.Vocabulary.Words.Refer.HowMany.Contains(sentence.Tokens[at].Folded);

    /// <summary>A question of its own, of the movies of the question before.</summary>
    /// <param name="replaces">If its filters replace those of their kind: "and the longest comedy?"; "of them" narrows.</param>
    public static VerifiedMatch? OfThem(VerifiedMatch previous, Asked asked, LanguagePack pack, bool replaces)
    {
        if (!MayBeMeant(previous) || asked.Choice.Chosen?.Reading is not { Shape.TakesFilters: true } reading || (replaces && reading.Shape.Entry.Name == "list-movies"))
        {
            return null;
        }

        var kept = previous.Reading.Filters.Where(old => !replaces || reading.Filters.All(filter => filter.Filter != old.Filter))
            .Select(filter => filter with { Role = FilterRole.Group }).ToArray();
        var merged = reading.With(reading.Slots, [.. kept, .. reading.Filters]);
        merged.Score = reading.Score;
        return kept.All(reading.Shape.Takes) && pack.Filling.IsWhole(merged) ? asked.Matches.Of(merged) : null;
    }

    /// <summary>It must say something new, and no word of a question of its own.</summary>
    private static bool Names(Reading reading, Vocabulary vocabulary) =>
        reading.Slots.Count + reading.Filters.Count > 0 && reading.Items.All(item => item[0] == '{' || vocabulary.IsFollowing(item));

    /// <summary>"And Tom Hanks?" after a question about a director: whether he directs then, or acts, nobody can know.</summary>
    private static bool IsOtherPerson(Reading before, Reading now) => now.Filters.Any(filter => filter is { Bare: true, Filter: "actor" or "director" }
        && before.Filters.All(old => old.Filter != filter.Filter) && before.Filters.Any(old => old.Filter is "actor" or "director" or "composer" or "writer"));

    private static Reading Merged(Reading before, Reading now, Shape shape)
    {
        var slots = new Dictionary<string, Span>(before.Slots);
        foreach (var (slot, span) in now.Slots)
        {
            slots[slot] = span;
        }

        var named = shape.IsShare ? now.Filters.Select(filter => filter with { Role = RoleOf(before, filter) }) : now.Filters;
        var kept = before.Filters.Where(old => now.Filters.All(other => other.Filter != old.Filter));
        var merged = before.In(shape).With(slots, [.. kept, .. named], now.Anyway);
        merged.Score = before.Score;
        return merged;
    }

    /// <summary>In a share it stands where the filter stood that it replaces.</summary>
    private static FilterRole RoleOf(Reading before, FilterSpan filter) =>
        before.Filters.FirstOrDefault(old => old.Filter == filter.Filter)?.Role ?? (filter.Filter == "period" ? FilterRole.Group : FilterRole.Unclear);
}
