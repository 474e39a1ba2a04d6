using System.Globalization;

namespace Hitcast.Worker.Hosting;

/// <summary>
/// For a host that has a timer only: lists the lake after a cursor and runs the function for each new key. A key that fails does not
/// hold the others up; it comes again after its pause, and is set aside after as many attempts as the function's retry allows.
/// </summary>
internal sealed partial class Arrivals(ArrivalStore store, Invoker invoker, TimeProvider time, ILogger<Arrivals> logger)
{
    /// <summary>The cursor is saved after so many keys: so many are run again after a kill, and they must bear it.</summary>
    private const int SaveEvery = 20;

    /// <summary>Runs the function for what failed and is due, and for what is new.</summary>
    public async Task<FunctionResult> RunAsync(FunctionDefinition function, FunctionContext context, CancellationToken cancellation)
    {
        var (state, tag) = await store.ReadAsync(function, cancellation);
        var (done, failed) = (0, 0);
        foreach (var arrival in state.Failed.Where(arrival => arrival.Due <= time.GetUtcNow()).ToArray())
        {
            var again = await TryAsync(function, context, arrival.Key, arrival.Attempts + 1, cancellation);
            state = Settle(function, state with { Failed = [.. state.Failed.Where(other => other != arrival)] }, again);
            (done, failed) = again is null ? (done + 1, failed) : (done, failed + 1);
        }

        await foreach (var key in store.NewKeysAsync(function, state, cancellation))
        {
            if (context.Deadline <= time.GetUtcNow())
            {
                break;
            }

            var failure = await TryAsync(function, context, key, 1, cancellation);
            state = Settle(function, state with { Cursor = key }, failure);
            (done, failed) = failure is null ? (done + 1, failed) : (done, failed + 1);
            if ((done + failed) % SaveEvery == 0)
            {
                tag = await SaveAsync(function, state, tag, cancellation);
            }
        }

        if (done + failed == 0)
        {
            return FunctionResult.NothingToDo("Nothing arrived.");
        }

        await SaveAsync(function, state, tag, cancellation);
        return FunctionResult.Done(string.Create(CultureInfo.InvariantCulture, $"{done} arrivals done, {failed} failed, {state.SetAside.Count} set aside so far."));
    }

    private async Task<FailedArrival?> TryAsync(FunctionDefinition function, FunctionContext context, string key, int attempt, CancellationToken cancellation)
    {
        try
        {
            await invoker.InvokeAsync(new Invocation(function, context with { Attempt = attempt }) { Key = key }, cancellation);
            return null;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            return new FailedArrival(key, attempt, time.GetUtcNow() + ArrivalState.PauseAfter(function, attempt), exception.Message);
        }
    }

    private ArrivalState Settle(FunctionDefinition function, ArrivalState state, FailedArrival? failure)
    {
        if (failure is null)
        {
            return state;
        }

        if (!ArrivalState.IsLast(function, failure.Attempts))
        {
            return state with { Failed = [.. state.Failed, failure] };
        }

        LogSetAside(failure.Key, failure.Attempts, failure.Reason, function.Name);
        return state.WithSetAside(failure);
    }

    private async Task<string> SaveAsync(FunctionDefinition function, ArrivalState state, string? tag, CancellationToken cancellation) =>
        await store.ReplaceAsync(function, state, tag, cancellation)
        ?? throw new FunctionFailedException($"Another worker runs {function.Name} for what arrives; this one steps back. What it did is done again.");

    [LoggerMessage(Level = LogLevel.Error, Message = "{Key} is set aside after {Attempts} attempts: {Reason} To run it again: worker invoke {Function} key={Key}")]
    private partial void LogSetAside(string key, int attempts, string reason, string function);
}
