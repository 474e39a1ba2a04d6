using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Lake;
using Hitcast.Worker.Tmdb;

namespace Hitcast.Worker.Functions.Extraction;

/// <summary>Plans what changed since the cursor, day by day.</summary>
internal sealed class ChangesPlanner(TmdbClient tmdb, ILake lake)
{
    /// <summary>So many days with no change at all are TMDB's mistake.</summary>
    private const int EmptyDays = 7;

    /// <param name="lastDay">The last day that is over.</param>
    /// <exception cref="FunctionFailedException">The list of changes was empty for a week.</exception>
    public async Task PlanAsync(HeldState held, DateOnly lastDay, bool force, CancellationToken cancellation)
    {
        var through = held.State.ChangesThrough!.Value;
        var ids = new SortedSet<int>();
        // The cursor's own day is read again: edits can reach the list late, and its pages shift while they are read.
        for (var day = held.State.ChangesThrough.Value; day <= lastDay; day = day.AddDays(1))
        {
            var changed = await tmdb.GetChangedIdsAsync(day, cancellation);
            ids.UnionWith(changed);
            // The cursor does not pass a day without changes, so that it is read again when TMDB lists them late.
            through = changed.Count > 0 ? day : through;
        }

        if (lastDay.DayNumber - through.DayNumber >= EmptyDays && !force)
        {
            throw new FunctionFailedException(
                $"TMDB lists no change after {through:yyyy-MM-dd}, for a week: nothing is planned. If that is so: worker invoke extract-movies force=true.");
        }

        through = force ? lastDay : through;
        // As long as no further day lists a change, the cursor's own day waits too, or each run would fetch it again.
        var plan = ids.Count == 0 || through == held.State.ChangesThrough ? null : await PlanFile.WriteAsync(lake, held.State.Run!, PlanFile.Changes, ids, cancellation);
        await held.SaveAsync(state => state with { ChangesThrough = through, ChangesPlan = plan }, cancellation);
    }
}
