using System.Collections.Concurrent;
using Hitcast.Worker.Hosting.Declaration;

namespace Hitcast.Worker.Tests.Hosting;

/// <summary>Functions that write down how they were called, and fail when a test says so.</summary>
public sealed class RecordedFunctions(Recorder recorder)
{
    [Function("keep-arrival")]
    [FixedDelayRetry(2, "00:00:01")]
    public Task<FunctionResult> ArriveAsync([LakeTrigger("things/")] string key, FunctionContext context, CancellationToken cancellation) =>
        recorder.Record(key, context, null, cancellation);

    [Function("keep-time")]
    [ExponentialBackoffRetry(3, "00:00:01", "00:01:00")]
    public Task<FunctionResult> TickAsync(
        [TimerTrigger("0 30 8 * * MON-FRI")] TimerInfo timer, FunctionContext context, string note = "", int count = 1, CancellationToken cancellation = default) =>
        recorder.Record($"{note}{count}", context, timer, cancellation);
}

/// <summary>One that fires every second.</summary>
public sealed class EverySecond(Recorder recorder)
{
    [Function("every-second")]
    public Task<FunctionResult> RunAsync([TimerTrigger("* * * * * *")] TimerInfo timer, FunctionContext context, CancellationToken cancellation) =>
        recorder.Record("tick", context, timer, cancellation);
}

public sealed class Recorder
{
    private readonly ConcurrentQueue<RecordedCall> calls = new();

    public IReadOnlyList<RecordedCall> Calls => [.. calls];

    /// <summary>What happens while a call is at work.</summary>
    public Func<RecordedCall, Task> During { get; set; } = _ => Task.CompletedTask;

    /// <summary>Why a call fails; null: it does not.</summary>
    public Func<RecordedCall, string?> Failure { get; set; } = _ => null;

    public async Task<FunctionResult> Record(string what, FunctionContext context, TimerInfo? timer, CancellationToken stopping)
    {
        var call = new RecordedCall(what, context, timer, stopping);
        calls.Enqueue(call);
        await During(call);
        return Failure(call) is { } reason ? throw new FunctionFailedException(reason) : FunctionResult.Done($"Kept {what}.");
    }

    public async Task<IReadOnlyList<RecordedCall>> WaitForAsync(int count, double seconds = 30)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (calls.Count < count)
        {
            Assert(TimeProvider.System.GetElapsedTime(started).TotalSeconds < seconds, $"{calls.Count} calls in place of {count} after {seconds} s");
            await Task.Delay(50);
        }

        return Calls;
    }

    private static void Assert(bool holds, string otherwise) => Xunit.Assert.True(holds, otherwise);
}

public sealed record RecordedCall(string What, FunctionContext Context, TimerInfo? Timer, CancellationToken Stopping);
