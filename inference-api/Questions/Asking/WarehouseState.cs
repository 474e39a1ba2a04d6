using Hitcast.InferenceApi.Warehouse;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Questions.Asking;

/// <summary>How fresh the data is.</summary>
/// <param name="Movies">How many movies the data has.</param>
/// <param name="Oldest">When the movie was fetched from TMDB that was fetched longest ago; null in an empty warehouse.</param>
/// <param name="Newest">The same of the one fetched last.</param>
/// <param name="Load">Number of the newest load; null in an empty warehouse.</param>
/// <param name="LoadedAt">When that was done.</param>
/// <param name="ForecastAt">When the newest forecast was made; null where there is none.</param>
public sealed record Freshness(
    long Movies, DateTimeOffset? Oldest, DateTimeOffset? Newest, long? Load, DateTimeOffset? LoadedAt, DateTimeOffset? ForecastAt)
{
    /// <summary>How many objects are loaded: two loads may end in another order than they began.</summary>
    public required long Loads { get; init; }
}

/// <summary>What the warehouse was last changed by. Cheap to ask: it is looked up at most every <see cref="AskOptions.FreshnessSeconds"/>, and the
/// movies are counted only after a change. Thread safe.</summary>
public sealed class WarehouseState(SqlGate gate, IOptions<AskOptions> options, TimeProvider time) : IDisposable
{
    private const string LastChange = "SELECT loads, load_id, loaded_at, forecast_at FROM last_change";
    private const string Counted = "SELECT movies, oldest, newest FROM freshness";
    private readonly SemaphoreSlim one = new(1);
    private volatile Known? known;

    /// <exception cref="WarehouseUnavailableException">There is no warehouse, or it does not answer.</exception>
    public async Task<Freshness> ReadAsync(CancellationToken cancellation)
    {
        if (Fresh() is { } fresh)
        {
            return fresh;
        }

        await one.WaitAsync(cancellation);
        try
        {
            return Fresh() ?? await LookAsync(cancellation);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private Freshness? Fresh() => known is { } last && time.GetElapsedTime(last.At) < TimeSpan.FromSeconds(options.Value.FreshnessSeconds) ? last.Freshness : null;

    private async Task<object?[]> LastChangeAsync(CancellationToken cancellation)
    {
        try
        {
            return (await gate.RunAsync(LastChange, cancellation)).Rows[0];
        }
        catch (SqlRefusedException refused) when (refused.Kind == SqlRefusal.Invalid)
        {
            throw new WarehouseUnavailableException("The warehouse's schema is older than this service. Start the worker of the same version: it brings it up to date.", refused);
        }
    }

    private async Task<Freshness> LookAsync(CancellationToken cancellation)
    {
        var at = time.GetTimestamp();
        var change = await LastChangeAsync(cancellation);
        var state = new Freshness(0, null, null, (long?)change[1], (DateTimeOffset?)change[2], (DateTimeOffset?)change[3]) { Loads = (long)change[0]! };
        if (known?.Freshness is { } before && state == before with { Movies = 0, Oldest = null, Newest = null })
        {
            state = before;
        }
        else
        {
            var counted = (await gate.RunAsync(Counted, cancellation)).Rows[0];
            state = state with { Movies = (long)counted[0]!, Oldest = (DateTimeOffset?)counted[1], Newest = (DateTimeOffset?)counted[2] };
        }

        known = new(state, at);
        return state;
    }

    private sealed record Known(Freshness Freshness, long At);
}
