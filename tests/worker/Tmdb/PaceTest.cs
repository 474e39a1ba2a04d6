using Hitcast.Worker.Tmdb;
using Xunit;

namespace Hitcast.Worker.Tests.Tmdb;

public sealed class PaceTest
{
    [Fact]
    public void No_second_has_more_starts_than_allowed_and_none_wastes_more_than_three_in_a_hundred()
    {
        var time = new StoppedTime();
        var pace = new Pace(40, time);
        var random = new Random(1);
        List<double> starts = [];
        for (var now = 0.0; now < 60;)
        {
            // A timer wakes late, by up to 20 ms.
            var wait = Math.Max(0, pace.Reserve()) + (random.NextDouble() * 0.02);
            time.MoveOn(wait);
            now += wait;
            starts.Add(now);
        }

        Assert.All(starts, start => Assert.InRange(starts.Count(other => other >= start && other < start + 1), 1, 40));
        Assert.InRange(starts.Count / 60.0, 40 * 0.97, 40);
    }

    [Fact]
    public void A_limit_halves_the_rate_once_however_many_replies_tell_of_it_and_it_recovers_in_a_minute()
    {
        var time = new StoppedTime();
        var pace = new Pace(40, time);
        var most = pace.Rate;

        for (var reply = 0; reply < 20; reply++)
        {
            pace.Limited(TimeSpan.Zero);
        }

        Assert.Equal(most / 2, pace.Rate, 6);
        time.MoveOn(15);
        Assert.Equal(most * 3 / 4, pace.Rate, 6);
        time.MoveOn(60);
        Assert.Equal(most, pace.Rate, 6);
    }

    [Fact]
    public void Rising_latency_slows_it_and_what_is_usual_does_not()
    {
        var time = new StoppedTime();
        var pace = new Pace(40, time);
        Observe(pace, 0.1, 200);
        var usual = pace.Rate;
        Observe(pace, 2, 20);

        Assert.Equal(40 * 0.975, usual, 6);
        Assert.Equal(usual * 0.8, pace.Rate, 6);
    }

    [Fact]
    public void It_never_falls_below_one_request_a_second()
    {
        var time = new StoppedTime();
        var pace = new Pace(40, time);
        for (var second = 0; second < 100; second++)
        {
            time.MoveOn(1);
            pace.Limited(null);
        }

        Assert.InRange(pace.Rate, 1, 2);
    }

    private static void Observe(Pace pace, double seconds, int times)
    {
        for (var reply = 0; reply < times; reply++)
        {
            pace.Observe(TimeSpan.FromSeconds(seconds));
        }
    }

    private sealed class StoppedTime : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void MoveOn(double seconds) => ticks += TimeSpan.FromSeconds(seconds).Ticks;

        public override long GetTimestamp() => ticks;
    }
}
