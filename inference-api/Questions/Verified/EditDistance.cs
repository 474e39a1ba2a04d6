namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>How many letters two words differ by; two letters that changed places count once.</summary>
internal static class EditDistance
{
    public static bool AtMost(string one, string other, int most) => Math.Abs(one.Length - other.Length) <= most && Between(one, other) <= most;

    public static int Between(string one, string other)
    {
        var before = new int[other.Length + 1];
        var last = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var row = 1; row <= one.Length; row++)
        {
            var now = new int[other.Length + 1];
            now[0] = row;
            for (var column = 1; column <= other.Length; column++)
            {
                var change = one[row - 1] == other[column - 1] ? 0 : 1;
                now[column] = Math.Min(Math.Min(now[column - 1], last[column]) + 1, last[column - 1] + change);
                if (row > 1 && column > 1 && one[row - 1] == other[column - 2] && one[row - 2] == other[column - 1])
                {
                    now[column] = Math.Min(now[column], before[column - 2] + 1);
                }
            }

            (before, last) = (last, now);
        }

        return last[other.Length];
    }
}
