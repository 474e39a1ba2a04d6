using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.CommandLine;
using Hitcast.Worker.Hosting.Declaration;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.Arriving;

public sealed class ArrivalsTest : IAsyncDisposable
{
    private const string Key = "functions/keep-arrival.json";
    private const string Ended = "The process ended while it was at work.";

    private readonly HostServices services = new();

    public ValueTask DisposeAsync() => services.DisposeAsync();

    [Fact]
    public async Task An_attempt_is_written_down_before_it_begins_and_no_more_when_it_succeeds()
    {
        await services.PutAsync("things/1", "things/2");
        var during = new List<ArrivalState>();
        services.Recorder.During = async _ => during.Add(await StateAsync());

        await RunAsync();

        Assert.Equal(["things/1", "things/2"], during.Select(state => state.Cursor));
        Assert.Equal([("things/1", 1, Ended), ("things/2", 1, Ended)], during.Select(state => state.Failed.Single()).Select(failed => (failed.Key, failed.Attempts, failed.Reason)));
        Assert.Empty((await StateAsync()).Failed);
    }

    [Fact]
    public async Task An_arrival_whose_every_attempt_ended_the_process_is_set_aside_without_another()
    {
        await services.PutAsync("things/1");
        await WriteAsync(new ArrivalState { Cursor = "things/1", Failed = [new("things/1", 3, DateTimeOffset.UnixEpoch, Ended)] });

        var result = await RunAsync();

        Assert.Equal("0 arrivals done, 1 failed, 1 set aside so far.", result.Summary);
        Assert.Empty(services.Recorder.Calls);
        Assert.Equal(("things/1", 3, Ended), (await StateAsync()).SetAside.Select(failed => (failed.Key, failed.Attempts, failed.Reason)).Single());
    }

    [Fact]
    public async Task What_is_away_ends_the_run_and_is_no_attempt()
    {
        await services.PutAsync("things/1", "things/2", "things/3");
        services.Recorder.Failure = call => call.What == "things/2" ? throw new UnavailableException("The database is away.", new TimeoutException()) : null;

        for (var outage = 0; outage < 10; outage++)
        {
            Assert.Equal("The database is away.", (await Assert.ThrowsAsync<UnavailableException>(RunAsync)).Message);
        }

        Assert.Equal(("things/1", 0), ((await StateAsync()).Cursor, (await StateAsync()).Failed.Count));
        services.Recorder.Failure = _ => null;
        Assert.Equal("2 arrivals done, 0 failed, 0 set aside so far.", (await RunAsync()).Summary);
    }

    [Theory]
    [InlineData("", "a new one")]
    [InlineData("things/1", "an older backup")]
    public async Task Where_the_database_lacks_what_the_cursor_has_passed_all_comes_again(string mark, string database)
    {
        await services.PutAsync("things/1", "things/2", "things/3");
        services.Marks.Mark = "";
        await RunAsync();
        Assert.Equal("Nothing arrived.", (await RunAsync()).Summary);

        services.Marks.Mark = mark;

        Assert.True((await RunAsync()).Summary == "3 arrivals done, 0 failed, 0 set aside so far.", database);
        Assert.Equal(("things/3", "things/3"), ((await StateAsync()).Cursor, services.Marks.Mark));
        Assert.Equal("Nothing arrived.", (await RunAsync()).Summary);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_replay_by_hand_that_succeeds_takes_the_arrival_off_the_lists(bool setAside)
    {
        FailedArrival[] ours = [new("things/1", 3, DateTimeOffset.UnixEpoch, "It is broken."), new("things/2", 3, DateTimeOffset.UnixEpoch, "It is broken.")];
        await WriteAsync(setAside ? new ArrivalState { Cursor = "things/9", SetAside = ours } : new ArrivalState { Cursor = "things/9", Failed = ours });

        services.Recorder.Failure = call => call.What == "things/2" ? "It is still broken." : null;
        Assert.Equal(0, await InvokeAsync("things/1"));
        Assert.Equal(1, await InvokeAsync("things/2"));
        Assert.Equal(0, await InvokeAsync("things/3"));

        var state = await StateAsync();
        Assert.Equal(("things/9", "things/2"), (state.Cursor, state.Failed.Concat(state.SetAside).Single().Key));
    }

    private Task<FunctionResult> RunAsync() =>
        services.Provider.GetRequiredService<Arrivals>().RunAsync(services.Function("keep-arrival"), new FunctionContext("test", null, 1), CancellationToken.None);

    private Task<int> InvokeAsync(string key) => ActivatorUtilities
        .CreateInstance<InvokeCommand>(services.Provider, new Terminal(TextWriter.Null, TextWriter.Null))
        .RunAsync(["keep-arrival", $"key={key}"], CancellationToken.None);

    private async Task<ArrivalState> StateAsync()
    {
        using var stored = await services.Lake.GetAsync(Key, CancellationToken.None);
        return await ArrivalState.ReadAsync(stored!.Content, CancellationToken.None);
    }

    private async Task WriteAsync(ArrivalState state) => Assert.NotNull(await services.Lake.ReplaceIfUnchangedAsync(Key, state.ToJson(), null, CancellationToken.None));
}
