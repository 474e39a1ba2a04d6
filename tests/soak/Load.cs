using System.Diagnostics;

namespace Hitcast.Soak;

/// <summary>Callers, extractions, kills and new versions at once, while a sample is taken every five seconds.</summary>
internal static class Load
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(5);

    /// <exception cref="InvalidOperationException">A process that is watched ended.</exception>
    public static async Task<IReadOnlyList<Sample>> RunAsync(Stack stack, Counts counts, TimeSpan duration, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var callers = new Callers(stack.Api, counts);
        Task[] loads =
        [
            callers.PredictAsync(end.Token), callers.PredictAsync(end.Token), callers.ExplainAsync(end.Token), callers.StreamAsync(end.Token), callers.AskAsync(end.Token),
            EveryAsync(TimeSpan.FromMinutes(1), () => Disturbances.PublishAsync(stack.Models, end.Token), end.Token),
            EveryAsync(TimeSpan.FromMinutes(2), stack.KillWorkerAsync, end.Token),
            EveryAsync(TimeSpan.FromMinutes(3), () => Disturbances.ExtractAsync(stack, end.Token), end.Token),
        ];
        var samples = await SampleAsync(stack, counts, duration, cancellation);
        await end.CancelAsync();
        await Task.WhenAll(loads);
        return samples;
    }

    private static async Task<IReadOnlyList<Sample>> SampleAsync(Stack stack, Counts counts, TimeSpan duration, CancellationToken cancellation)
    {
        List<Sample> samples = [];
        var (clock, before) = (Stopwatch.StartNew(), 0L);
        while (clock.Elapsed < duration)
        {
            await Task.Delay(SampleInterval, cancellation);
            var total = counts.Total;
            samples.Add(new(
                clock.Elapsed,
                stack.Watched.ToDictionary(service => service.Name, service => service.Measure()),
                await stack.CountConnectionsAsync(cancellation),
                (total - before) / SampleInterval.TotalSeconds));
            before = total;
            if (samples.Count % 12 == 0)
            {
                Terminal.Line($"{clock.Elapsed.TotalMinutes,5:0.0} min  {Line(samples[^1], counts)}");
            }
        }

        return samples;
    }

    private static string Line(Sample sample, Counts counts) =>
        $"{string.Join("  ", sample.Services.Select(service => $"{service.Key} {service.Value.Megabytes:0} MB, {service.Value.Handles} handles, {service.Value.Threads} threads"))}  "
        + $"{sample.Connections} connections  {counts.Total:N0} requests, {counts.Failed} failed";

    private static async Task EveryAsync(TimeSpan interval, Func<Task> disturb, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await Task.Delay(interval, cancellation);
                await disturb();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The load is over.
        }
    }
}
