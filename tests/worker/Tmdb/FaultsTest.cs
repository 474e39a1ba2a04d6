using Hitcast.Worker.Tmdb;
using Xunit;

namespace Hitcast.Worker.Tests.Tmdb;

public sealed class FaultsTest : IAsyncLifetime
{
    private readonly ShiftedTime time = new(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero));
    private TmdbDouble tmdb = null!;

    public async ValueTask InitializeAsync() => tmdb = await TmdbDouble.StartAsync(100, time);

    public async ValueTask DisposeAsync() => await tmdb.DisposeAsync();

    [Theory]
    [InlineData(nameof(Fault.ServerError))]
    [InlineData(nameof(Fault.Maintenance))]
    [InlineData(nameof(Fault.Reset))]
    [InlineData(nameof(Fault.CutBody))]
    [InlineData(nameof(Fault.CutJson))]
    [InlineData(nameof(Fault.Slow))]
    [InlineData(nameof(Fault.TooManyRequests))]
    [InlineData(nameof(Fault.Code25WithStatus200))]
    public async Task What_passes_is_tried_again_and_the_reply_is_whole(string fault)
    {
        await using var worker = Worker();
        tmdb.Fail(26, Enum.Parse<Fault>(fault), Enum.Parse<Fault>(fault));

        var reply = await Client(worker).GetMovieAsync(26, CancellationToken.None);

        Assert.Equal((200, tmdb.Catalogue.Movie(26)), (reply.Status, System.Text.Encoding.UTF8.GetString(reply.Body.Span)));
        Assert.Equal([26, 26, 26], tmdb.Asked);
    }

    [Theory]
    [InlineData(nameof(Fault.ServerError), "TMDB answered 500, code 11, for movie 26.")]
    [InlineData(nameof(Fault.Maintenance), "TMDB answered 503, code 46, for movie 26.")]
    [InlineData(nameof(Fault.CutJson), "TMDB gave no whole reply for movie 26: The reply to /3/movie/26 is not whole JSON")]
    [InlineData(nameof(Fault.Reset), "TMDB gave no whole reply for movie 26: ")]
    [InlineData(nameof(Fault.Slow), "TMDB gave no whole reply for movie 26: ")]
    public async Task What_does_not_pass_ends_after_four_retries_with_a_sentence(string fault, string sentence)
    {
        await using var worker = Worker();
        tmdb.FailAlways(26, Enum.Parse<Fault>(fault));

        var failure = await Assert.ThrowsAsync<TmdbException>(() => Client(worker).GetMovieAsync(26, CancellationToken.None));

        Assert.StartsWith(sentence, failure.Message, StringComparison.Ordinal);
        Assert.Equal(5, tmdb.Asked.Count);
    }

    [Theory]
    [InlineData(nameof(Fault.MissingPart), "The reply for movie 26 has no keywords.")]
    [InlineData(nameof(Fault.AnotherMovie), "The reply for movie 26 has no id 26.")]
    [InlineData(nameof(Fault.NotFoundByProxy), "TMDB answered 404, code none, for movie 26.")]
    public async Task What_is_not_the_movie_is_not_taken_for_it_and_not_asked_for_at_once_again(string fault, string sentence)
    {
        await using var worker = Worker();
        tmdb.FailAlways(26, Enum.Parse<Fault>(fault));

        var failure = await Assert.ThrowsAsync<TmdbException>(() => Client(worker).GetMovieAsync(26, CancellationToken.None));

        Assert.Equal(sentence, failure.Message);
        Assert.Single(tmdb.Asked);
    }

    [Fact]
    public async Task A_movie_that_is_gone_is_a_reply()
    {
        await using var worker = Worker();

        var reply = await Client(worker).GetMovieAsync(101, CancellationToken.None);

        Assert.Equal((101, 404), (reply.Id, reply.Status));
        Assert.Single(tmdb.Asked);
    }

    [Fact]
    public async Task A_Retry_After_of_0_means_at_least_a_second()
    {
        await using var worker = Worker();
        tmdb.Fail(26, Fault.TooManyRequests);
        var started = TimeProvider.System.GetTimestamp();

        await Client(worker).GetMovieAsync(26, CancellationToken.None);

        Assert.InRange(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 0.99, 10);
    }

    [Fact]
    public async Task No_more_are_under_way_at_once_than_set()
    {
        await using var worker = Worker(("Tmdb:MaxInFlight", "7"));
        tmdb.Latency = TimeSpan.FromMilliseconds(20);

        await Task.WhenAll(Enumerable.Range(1, 60).Select(id => Client(worker).GetMovieAsync(id, CancellationToken.None)));

        Assert.Equal(7, tmdb.MostUnderWay);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_and_not_taken_for_a_failure()
    {
        await using var worker = Worker();
        tmdb.Gate = new TaskCompletionSource();
        using var cancellation = new CancellationTokenSource();
        tmdb.OnMovie = _ => cancellation.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client(worker).GetMovieAsync(26, cancellation.Token));
    }

    private TestWorker Worker(params (string, string?)[] settings) => new(tmdb, time, settings: [("Tmdb:TimeoutSeconds", "1"), .. settings]);

    private static TmdbClient Client(TestWorker worker) => worker.Services.GetRequiredService<TmdbClient>();
}
