using System.Globalization;
using System.Text.RegularExpressions;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Lake;

namespace Hitcast.Worker.Functions;

/// <summary>Deletes TMDB's raw replies before they are six months old, as its terms ask.</summary>
internal sealed partial class PruneLake(ILake lake, TimeProvider time)
{
    /// <summary>Six months have 181 days at the least.</summary>
    private const int MostDays = 180;

    /// <summary>The sample catalogue: facts without texts and pictures, which the project itself keeps. Without a token nothing fetches them anew, and its rows would lose their evidence.</summary>
    private const string Sample = "tmdb/movies/2026-03-05T000000Z/";

    [Function("prune-lake")]
    [FixedDelayRetry(3, "00:10:00")]
    public async Task<FunctionResult> RunAsync([TimerTrigger("0 40 3 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var oldest = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(-MostDays);
        var deleted = await PruneAsync("tmdb/movies/", oldest, cancellation) + await PruneAsync("tmdb/exports/", oldest, cancellation);
        return deleted == 0
            ? FunctionResult.NothingToDo($"Nothing in the lake is from before {oldest:yyyy-MM-dd}.")
            : FunctionResult.Done($"{deleted:N0} objects from before {oldest:yyyy-MM-dd} deleted.");
    }

    private async Task<int> PruneAsync(string prefix, DateOnly oldest, CancellationToken cancellation)
    {
        var deleted = 0;
        await foreach (var key in lake.ListAfterAsync(prefix, "", cancellation))
        {
            if (DayIn(key) is not { } day || key.StartsWith(Sample, StringComparison.Ordinal))
            {
                continue;
            }

            // Keys of one kind begin with their day: after the first that is young enough, all are.
            if (day >= oldest)
            {
                break;
            }

            await lake.DeleteAsync(key, cancellation);
            deleted++;
        }

        return deleted;
    }

    private static DateOnly? DayIn(string key) =>
        DateOnly.TryParseExact(DayPattern().Match(key).Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    [GeneratedRegex(@"\d{4}-\d\d-\d\d")]
    private static partial Regex DayPattern();
}
