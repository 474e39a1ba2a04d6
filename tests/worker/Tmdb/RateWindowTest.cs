using Xunit;

namespace Hitcast.Worker.Tests.Tmdb;

public sealed class RateWindowTest
{
    [Fact]
    public async Task No_second_has_more_requests_than_the_limit_as_TMDB_counts_them_whatever_delays_them_on_their_way()
    {
        await using var tmdb = await TmdbDouble.StartAsync(160, TimeProvider.System);
        tmdb.Limit = 40;
        // It counts a request after its latency.
        tmdb.OnMovie = id => tmdb.Latency = TimeSpan.FromMilliseconds(id % 7 * 10);
        await using var worker = new TestWorker(tmdb, TimeProvider.System, settings: ("Tmdb:RequestsPerSecond", "40"));

        var result = await worker.ExtractAsync();

        Assert.Equal("160 movies fetched, 0 of them gone, 0 failed, 0 left for the next run.", result.Output);
        Assert.Equal(0, tmdb.Refused429);
        Assert.Equal(160, tmdb.Asked.Count);
    }
}
