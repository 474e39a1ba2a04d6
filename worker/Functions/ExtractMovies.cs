using Hitcast.Worker.Functions.Extraction;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Lake;
using Hitcast.Worker.Tmdb;
using Microsoft.Extensions.Options;

namespace Hitcast.Worker.Functions;

/// <summary>TMDB → lake: the whole catalogue once, then what changes. The README of the worker has the outline.</summary>
internal sealed class ExtractMovies(
    TmdbClient tmdb, ILake lake, TimeProvider time, IOptions<TmdbOptions> tmdbOptions, IOptions<ExtractionOptions> options, ILogger<ExtractMovies> logger)
{
    /// <summary>The changes list reaches so many days back.</summary>
    private const int ChangesReach = 14;

    /// <summary>Old enough for all to be fetched anew, well before TMDB's six months are over.</summary>
    private const int SnapshotDays = 150;

    /// <summary>TMDB's export of a day is there by this hour, in UTC; the extraction's day begins with it.</summary>
    private const int DayBegins = 8;

    /// <param name="snapshot">Plans the whole catalogue now.</param>
    /// <param name="force">Takes an export or a list of changes that looks absurd for what it says.</param>
    /// <param name="cancellation">What was fetched until then is saved.</param>
    [Function("extract-movies")]
    [FixedDelayRetry(3, "00:05:00")]
    public async Task<FunctionResult> RunAsync(
        [TimerTrigger("0 10 * * * *")] TimerInfo timer, FunctionContext context, bool snapshot = false, bool force = false, CancellationToken cancellation = default)
    {
        if (tmdbOptions.Value.Token is null)
        {
            return FunctionResult.NothingToDo("Tmdb:Token is not set: nothing is extracted. Set it to TMDB's API Read Access Token.");
        }

        try
        {
            await using var held = await HeldState.ClaimAsync(lake, time, TimeSpan.FromSeconds(options.Value.LeaseSeconds), cancellation);
            return held is null
                ? FunctionResult.NothingToDo("Another extraction is at work.")
                : await ExtractAsync(held, context, snapshot, force, cancellation);
        }
        catch (StateLostException)
        {
            return FunctionResult.NothingToDo("Another extraction took over.");
        }
        catch (TmdbException exception)
        {
            throw new FunctionFailedException(exception.Message, exception);
        }
    }

    private async Task<FunctionResult> ExtractAsync(HeldState held, FunctionContext context, bool snapshot, bool force, CancellationToken cancellation)
    {
        using var stop = new CancellationTokenSource(UntilStop(context), time);
        var run = new ExtractionRun(held, new MovieStream(tmdb, time), lake, time, options.Value.ObjectLines, logger, stop.Token);

        await run.RetryAsync(cancellation);
        await WorkChangesAsync(run, held, cancellation);
        await PlanAsync(run, held, snapshot, force, cancellation);
        await WorkChangesAsync(run, held, cancellation);
        await WorkSnapshotAsync(run, held, cancellation);
        return Summary(run, held.State);
    }

    private async Task PlanAsync(ExtractionRun run, HeldState held, bool snapshot, bool force, CancellationToken cancellation)
    {
        if (run.Stopped)
        {
            return;
        }

        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddHours(-DayBegins));
        var yesterday = today.AddDays(-1);
        var state = held.State;
        if (snapshot || state.Snapshot is null || state.ChangesThrough is not { } through
            || yesterday.DayNumber - through.DayNumber > ChangesReach || today.DayNumber - state.Snapshot.Day.DayNumber > SnapshotDays)
        {
            await new SnapshotPlanner(tmdb, lake).PlanAsync(held, today, force, cancellation);
        }
        else if (through < yesterday)
        {
            await new ChangesPlanner(tmdb, lake).PlanAsync(held, yesterday, force, cancellation);
        }
    }

    private async Task WorkChangesAsync(ExtractionRun run, HeldState held, CancellationToken cancellation)
    {
        if (held.State.ChangesPlan is { } plan && !run.Stopped)
        {
            await WorkPlanAsync(run, "Changes", plan, (state, left) => state with { ChangesPlan = left }, cancellation);
        }
    }

    private async Task WorkSnapshotAsync(ExtractionRun run, HeldState held, CancellationToken cancellation)
    {
        if (held.State.SnapshotPlan is { } plan && !run.Stopped)
        {
            await WorkPlanAsync(run, "Snapshot", plan, (state, left) => state with { SnapshotPlan = left }, cancellation);
        }
    }

    private async Task WorkPlanAsync(
        ExtractionRun run, string name, Plan plan, Func<ExtractionState, Plan?, ExtractionState> replace, CancellationToken cancellation)
    {
        var ids = await PlanFile.ReadAsync(lake, plan, cancellation);
        var left = plan;
        await run.WorkAsync(
            name,
            ids.AsMemory(plan.Position),
            (state, more) => replace(state, (left = left with { Position = left.Position + more }).Position == left.Count ? null : left),
            cancellation);
    }

    /// <summary>A fifth of the time, and at most a minute, is kept for saving.</summary>
    private TimeSpan UntilStop(FunctionContext context)
    {
        if (context.Deadline is not { } deadline)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = deadline - time.GetUtcNow();
        var kept = TimeSpan.FromTicks(Math.Min(left.Ticks / 5, TimeSpan.TicksPerMinute));
        return left > kept ? left - kept : TimeSpan.Zero;
    }

    private static FunctionResult Summary(ExtractionRun run, ExtractionState state)
    {
        var left = Left(state.ChangesPlan) + Left(state.SnapshotPlan);
        return run.Fetched == 0 && left == 0 && state.Failed.Count == 0
            ? FunctionResult.NothingToDo($"All changes through {state.ChangesThrough:yyyy-MM-dd} are in the lake.")
            : FunctionResult.Done($"{run.Fetched:N0} movies fetched, {run.Gone:N0} of them gone, {state.Failed.Count:N0} failed, {left:N0} left for the next run.");
    }

    private static int Left(Plan? plan) => plan is null ? 0 : plan.Count - plan.Position;
}
