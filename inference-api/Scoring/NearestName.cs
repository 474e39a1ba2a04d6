namespace Hitcast.InferenceApi.Scoring;

/// <summary>Finds the name that somebody who mistyped meant.</summary>
public static class NearestName
{
    private const int LongestName = 64;

    /// <summary>The nearest of the names by edit distance, if at most a third of it was mistyped; else null. Case does not count.</summary>
    public static string? Of(string mistyped, IEnumerable<string> names) => mistyped.Length > LongestName
        ? null
        : names.Select(name => (name, distance: Distance(mistyped.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.distance <= Math.Max(1, candidate.name.Length / 3))
            .OrderBy(candidate => candidate.distance)
            .Select(candidate => candidate.name)
            .FirstOrDefault();

    /// <summary>Levenshtein's distance, one row of the table at a time.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
