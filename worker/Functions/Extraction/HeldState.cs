using System.Globalization;
using System.Runtime.ExceptionServices;
using Hitcast.Worker.Lake;

namespace Hitcast.Worker.Functions.Extraction;

/// <summary>
/// The state, held by one run at a time: a lease in the state itself, renewed while the run is alive. Every write is on condition that
/// nobody else wrote, so that of two runs one steps back.
/// </summary>
internal sealed class HeldState : IAsyncDisposable
{
    public const string Key = "tmdb/state/extraction.json";

    private readonly ILake lake;
    private readonly TimeProvider time;
    private readonly TimeSpan lease;
    private readonly SemaphoreSlim writing = new(1);
    private readonly CancellationTokenSource lost = new();
    private readonly CancellationTokenSource released = new();
    private readonly Task renewal;
    private string tag;
    private Exception? whyLost;

    private HeldState(ILake lake, TimeProvider time, TimeSpan lease, ExtractionState state, string tag)
    {
        (this.lake, this.time, this.lease, State, this.tag) = (lake, time, lease, state, tag);
        renewal = RenewAsync(released.Token);
    }

    public ExtractionState State { get; private set; }

    /// <summary>Cancelled when the state is no longer ours.</summary>
    public CancellationToken Lost => lost.Token;

    /// <summary>Claims the state. Where another run holds it, that one is watched: it renews its lease while it lives, and is taken over once the lease has run out.</summary>
    /// <returns>Null where another run is at work.</returns>
    public static async Task<HeldState?> ClaimAsync(ILake lake, TimeProvider time, TimeSpan lease, CancellationToken cancellation)
    {
        var (state, tag) = await ReadAsync(lake, cancellation);
        var seen = tag;
        // Not for longer than a lease: the holder's clock may be another.
        var patience = time.GetUtcNow() + lease + Look(lease);
        while (state.LeaseUntil > time.GetUtcNow())
        {
            if (time.GetUtcNow() > patience)
            {
                return null;
            }

            await Task.Delay(Look(lease), time, cancellation);
            (state, tag) = await ReadAsync(lake, cancellation);
            if (tag != seen)
            {
                return null;
            }
        }

        var now = time.GetUtcNow();
        state = state with { Run = NextRun(state.Run, now), LeaseUntil = now + lease };
        return await lake.ReplaceIfUnchangedAsync(Key, state.ToJson(), tag, cancellation) is { } replaced
            ? new HeldState(lake, time, lease, state, replaced)
            : null;
    }

    /// <exception cref="StateLostException">Another run took the state over.</exception>
    public async Task SaveAsync(Func<ExtractionState, ExtractionState> change, CancellationToken cancellation)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            var state = change(State) with { LeaseUntil = time.GetUtcNow() + lease };
            await WriteAsync(state, cancellation);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <exception cref="StateLostException">Another run took the state over.</exception>
    public void ThrowIfLost()
    {
        if (lost.IsCancellationRequested)
        {
            // Whatever kept the lease from being renewed is thrown as itself.
            ExceptionDispatchInfo.Throw(whyLost ?? new StateLostException());
        }
    }

    /// <summary>Gives the state back, for the next run to take up at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await released.CancelAsync();
        await renewal;
        if (!lost.IsCancellationRequested)
        {
            using var grace = new CancellationTokenSource(TimeSpan.FromSeconds(10), time);
            await lake.ReplaceIfUnchangedAsync(Key, (State with { LeaseUntil = null }).ToJson(), tag, grace.Token);
        }

        lost.Dispose();
        released.Dispose();
        writing.Dispose();
    }

    /// <summary>How often a holder is looked at, who renews its lease half as often.</summary>
    private static TimeSpan Look(TimeSpan lease) => lease / 6;

    private static async Task<(ExtractionState State, string? Tag)> ReadAsync(ILake lake, CancellationToken cancellation)
    {
        using var stored = await lake.GetAsync(Key, cancellation);
        return stored is null ? (new ExtractionState(), null) : (await ExtractionState.ReadAsync(stored.Content, cancellation), stored.Tag);
    }

    /// <summary>The present second, and always later than the run before, whatever another machine's clock says: keys must grow.</summary>
    private static string NextRun(string? latest, DateTimeOffset now)
    {
        const string Format = "yyyy-MM-dd'T'HHmmss'Z'";
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var after = latest is null ? now : DateTimeOffset.ParseExact(latest, Format, CultureInfo.InvariantCulture, Utc).AddSeconds(1);
        return (after > now ? after : now).UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);
    }

    private async Task WriteAsync(ExtractionState state, CancellationToken cancellation)
    {
        ThrowIfLost();
        if (await lake.ReplaceIfUnchangedAsync(Key, state.ToJson(), tag, cancellation) is not { } replaced)
        {
            await lost.CancelAsync();
            throw new StateLostException();
        }

        (State, tag) = (state, replaced);
    }

    private async Task RenewAsync(CancellationToken stop)
    {
        try
        {
            using var timer = new PeriodicTimer(lease / 3, time);
            while (await timer.WaitForNextTickAsync(stop))
            {
                await SaveAsync(state => state, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            whyLost = exception;
            await lost.CancelAsync();
        }
    }
}
