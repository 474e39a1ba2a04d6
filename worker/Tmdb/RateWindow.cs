namespace Hitcast.Worker.Tmdb;

/// <summary>
/// Never more than the limit in any second, as TMDB counts them: a request arrives there some time between its start and its reply, so it
/// keeps its place until a second after the reply, less what the fastest reply took beyond 20 ms.
/// </summary>
#pragma warning disable CA1001 // Places are given back after the last request too; a semaphore whose wait handle nobody asks for holds nothing.
internal sealed class RateWindow(double requestsPerSecond, TimeProvider time)
#pragma warning restore CA1001
{
    // A timer counts whole milliseconds and may wake by a part of one early.
    private static readonly TimeSpan Second = TimeSpan.FromMilliseconds(1001);

    /// <summary>By so much a way may be faster than any before it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(20);

    /// <summary>The fastest of so many replies is taken for the fastest there is; connections and code are warm by then.</summary>
    private const int Enough = 100;

    private readonly SemaphoreSlim places = new(Math.Max(1, (int)requestsPerSecond));
    private readonly Lock gate = new();
    private TimeSpan fastest = TimeSpan.FromSeconds(1);
    private int replies;

    /// <summary>Returns when there is a place.</summary>
    public Task EnterAsync(CancellationToken cancellation) => places.WaitAsync(cancellation);

    /// <summary>For who entered and sent nothing.</summary>
    public void Leave() => places.Release();

    /// <summary>For a request that was sent.</summary>
    /// <param name="latency">Until its reply; null: none came.</param>
    public void Leave(TimeSpan? latency)
    {
        lock (gate)
        {
            if (latency is { } took)
            {
                replies++;
                fastest = took < fastest ? took : fastest;
            }

            _ = FreeAsync(latency is null || replies < Enough || fastest < Margin ? Second : Second - (fastest - Margin));
        }
    }

    private async Task FreeAsync(TimeSpan after)
    {
        await Task.Delay(after, time, CancellationToken.None);
        places.Release();
    }
}
