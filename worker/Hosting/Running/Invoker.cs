using System.Reflection;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Lake;
using Microsoft.Extensions.Options;

namespace Hitcast.Worker.Hosting.Running;

/// <summary>Runs a function, for every host: the one place that limits, times, counts and logs a run.</summary>
internal sealed partial class Invoker(
    IServiceScopeFactory scopes, FunctionMetrics metrics, TimeProvider time, IOptions<FunctionsOptions> options, ILogger<Invoker> logger) : IDisposable
{
    private readonly SemaphoreSlim places = new(options.Value.MaxConcurrency);

    /// <returns>What the function says of its run. A run that failed throws what the function threw, after it was logged.</returns>
    /// <exception cref="InvalidArgumentException">An argument is missing, unknown or unreadable.</exception>
    public async Task<FunctionResult> InvokeAsync(Invocation invocation, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (invocation.Context.Deadline is null && options.Value.TimeoutSeconds is > 0 and var seconds)
        {
            invocation = invocation with { Context = invocation.Context with { Deadline = now.AddSeconds(seconds) } };
        }

        using var deadline = new CancellationTokenSource(Left(invocation.Context, now), time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        var arguments = FunctionArguments.Bind(invocation, now, ending.Token);
        await places.WaitAsync(cancellation);
        try
        {
            return await RunAsync(invocation, arguments, deadline.Token);
        }
        finally
        {
            places.Release();
        }
    }

    public void Dispose() => places.Dispose();

    private async Task<FunctionResult> RunAsync(Invocation invocation, object?[] arguments, CancellationToken deadline)
    {
        var name = invocation.Function.Name;
        var (runId, _, attempt) = invocation.Context;
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["Function"] = name, ["RunId"] = runId });
        LogStarted(invocation.IsRepeated ? LogLevel.Debug : LogLevel.Information, name, runId, attempt);
        metrics.Started(name);
        var started = time.GetTimestamp();
        var outcome = "failed";
        try
        {
            var result = await CallAsync(invocation.Function, arguments);
            outcome = result.DidNothing ? "nothing to do" : "done";
            var seconds = time.GetElapsedTime(started).TotalSeconds;
            LogEnded(name, seconds, outcome, result.Summary);
            return result;
        }
        catch (OperationCanceledException exception)
        {
            outcome = "cancelled";
            var reason = deadline.IsCancellationRequested ? "its time was up" : "the worker stops";
            LogCancelled(name, time.GetElapsedTime(started).TotalSeconds, reason);
            ToldFailure.Add(exception);
            if (deadline.IsCancellationRequested)
            {
                throw new FunctionFailedException($"{name} was not done when its time was up.", exception);
            }

            throw;
        }
        catch (Exception exception) when (exception is FunctionFailedException or LakeException)
        {
            var isTold = invocation.IsRepeated && exception is (UnavailableException or LakeException);
            var seconds = time.GetElapsedTime(started).TotalSeconds;
            LogFailed(isTold ? LogLevel.Debug : LogLevel.Error, name, seconds, exception.Message);
            ToldFailure.Add(exception);
            throw;
        }
        catch (Exception exception)
        {
            LogBroke(exception, name, time.GetElapsedTime(started).TotalSeconds);
            ToldFailure.Add(exception);
            throw;
        }
        finally
        {
            metrics.Ended(name, outcome, time.GetElapsedTime(started));
        }
    }

    private async Task<FunctionResult> CallAsync(FunctionDefinition function, object?[] arguments)
    {
        await using var scope = scopes.CreateAsyncScope();
        var target = ActivatorUtilities.CreateInstance(scope.ServiceProvider, function.Method.DeclaringType!);
        return await (Task<FunctionResult>)function.Method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null)!;
    }

    private static TimeSpan Left(FunctionContext context, DateTimeOffset now) =>
        context.Deadline is { } deadline ? TimeSpan.FromTicks(Math.Max(0, (deadline - now).Ticks)) : Timeout.InfiniteTimeSpan;

    [LoggerMessage(Message = "{Function} starts, run {RunId}, attempt {Attempt}")]
    private partial void LogStarted(LogLevel level, string function, string runId, int attempt);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Function} ended after {Seconds:0.0} s, {Outcome}: {Summary}")]
    private partial void LogEnded(string function, double seconds, string outcome, string summary);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Function} was cancelled after {Seconds:0.0} s: {Reason}")]
    private partial void LogCancelled(string function, double seconds, string reason);

    [LoggerMessage(Message = "{Function} failed after {Seconds:0.0} s: {Reason}")]
    private partial void LogFailed(LogLevel level, string function, double seconds, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed after {Seconds:0.0} s")]
    private partial void LogBroke(Exception exception, string function, double seconds);
}
