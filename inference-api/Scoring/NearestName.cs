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

    /// <summary>How many letters were left out, added, replaced, or swapped with the next one (Damerau and Levenshtein, by optimal string alignment).</summary>
    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                table[i, j] = i == 0 || j == 0 ? i + j : Math.Min(
                    table[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1),
                    Math.Min(table[i - 1, j], table[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }
}
