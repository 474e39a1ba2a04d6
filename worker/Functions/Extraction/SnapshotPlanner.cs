using System.Globalization;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Lake;
using Hitcast.Worker.Tmdb;

namespace Hitcast.Worker.Functions.Extraction;

/// <summary>Plans the whole catalogue from TMDB's export of all ids.</summary>
internal sealed class SnapshotPlanner(TmdbClient tmdb, ILake lake)
{
    /// <summary>An export with fewer of the last one's ids than this is TMDB's mistake, not a smaller catalogue.</summary>
    private const double LeastShare = 0.9;

    // An export is there by 08:00 UTC, but no promise says so.
    private const int DaysBack = 3;

    /// <exception cref="FunctionFailedException">There is no export, or an absurd one.</exception>
    public async Task PlanAsync(HeldState held, DateOnly today, bool force, CancellationToken cancellation)
    {
        var (day, key) = await FetchExportAsync(today, cancellation);
        var ids = await ReadExportAsync(key, cancellation);
        Judge(ids, key, held.State.Snapshot, force);
        var earlier = await PlanFile.ListAsync(lake, cancellation);
        // What the last snapshot's plan had, or a list of changes since, and this export lacks is deleted, merged, or of those that no export lists: asking tells
        // which, and a 404 becomes a line. The plan keeps such ids for the next one.
        var lacking = (await ReadAllAsync(earlier, cancellation)).Except(ids);
        var plan = await PlanFile.WriteAsync(lake, held.State.Run!, PlanFile.Snapshot, [.. ids, .. lacking], cancellation);
        await held.SaveAsync(
            state => state with
            {
                Snapshot = new Snapshot(day, key, ids.Length),
                SnapshotPlan = plan,
                // The export is of the morning: its own day's changes are still to be read.
                ChangesThrough = day.AddDays(-1),
            },
            cancellation);
        foreach (var done in earlier.Where(planned => planned != plan.Key && planned != held.State.ChangesPlan?.Key))
        {
            await lake.DeleteAsync(done, cancellation);
        }
    }

    private async Task<List<int>> ReadAllAsync(IEnumerable<string> plans, CancellationToken cancellation)
    {
        var ids = new List<int>();
        foreach (var key in plans)
        {
            ids.AddRange(await PlanFile.ReadAsync(lake, key, cancellation));
        }

        return ids;
    }

    private async Task<(DateOnly Day, string Key)> FetchExportAsync(DateOnly today, CancellationToken cancellation)
    {
        for (var day = today; day >= today.AddDays(-DaysBack); day = day.AddDays(-1))
        {
            if (await tmdb.GetExportAsync(day, cancellation) is { } export)
            {
                var key = string.Create(CultureInfo.InvariantCulture, $"tmdb/exports/movie_ids_{day:yyyy-MM-dd}.json.gz");
                await lake.PutIfAbsentAsync(key, export, cancellation);
                return (day, key);
            }
        }

        throw new FunctionFailedException($"TMDB has no id export from {today.AddDays(-DaysBack):yyyy-MM-dd} to {today:yyyy-MM-dd}; look at Tmdb:ExportsAddress.");
    }

    private async Task<int[]> ReadExportAsync(string key, CancellationToken cancellation)
    {
        using var export = await lake.GetAsync(key, cancellation) ?? throw new FunctionFailedException($"The lake lost {key} while it was planned.");
        return await ExportFile.ReadAsync(key, export.Content, cancellation);
    }

    private static void Judge(int[] ids, string key, Snapshot? last, bool force)
    {
        if (ids.Length == 0)
        {
            throw new FunctionFailedException($"{key} lists no id: nothing is planned. Delete it in the lake to fetch it again.");
        }

        if (last is not null && ids.Length < LeastShare * last.Ids && !force)
        {
            throw new FunctionFailedException(
                $"{key} lists {ids.Length} ids, under 90 % of the {last.Ids} of {last.Export}: nothing is planned. If TMDB did shrink: worker invoke extract-movies force=true.");
        }
    }
}
