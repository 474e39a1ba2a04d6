using System.Globalization;
using System.Runtime.CompilerServices;
using Hitcast.Worker.Lake;

namespace Hitcast.Worker.Hosting;

/// <summary>
/// For hosts that nobody tells of arrivals: lists the lake after a cursor and runs the function for each new key. A key that fails does not
/// hold the others up; it comes again after its pause, and is set aside after as many attempts as the function's retry allows. An attempt is
/// written down before it begins, so that one which ends the process counts too.
/// </summary>
internal sealed partial class Arrivals(ILake lake, Invoker invoker, TimeProvider time, ILogger<Arrivals> logger)
{
    /// <summary>Taken up at least that often, where the function does not say.</summary>
    private const int Attempts = 5;

    private const int ForgetAttempts = 10;

    private const string Ended = "The process ended while it was at work.";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>If there is anything to do now. It costs one listing.</summary>
    public async Task<bool> AnyAsync(FunctionDefinition function, CancellationToken cancellation)
    {
        var (state, _) = await ReadAsync(function, cancellation);
        return await DueAsync(function, state, cancellation).AnyAsync(cancellation);
    }

    /// <summary>Runs the function for what failed and is due, and for what is new.</summary>
    /// <exception cref="UnavailableException">What the function needs is away; the key at work is not blamed for it, and the next run goes on there.</exception>
    public async Task<FunctionResult> RunAsync(FunctionDefinition function, FunctionContext context, CancellationToken cancellation)
    {
        var (state, tag) = await ReadAsync(function, cancellation);
        var (done, failed) = (0, 0);
        await foreach (var (key, attempt) in DueAsync(function, state, cancellation))
        {
            if (context.Deadline <= time.GetUtcNow())
            {
                break;
            }

            var begun = state.Past(key).WithFailed(Failure(function, key, attempt, Ended));
            tag = await SaveAsync(function, begun, tag, cancellation);
            try
            {
                var reason = attempt > MostAttempts(function) ? Ended : await TryAsync(function, context, key, attempt, cancellation);
                state = reason is null ? begun.Without(key) : Settle(function, begun, Failure(function, key, attempt, reason));
                (done, failed) = reason is null ? (done + 1, failed) : (done, failed + 1);
            }
            catch
            {
                // Nobody blames the key for it.
                using var grace = new CancellationTokenSource(Grace, time);
                await SaveAsync(function, state, tag, grace.Token);
                throw;
            }
        }

        if (done + failed == 0)
        {
            return FunctionResult.NothingToDo("Nothing arrived.");
        }

        await SaveAsync(function, state, tag, cancellation);
        return FunctionResult.Done(string.Create(CultureInfo.InvariantCulture, $"{done} arrivals done, {failed} failed, {state.SetAside.Count} set aside so far."));
    }

    /// <summary>After somebody ran the function for a key by hand: it neither comes again nor counts as set aside.</summary>
    public async Task ForgetAsync(FunctionDefinition function, string key, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < ForgetAttempts; attempt++)
        {
            var (state, tag) = await ReadAsync(function, cancellation);
            if (!state.Knows(key) || await lake.ReplaceIfUnchangedAsync(KeyOf(function), state.Without(key).ToJson(), tag, cancellation) is not null)
            {
                return;
            }
        }

        throw new FunctionFailedException($"{KeyOf(function)} changes all the time: {key} is done, but still listed there. Run it again.");
    }

    private async IAsyncEnumerable<(string Key, int Attempt)> DueAsync(FunctionDefinition function, ArrivalState state, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var arrival in state.Failed.Where(arrival => arrival.Due <= time.GetUtcNow()))
        {
            yield return (arrival.Key, arrival.Attempts + 1);
        }

        await foreach (var key in lake.ListAfterAsync(((Trigger.Lake)function.Trigger).Prefix, state.Cursor, cancellation))
        {
            yield return (key, 1);
        }
    }

    /// <returns>Why it failed; null: it did not.</returns>
    private async Task<string?> TryAsync(FunctionDefinition function, FunctionContext context, string key, int attempt, CancellationToken cancellation)
    {
        try
        {
            await invoker.InvokeAsync(new Invocation(function, context with { Attempt = attempt }) { Key = key }, cancellation);
            return null;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested && exception is not (UnavailableException or LakeException))
        {
            return exception.Message;
        }
    }

    private FailedArrival Failure(FunctionDefinition function, string key, int attempt, string reason) =>
        new(key, attempt, time.GetUtcNow() + (function.Retry?.Delay(attempt) ?? Pause), reason);

    private ArrivalState Settle(FunctionDefinition function, ArrivalState state, FailedArrival failure)
    {
        if (failure.Attempts < MostAttempts(function))
        {
            return state.WithFailed(failure);
        }

        failure = failure with { Attempts = MostAttempts(function) };
        LogSetAside(failure.Key, failure.Attempts, failure.Reason, function.Name);
        return state.WithSetAside(failure);
    }

    private static int MostAttempts(FunctionDefinition function) => function.Retry?.MaxRetryCount + 1 ?? Attempts;

    private async Task<(ArrivalState State, string? Tag)> ReadAsync(FunctionDefinition function, CancellationToken cancellation)
    {
        using var stored = await lake.GetAsync(KeyOf(function), cancellation);
        return stored is null ? (new ArrivalState(), null) : (await ArrivalState.ReadAsync(stored.Content, cancellation), stored.Tag);
    }

    private async Task<string> SaveAsync(FunctionDefinition function, ArrivalState state, string? tag, CancellationToken cancellation) =>
        await lake.ReplaceIfUnchangedAsync(KeyOf(function), state.ToJson(), tag, cancellation)
        ?? throw new FunctionFailedException($"Another worker runs {function.Name} for what arrives; this one steps back. What it did is done again.");

    private static string KeyOf(FunctionDefinition function) => $"functions/{function.Name}.json";

    [LoggerMessage(Level = LogLevel.Error, Message = "{Key} is set aside after {Attempts} attempts: {Reason} To run it again: worker invoke {Function} key={Key}")]
    private partial void LogSetAside(string key, int attempts, string reason, string function);
}
