using System.Text.Json;
using Hitcast.Worker.Functions.Extraction;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Running;
using Hitcast.Worker.Tests.Tmdb;
using Xunit;

namespace Hitcast.Worker.Tests.Functions;

public sealed class InterruptedExtractionTest : IAsyncLifetime
{
    private readonly ShiftedTime time = new(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero));
    private TmdbDouble tmdb = null!;
    private TestWorker worker = null!;

    public async ValueTask InitializeAsync()
    {
        tmdb = await TmdbDouble.StartAsync(600, time);
        worker = new TestWorker(tmdb, time, settings: ("Extraction:LeaseSeconds", "1"));
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        await tmdb.DisposeAsync();
    }

    [Fact]
    public async Task What_fails_is_written_down_and_tried_again_by_the_next_run()
    {
        tmdb.FailAlways(5, Fault.ServerError);
        tmdb.FailAlways(6, Fault.MissingPart);

        var first = await worker.ExtractAsync();
        var failed = (await worker.StateAsync()).GetProperty("failed").EnumerateArray().ToArray();
        tmdb.Heal();
        var second = await worker.ExtractAsync();

        Assert.Equal("598 movies fetched, 0 of them gone, 2 failed, 0 left for the next run.", first.Output);
        Assert.Equal([5, 6], failed.Select(movie => movie.GetProperty("id").GetInt32()).Order());
        Assert.Contains("TMDB answered 500, code 11, for movie 5.", failed.Select(movie => movie.GetProperty("reason").GetString()));
        Assert.Equal("2 movies fetched, 0 of them gone, 0 failed, 0 left for the next run.", second.Output);
        Assert.Equal(Enumerable.Range(1, 600), (await worker.LinesAsync()).Select(Id).Order());
        Assert.Empty((await worker.StateAsync()).GetProperty("failed").EnumerateArray());
    }

    [Fact]
    public async Task Many_movies_that_always_fail_do_not_keep_the_others_waiting()
    {
        foreach (var id in Enumerable.Range(1, 60))
        {
            tmdb.FailAlways(id * 10, Fault.MissingPart);
        }

        await worker.ExtractAsync();
        tmdb.Catalogue.Change(new DateOnly(2026, 11, 24), 1);
        time.MoveOn(TimeSpan.FromDays(1));
        var next = await worker.ExtractAsync();
        tmdb.Heal();
        await worker.ExtractAsync();

        Assert.Equal(new CommandResult(0, "1 movies fetched, 0 of them gone, 60 failed, 0 left for the next run.", ""), next);
        Assert.Equal([1, .. Enumerable.Range(1, 600)], (await worker.LinesAsync()).Select(Id).Order());
    }

    [Fact]
    public async Task A_TMDB_that_is_away_stops_the_run_and_nothing_is_lost()
    {
        foreach (var id in tmdb.Catalogue.Ids.OrderByDescending(Catalogue.PopularityOf).Skip(100))
        {
            tmdb.FailAlways(id, Fault.Maintenance);
        }

        var stopped = await worker.ExtractAsync();
        tmdb.Heal();
        var next = await worker.ExtractAsync();

        Assert.Equal(1, stopped.ExitCode);
        Assert.StartsWith("50 movies in a row could not be fetched", stopped.Errors, StringComparison.Ordinal);
        Assert.Equal(0, next.ExitCode);
        Assert.Equal(Enumerable.Range(1, 600), (await worker.LinesAsync()).Select(Id).Order());
    }

    [Fact]
    public async Task A_run_that_is_cancelled_saves_its_work_and_the_next_goes_on_from_there()
    {
        using var cancellation = new CancellationTokenSource();
        After(250, cancellation.Cancel);

        var cancelled = await worker.InvokeAsync(["extract-movies"], cancellation.Token);
        var saved = (await worker.LinesAsync()).Count;
        tmdb.OnMovie = null;
        await worker.ExtractAsync();

        Assert.Equal(130, cancelled.ExitCode);
        Assert.InRange(saved, 200, 270);
        Assert.Equal(Enumerable.Range(1, 600), (await worker.LinesAsync()).Select(Id).Order());
    }

    [Fact]
    public async Task A_run_stops_before_its_hosts_deadline_with_its_work_saved()
    {
        await using var slow = new TestWorker(tmdb, time, worker.Folder, ("Tmdb:RequestsPerSecond", "100"));
        var context = new FunctionContext("test", time.GetUtcNow().AddSeconds(3), 1);
        var function = slow.Services.GetRequiredService<FunctionCatalog>().Find("extract-movies")!;

        var result = await slow.Services.GetRequiredService<Invoker>().InvokeAsync(new Invocation(function, context), CancellationToken.None);
        var saved = (await worker.LinesAsync()).Count;
        await worker.ExtractAsync();

        Assert.InRange(saved, 1, 599);
        Assert.Equal($"{saved} movies fetched, 0 of them gone, 0 failed, {600 - saved} left for the next run.", result.Summary);
        Assert.Equal(Enumerable.Range(1, 600), (await worker.LinesAsync()).Select(Id).Order());
    }

    [Fact]
    public async Task Of_two_runs_at_once_one_steps_back()
    {
        tmdb.Gate = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        tmdb.OnMovie = _ => asked.TrySetResult();
        await using var other = new TestWorker(tmdb, time, worker.Folder, ("Extraction:LeaseSeconds", "1"));

        var first = worker.ExtractAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
        var second = await other.ExtractAsync();
        tmdb.Gate.SetResult();

        Assert.Equal(new CommandResult(0, "Another extraction is at work.", ""), second);
        Assert.Equal(0, (await first).ExitCode);
        Assert.Equal(600, tmdb.Asked.Count);
    }

    [Fact]
    public async Task A_run_whose_plan_was_taken_over_writes_no_position_any_more()
    {
        After(300, () =>
        {
            tmdb.Gate = new TaskCompletionSource();
            _ = OverwriteAsync();
        });

        var result = await worker.ExtractAsync();

        Assert.Equal(new CommandResult(0, "Another extraction took over.", ""), result);
        Assert.Equal("2030-01-01T000000Z", (await worker.StateAsync()).GetProperty("run").GetString());
    }

    [Fact]
    public async Task The_next_run_takes_over_from_one_that_was_killed_once_its_lease_is_over()
    {
        var killed = new ExtractionState { Run = "2026-11-24T083000Z", LeaseUntil = time.GetUtcNow().AddSeconds(45) };
        await worker.Lake.ReplaceIfUnchangedAsync(HeldState.Key, killed.ToJson(), null, CancellationToken.None);

        var early = await worker.ExtractAsync();
        time.MoveOn(TimeSpan.FromSeconds(46));
        var late = await worker.ExtractAsync();

        Assert.Equal("Another extraction is at work.", early.Output);
        Assert.Equal("600 movies fetched, 0 of them gone, 0 failed, 0 left for the next run.", late.Output);
    }

    [Fact]
    public async Task A_run_that_finds_the_lease_of_a_killed_one_waits_for_its_end()
    {
        var killed = new ExtractionState { Run = "2026-11-24T083000Z", LeaseUntil = time.GetUtcNow().AddSeconds(0.7) };
        await worker.Lake.ReplaceIfUnchangedAsync(HeldState.Key, killed.ToJson(), null, CancellationToken.None);

        var result = await worker.ExtractAsync();

        Assert.Equal("600 movies fetched, 0 of them gone, 0 failed, 0 left for the next run.", result.Output);
        Assert.Equal(600, tmdb.Asked.Count);
    }

    [Fact]
    public async Task A_lake_that_cannot_be_written_fails_the_run_with_its_own_error()
    {
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(worker.Folder, "tmdb")).FullName, "movies"), "in the way");

        var result = await worker.ExtractAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("tmdb/movies", result.Errors, StringComparison.Ordinal);
    }

    /// <summary>Does something once, when so many movies were asked for.</summary>
    private void After(int movies, Action act)
    {
        var asked = 0;
        tmdb.OnMovie = _ =>
        {
            if (Interlocked.Increment(ref asked) == movies)
            {
                act();
            }
        };
    }

    /// <summary>Takes the state over as another run would, while the replies of TMDB wait.</summary>
    private async Task OverwriteAsync()
    {
        var other = new ExtractionState { Run = "2030-01-01T000000Z", LeaseUntil = time.GetUtcNow().AddHours(1) };
        string? replaced = null;
        while (replaced is null)
        {
            using var stored = await worker.Lake.GetAsync(HeldState.Key, CancellationToken.None);
            replaced = await worker.Lake.ReplaceIfUnchangedAsync(HeldState.Key, other.ToJson(), stored!.Tag, CancellationToken.None);
        }

        tmdb.Gate!.SetResult();
    }

    private static int Id(JsonElement line) => line.GetProperty("id").GetInt32();
}
