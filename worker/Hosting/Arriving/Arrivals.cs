using System.Globalization;
using System.Runtime.CompilerServices;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Running;
using Hitcast.Worker.Lake;

namespace Hitcast.Worker.Hosting.Arriving;

/// <summary>
/// For a host that has a timer only: lists the lake after a cursor and runs the function for each new key. A key that fails does not
/// hold the others up; it comes again after its pause, and is set aside after as many attempts as the function's retry allows. An attempt is
/// written down before it begins, so that one which ends the process counts too.
/// </summary>
internal sealed partial class Arrivals(ArrivalStore store, Invoker invoker, TimeProvider time, ILogger<Arrivals> logger)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Runs the function for what failed and is due, and for what is new.</summary>
    /// <exception cref="UnavailableException">What the function needs is away; the key at work is not blamed for it, and the next run goes on there.</exception>
    public async Task<FunctionResult> RunAsync(FunctionDefinition function, FunctionContext context, CancellationToken cancellation)
    {
        var (state, tag) = await store.BeginAsync(function, cancellation);
        var (done, failed) = (0, 0);
        await foreach (var (key, attempt) in DueAsync(function, state, cancellation))
        {
            if (context.Deadline <= time.GetUtcNow())
            {
                break;
            }

            var begun = state.Past(key).WithFailed(Failure(function, key, attempt, ArrivalState.Ended));
            try
            {
                await store.MarkAsync(function, begun.Cursor, cancellation);
                tag = await SaveAsync(function, begun, tag, cancellation);
                var failure = ArrivalState.IsLast(function, attempt - 1) ? Failure(function, key, attempt - 1, ArrivalState.Ended)
                    : await TryAsync(function, context, key, attempt, cancellation) is { } reason ? Failure(function, key, attempt, reason)
                    : null;
                state = failure is null ? begun.Without(key) : Settle(function, begun, failure);
                (done, failed) = failure is null ? (done + 1, failed) : (done, failed + 1);
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

    private async IAsyncEnumerable<(string Key, int Attempt)> DueAsync(FunctionDefinition function, ArrivalState state, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var arrival in state.Failed.Where(arrival => arrival.Due <= time.GetUtcNow()))
        {
            yield return (arrival.Key, arrival.Attempts + 1);
        }

        await foreach (var key in store.NewKeysAsync(function, state, cancellation))
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
        new(key, attempt, time.GetUtcNow() + ArrivalState.PauseAfter(function, attempt), reason);

    private ArrivalState Settle(FunctionDefinition function, ArrivalState state, FailedArrival failure)
    {
        if (!ArrivalState.IsLast(function, failure.Attempts))
        {
            return state.WithFailed(failure);
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
