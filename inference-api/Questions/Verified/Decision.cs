namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Chooses among the readings of a question, or none of them.</summary>
internal static class Decision
{
    /// <summary>Below it the wording is too far from any that was verified.</summary>
    private const double Threshold = 0.7;

    /// <summary>Two different answers that fit about equally well are no answer.</summary>
    private const double Margin = 0.04;

    /// <summary>What one word without an explanation takes off, where the nearest are sought.</summary>
    private const double Unexplained = 0.15;

    private const double LeastNear = 0.15;

    /// <param name="Chosen">Null where nothing fits, or two fit.</param>
    /// <param name="Rivals">The two or more that fit, where none can be chosen.</param>
    internal readonly record struct Choice(VerifiedMatch? Chosen, IReadOnlyList<VerifiedMatch> Rivals);

    public static Choice Choose(IReadOnlyList<Reading> readings, LanguagePack pack, Matches matches)
    {
        var fitting = readings
            .Where(reading => reading.Unexplained.Count == 0 && reading.Score >= Threshold && pack.Filling.IsWhole(reading))
            .OrderByDescending(reading => reading.Score).ThenBy(reading => reading.Parts)
            .Select(reading => (Reading: reading, Match: matches.Of(reading)))
            .DistinctBy(one => one.Match.Sql).ToArray();
        if (fitting.Length == 0)
        {
            return new(null, []);
        }

        var best = fitting[0];
        var rivals = fitting.Where(other => Rivals(best.Reading, other.Reading)).Select(other => other.Match).ToArray();
        return rivals.Length == 1 ? new(best.Match, []) : new(null, rivals);
    }

    /// <summary>Whole questions like the one that was asked, the nearest first.</summary>
    public static IEnumerable<Reading> Nearest(IReadOnlyList<Reading> readings, LanguagePack pack) => readings
        .Select(reading => (Reading: reading, Nearness: reading.Score - (Unexplained * reading.Unexplained.Count)))
        .Where(one => one.Reading.Score >= LeastNear)
        .OrderByDescending(one => one.Nearness).ThenBy(one => one.Reading.Parts)
        .Select(one => one.Reading)
        .Where(reading => pack.Filling.IsWhole(pack.Filling.Completed(reading, false)));

    /// <summary>Of two readings by the same verified question the one that takes more words together is meant.</summary>
    private static bool Rivals(Reading best, Reading other) => other.Score >= best.Score - Margin
        && (other.Shape != best.Shape || other.Parts < best.Parts + 0.05);
}
