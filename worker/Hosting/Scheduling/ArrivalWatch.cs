using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Running;
using Hitcast.Worker.Lake;
using Microsoft.Extensions.Options;

namespace Hitcast.Worker.Hosting.Scheduling;

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
        var watched = catalog.Functions.Where(function => function.Trigger is Trigger.Lake).Select(function => (Function: function, Outage: new Outage())).ToArray();
        do
        {
            foreach (var (function, outage) in watched)
            {
                await LookAsync(function, outage, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>The lake or the database may be away for a while: it is looked at again after the pause, and the log says why.</summary>
    private async Task LookAsync(FunctionDefinition function, Outage outage, CancellationToken cancellation)
    {
        try
        {
            await TakeUpAsync(function, cancellation);
            if (outage.End())
            {
                LogSeenAgain(function.Name);
            }
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            if (outage.IsNews(exception))
            {
                LogNotSeen(exception is LakeException or UnavailableException ? null : exception, function.Name, options.Value.ListingInterval.TotalSeconds, exception.Message);
            }
        }
    }

    private async Task TakeUpAsync(FunctionDefinition function, CancellationToken cancellation)
    {
        var (state, _) = await store.BeginAsync(function, cancellation);
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

    /// <summary>Another node may be further on.</summary>
    private async Task SaveAsync(FunctionDefinition function, string last, CancellationToken cancellation)
    {
        await store.MarkAsync(function, last, cancellation);
        await store.ChangeAsync(function, state => state.Past(last), cancellation);
    }

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

    [LoggerMessage(Level = LogLevel.Warning, Message = "It cannot be seen what arrives for {Function}; a look is taken every {Seconds} s. {Reason}")]
    private partial void LogNotSeen(Exception? exception, string function, double seconds, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "It can be seen again what arrives for {Function}")]
    private partial void LogSeenAgain(string function);
}
