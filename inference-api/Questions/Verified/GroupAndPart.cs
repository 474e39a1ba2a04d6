namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>What a filter is for in a share: "what percentage of comedies (group) are French (part)".</summary>
internal enum FilterRole
{
    /// <summary>It cannot be told, so that the question is not answered.</summary>
    Unclear,
    Group,
    Part,
}

/// <summary>Tells of the filters of a share which name the group and which the part of it, by the verb between them.</summary>
internal sealed class GroupAndPart(Sentence sentence)
{
    private readonly Vocabulary vocabulary = sentence.Vocabulary;
    private readonly int share = Enumerable.Range(0, sentence.Count).FirstOrDefault(at => sentence.Vocabulary.IsShare(sentence.Stems[at]), -1);

    public Reading Marked(Reading reading)
    {
        var filters = reading.Filters.OrderBy(filter => filter.Start).ToArray();
        var early = filters.Where(filter => filter.Start < share).ToArray();
        var late = filters.Where(filter => filter.Start > share).ToArray();
        var (group, part) = Periods(early.Length == 0 ? Split(late) : WithEarly(early, late));
        var roles = reading.Filters.Select(filter => filter with
        {
            Role = part.Contains(filter) ? FilterRole.Part : group.Contains(filter) ? FilterRole.Group : FilterRole.Unclear,
        });
        return reading.With(reading.Slots, [.. roles]);
    }

    /// <summary>"Out of all comedies, what share is French": what stands before the share is the group, if nothing else is.</summary>
    private Sides WithEarly(FilterSpan[] early, FilterSpan[] late)
    {
        if (late.Length == 0)
        {
            return IsIntroduced(early) ? Sides.Unclear : Alone(early);
        }

        var sides = Split(late);
        return IsIntroduced(early) && sides.Part.Length > 0 && !sides.Group.Any(IsNoPeriod) ? sides with { Group = [.. early, .. sides.Group] } : Sides.Unclear;
    }

    /// <summary>"What percentage of movies are comedies in the nineties" is of the nineties; where a group is named it may be either.</summary>
    private static Sides Periods(Sides sides) => sides.Part.All(IsNoPeriod) || !sides.Part.Any(IsNoPeriod) ? sides
        : sides.Group.Any(IsNoPeriod) ? Sides.Unclear
        : new([.. sides.Group, .. sides.Part.Where(filter => !IsNoPeriod(filter))], [.. sides.Part.Where(IsNoPeriod)]);

    private Sides Split(FilterSpan[] filters)
    {
        var verbs = Verbs(filters);
        var main = verbs.Where(verb => !verb.Relative).ToArray();
        return (main.Length, verbs.Count) switch
        {
            (1, _) => At(filters, main[0].At),
            (0, 1) => At(filters, verbs[0].At),
            (0, 0) => Among(filters) is var among and > 0 ? new(At(filters, among).Part, At(filters, among).Group) : Alone(filters),
            _ => Sides.Unclear,
        };
    }

    private static Sides At(FilterSpan[] filters, int verb) =>
        new([.. filters.Where(filter => filter.Start < verb)], [.. filters.Where(filter => filter.Start >= verb)]);

    /// <summary>
    /// "The share of comedies in the nineties", "the share of Disney movies that paid off". "The share of French comedies" may be among the French movies, or among all.
    /// </summary>
    private static Sides Alone(FilterSpan[] filters) => filters.Count(IsNoPeriod) switch
    {
        0 => new([], filters),
        1 => new([.. filters.Where(filter => !IsNoPeriod(filter))], [.. filters.Where(IsNoPeriod)]),
        _ when filters.Count(filter => filter.Known is not null) == 1 => new([.. filters.Where(filter => filter.Known is null)], [.. filters.Where(filter => filter.Known is not null)]),
        _ => Sides.Unclear,
    };

    /// <summary>Where verbs stand before filters, those with no filter between counted once, and if each is of a clause such as "that are French".</summary>
    private List<(int At, bool Relative)> Verbs(FilterSpan[] filters)
    {
        var verbs = new List<(int At, bool Relative)>();
        foreach (var at in Enumerable.Range(share + 1, sentence.Count - share - 1).Where(at => IsVerb(filters, at) && filters.Any(filter => filter.Start >= at)))
        {
            if (verbs.Count == 0 || filters.Any(filter => filter.Start >= verbs[^1].At && filter.Start < at))
            {
                verbs.Add((at, at > 0 && vocabulary.IsRelative(sentence.Stems[at - 1])));
            }
        }

        return verbs;
    }

    /// <summary>"Made" is a verb in "comedies made over 10 million", and none in "comedies made in France".</summary>
    private bool IsVerb(FilterSpan[] filters, int at)
    {
        var stem = sentence.Stems[at];
        return filters.FirstOrDefault(filter => filter.Start <= at && filter.End > at) is { } holder
            ? holder.Start == at && (vocabulary.IsVerb(stem) || (holder.IsOfMeasure && vocabulary.IsVerbOfMeasure(stem)))
            : at > 0 && vocabulary.IsVerb(stem);
    }

    /// <returns>Where "among" stands between filters; 0 where it does not.</returns>
    private int Among(FilterSpan[] filters) => filters.Length < 2 ? 0 : Enumerable.Range(filters[0].End, Math.Max(0, filters[^1].Start - filters[0].End))
        .FirstOrDefault(at => vocabulary.IsAmong(sentence.Stems[at]) && filters.All(filter => at < filter.Start || at >= filter.End));

    /// <summary>"Out of all comedies, what share …", "in the nineties, what share …".</summary>
    private bool IsIntroduced(FilterSpan[] early) => vocabulary.IsIntroduction(sentence.Stems[0]) || early.All(filter => !IsNoPeriod(filter));

    private static bool IsNoPeriod(FilterSpan filter) => filter.Filter != "period";

    private readonly record struct Sides(FilterSpan[] Group, FilterSpan[] Part)
    {
        public static Sides Unclear => new([], []);
    }
}
