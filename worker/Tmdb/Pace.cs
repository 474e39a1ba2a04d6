namespace Hitcast.Worker.Tmdb;

/// <summary>
/// When the next request may start. Starts are evenly spaced, never more in a second than the limit; the rate halves when TMDB asks for
/// less, falls when replies take much longer than they did, and recovers by itself within a minute.
/// </summary>
internal sealed class Pace(double requestsPerSecond, TimeProvider time)
{
    // Just under the limit, so that timers that wake late never push two seconds' requests into one.
    private readonly double most = requestsPerSecond * 0.975;
    private readonly Lock gate = new();
    private readonly long start = time.GetTimestamp();
    private double rate = requestsPerSecond * 0.975;
    private double next;
    private double pausedUntil;
    private double recoveredAt;
    private double slowedAt = double.NegativeInfinity;
    private double usualLatency;
    private double latestLatency;

    /// <summary>Requests a second, as they are allowed now.</summary>
    public double Rate
    {
        get
        {
            lock (gate)
            {
                Recover(Now);
                return rate;
            }
        }
    }

    private double Now => time.GetElapsedTime(start).TotalSeconds;

    /// <summary>Returns when the caller's request may start.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        do
        {
            var delay = Reserve();
            if (delay > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(delay), time, cancellation);
            }
        }
        while (IsPaused());
    }

    /// <summary>TMDB asked for less: nothing starts for the time it named, and at least for a second.</summary>
    public void Limited(TimeSpan? retryAfter)
    {
        lock (gate)
        {
            var now = Now;
            pausedUntil = Math.Max(pausedUntil, now + Math.Max(1, retryAfter?.TotalSeconds ?? 1));
            SlowDown(now, by: 0.5, atMostEvery: 1);
        }
    }

    /// <summary>A reply came, or failed to, after so long.</summary>
    public void Observe(TimeSpan latency)
    {
        lock (gate)
        {
            var seconds = latency.TotalSeconds;
            usualLatency = usualLatency == 0 ? seconds : usualLatency + (0.01 * (seconds - usualLatency));
            latestLatency = latestLatency == 0 ? seconds : latestLatency + (0.1 * (seconds - latestLatency));
            if (latestLatency > 0.1 + (3 * usualLatency))
            {
                SlowDown(Now, by: 0.8, atMostEvery: 3);
            }
        }
    }

    /// <summary>Takes the next start that is free.</summary>
    /// <returns>Seconds until then; 0 or less: at once.</returns>
    internal double Reserve()
    {
        lock (gate)
        {
            var now = Now;
            Recover(now);
            // One place may be made up for, else every late timer would cost throughput for good.
            var slot = Math.Max(Math.Max(next, now - (1 / rate)), pausedUntil);
            next = slot + (1 / rate);
            return slot - now;
        }
    }

    private bool IsPaused()
    {
        lock (gate)
        {
            return pausedUntil > Now;
        }
    }

    private void SlowDown(double now, double by, double atMostEvery)
    {
        Recover(now);
        if (now - slowedAt >= atMostEvery)
        {
            rate = Math.Max(Math.Min(1, most), rate * by);
            slowedAt = now;
        }
    }

    private void Recover(double now)
    {
        rate = Math.Min(most, rate + ((now - recoveredAt) * most / 60));
        recoveredAt = now;
    }
}
