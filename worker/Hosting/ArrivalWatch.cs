using Hitcast.Worker.Lake;
using Microsoft.Extensions.Options;

namespace Hitcast.Worker.Hosting;

/// <summary>Lists the lake every few seconds, and has the scheduler run a function for each key that is new.</summary>
internal sealed partial class ArrivalWatch(
    FunctionCatalog catalog, ArrivalStore store, ArrivalQueue queue, TimeProvider time, IOptions<FunctionsOptions> options, ILogger<ArrivalWatch> logger)
    : BackgroundService
{
    /// <summary>The cursor is saved after so many keys: so many are asked for again after a kill.</summary>
    private const int SaveEvery = 100;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.ListingInterval, time);
        do
        {
            foreach (var function in catalog.Functions.Where(function => function.Trigger is Trigger.Lake))
            {
                await LookAsync(function, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>The lake or the database may be away for a while: it is looked at again after the pause, and the log says why.</summary>
    private async Task LookAsync(FunctionDefinition function, CancellationToken cancellation)
    {
        try
        {
            var (state, _) = await store.ReadAsync(function, cancellation);
            await TakeOverAsync(function, state, cancellation);
            var count = 0;
            var last = state.Cursor;
            await foreach (var key in store.NewKeysAsync(function, state, cancellation))
            {
                await queue.AddAsync(function, key, attempt: 1, TimeSpan.Zero, cancellation);
                last = key;
                if (++count % SaveEvery == 0)
                {
                    await SaveAsync(function, last, cancellation);
                }
            }

            if (count % SaveEvery > 0)
            {
                await SaveAsync(function, last, cancellation);
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            LogNotSeen(exception is LakeException ? null : exception, function.Name, exception.Message);
        }
    }

    /// <summary>Another node may be further on.</summary>
    private Task SaveAsync(FunctionDefinition function, string last, CancellationToken cancellation) =>
        store.ChangeAsync(function, state => string.CompareOrdinal(state.Cursor, last) < 0 ? state with { Cursor = last } : state, cancellation);

    /// <summary>What failed on a host that keeps its retries in the lake goes on here.</summary>
    private async Task TakeOverAsync(FunctionDefinition function, ArrivalState state, CancellationToken cancellation)
    {
        if (state.Failed.Count == 0)
        {
            return;
        }

        foreach (var failed in state.Failed)
        {
            await queue.AddAsync(function, failed.Key, failed.Attempts + 1, TimeSpan.Zero, cancellation);
        }

        await store.ChangeAsync(function, newest => newest with { Failed = [.. newest.Failed.Except(state.Failed)] }, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "It could not be seen what arrived for {Function}: {Reason}")]
    private partial void LogNotSeen(Exception? exception, string function, string reason);
}
