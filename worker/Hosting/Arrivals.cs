using System.Globalization;
using Hitcast.Worker.Lake;

namespace Hitcast.Worker.Hosting;

/// <summary>
/// For hosts that nobody tells of arrivals: lists the lake after a cursor and runs the function for each new key. A key that fails does not
/// hold the others up; it comes again after its pause, and is set aside after as many attempts as the function's retry allows.
/// </summary>
internal sealed partial class Arrivals(ILake lake, Invoker invoker, TimeProvider time, ILogger<Arrivals> logger)
{
    /// <summary>Taken up at least that often, where the function does not say.</summary>
    private const int Attempts = 5;

    /// <summary>The cursor is saved after so many keys: so many are run again after a kill, and they must bear it.</summary>
    private const int SaveEvery = 20;

    /// <summary>If there is anything to do now. It costs one listing.</summary>
    public async Task<bool> AnyAsync(FunctionDefinition function, CancellationToken cancellation)
    {
        var (state, _) = await ReadAsync(function, cancellation);
        return state.Failed.Any(failed => failed.Due <= time.GetUtcNow())
            || await lake.ListAfterAsync(PrefixOf(function), state.Cursor, cancellation).AnyAsync(cancellation);
    }

    /// <summary>Runs the function for what failed and is due, and for what is new.</summary>
    public async Task<FunctionResult> RunAsync(FunctionDefinition function, FunctionContext context, CancellationToken cancellation)
    {
        var (state, tag) = await ReadAsync(function, cancellation);
        var (done, failed) = (0, 0);
        foreach (var arrival in state.Failed.Where(arrival => arrival.Due <= time.GetUtcNow()).ToArray())
        {
            var again = await TryAsync(function, context, arrival.Key, arrival.Attempts + 1, cancellation);
            state = Settle(function, state with { Failed = [.. state.Failed.Where(other => other != arrival)] }, again);
            (done, failed) = again is null ? (done + 1, failed) : (done, failed + 1);
        }

        await foreach (var key in lake.ListAfterAsync(PrefixOf(function), state.Cursor, cancellation))
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
            var pause = function.Retry?.Delay(attempt) ?? TimeSpan.FromMinutes(1);
            return new FailedArrival(key, attempt, time.GetUtcNow() + pause, exception.Message);
        }
    }

    private ArrivalState Settle(FunctionDefinition function, ArrivalState state, FailedArrival? failure)
    {
        if (failure is null)
        {
            return state;
        }

        if (failure.Attempts < (function.Retry?.MaxRetryCount + 1 ?? Attempts))
        {
            return state with { Failed = [.. state.Failed, failure] };
        }

        LogSetAside(failure.Key, failure.Attempts, failure.Reason, function.Name);
        return state with { SetAside = [.. state.SetAside.Where(other => other.Key != failure.Key), failure] };
    }

    private async Task<(ArrivalState State, string? Tag)> ReadAsync(FunctionDefinition function, CancellationToken cancellation)
    {
        using var stored = await lake.GetAsync(KeyOf(function), cancellation);
        return stored is null ? (new ArrivalState(), null) : (await ArrivalState.ReadAsync(stored.Content, cancellation), stored.Tag);
    }

    private async Task<string> SaveAsync(FunctionDefinition function, ArrivalState state, string? tag, CancellationToken cancellation) =>
        await lake.ReplaceIfUnchangedAsync(KeyOf(function), state.ToJson(), tag, cancellation)
        ?? throw new FunctionFailedException($"Another worker runs {function.Name} for what arrives; this one steps back. What it did is done again.");

    private static string PrefixOf(FunctionDefinition function) => ((Trigger.Lake)function.Trigger).Prefix;

    private static string KeyOf(FunctionDefinition function) => $"functions/{function.Name}.json";

    [LoggerMessage(Level = LogLevel.Error, Message = "{Key} is set aside after {Attempts} attempts: {Reason} To run it again: worker invoke {Function} key={Key}")]
    private partial void LogSetAside(string key, int attempts, string reason, string function);
}
