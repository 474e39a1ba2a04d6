using System.Text.Json;
using Hitcast.Worker.Tests.Tmdb;
using Xunit;

namespace Hitcast.Worker.Tests.Functions;

public sealed class ExtractMoviesTest : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    private readonly ShiftedTime time = new(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero));
    private TmdbDouble tmdb = null!;
    private TestWorker worker = null!;

    public async ValueTask InitializeAsync()
    {
        tmdb = await TmdbDouble.StartAsync(57, time);
        worker = new TestWorker(tmdb, time);
    }

    public async ValueTask DisposeAsync()
    {
        await worker.DisposeAsync();
        await tmdb.DisposeAsync();
    }

    [Fact]
    public async Task The_first_run_brings_the_whole_catalogue_the_most_popular_first()
    {
        var result = await worker.ExtractAsync();

        Assert.Equal(new CommandResult(0, "57 movies fetched, 0 of them gone, 0 failed, 0 left for the next run.", ""), result);
        var lines = await worker.LinesAsync();
        Assert.Equal(tmdb.Catalogue.Ids.OrderByDescending(Catalogue.PopularityOf), lines.Select(Id));
        Assert.All(lines, line => Assert.Equal(200, line.GetProperty("status").GetInt32()));
        Assert.All(lines, line => Assert.Equal(tmdb.Catalogue.Movie(Id(line)).Replace('\n', ' '), line.GetProperty("body").GetRawText()));
        Assert.All(lines, line => Assert.InRange(line.GetProperty("fetched_at").GetDateTimeOffset(), time.GetUtcNow().AddMinutes(-5), time.GetUtcNow()));
    }

    [Fact]
    public async Task Objects_have_no_more_lines_than_set_and_the_export_is_kept_as_it_came()
    {
        await worker.ExtractAsync();

        var keys = await worker.Lake.ListAfterAsync("tmdb/", "", CancellationToken.None).ToListAsync();
        Assert.Equal(6, keys.Count(key => key.StartsWith("tmdb/movies/2026-11-24T0830", StringComparison.Ordinal)));
        Assert.Contains("tmdb/exports/movie_ids_2026-11-24.json.gz", keys);
        Assert.Contains("tmdb/state/extraction.json", keys);
    }

    [Fact]
    public async Task A_second_run_on_the_same_day_asks_for_nothing()
    {
        await worker.ExtractAsync();
        var asked = tmdb.Asked.Count;

        var result = await worker.ExtractAsync();

        Assert.Equal(new CommandResult(0, "All changes through 2026-11-23 are in the lake.", ""), result);
        Assert.Equal(asked, tmdb.Asked.Count);
    }

    [Fact]
    public async Task The_next_day_brings_what_changed_each_movie_once()
    {
        await worker.ExtractAsync();
        tmdb.PageSize = 2;
        tmdb.Catalogue.Change(Day, 3, 4, 5, 3, 9);
        var added = tmdb.Catalogue.Add(Day);
        tmdb.Catalogue.Delete(Day, 7);
        time.MoveOn(TimeSpan.FromDays(1));

        await worker.ExtractAsync();

        var lines = (await worker.LinesAsync()).Skip(57).ToArray();
        Assert.Equal([3, 4, 5, 7, 9, added], lines.Select(Id));
        Assert.Equal([200, 200, 200, 404, 200, 200], lines.Select(line => line.GetProperty("status").GetInt32()));
        Assert.Equal(34, lines[3].GetProperty("body").GetProperty("status_code").GetInt32());
        Assert.Equal(2, lines[0].GetProperty("body").GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_day_is_whole_whether_or_not_the_end_of_a_range_counts(bool exclusive)
    {
        tmdb.EndExclusive = exclusive;
        await worker.ExtractAsync();
        tmdb.Catalogue.Change(Day, 11);
        time.MoveOn(TimeSpan.FromDays(1));

        await worker.ExtractAsync();

        Assert.Equal(11, Id((await worker.LinesAsync())[57]));
    }

    [Fact]
    public async Task After_a_gap_that_the_changes_do_not_reach_all_is_planned_again_and_what_the_export_lost_is_asked_for()
    {
        await worker.ExtractAsync();
        tmdb.Catalogue.DeleteSilently(20);
        time.MoveOn(TimeSpan.FromDays(16));

        var result = await worker.ExtractAsync();

        Assert.Equal("57 movies fetched, 1 of them gone, 0 failed, 0 left for the next run.", result.Output);
        var last = (await worker.LinesAsync())[^1];
        Assert.Equal((20, 404), (Id(last), last.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task Up_to_fourteen_days_are_made_up_for_from_the_changes()
    {
        await worker.ExtractAsync();
        for (var day = 0; day < 14; day++)
        {
            tmdb.Catalogue.Change(Day.AddDays(day), day + 1);
        }

        time.MoveOn(TimeSpan.FromDays(14));
        await worker.ExtractAsync();

        Assert.Equal(Enumerable.Range(1, 14), (await worker.LinesAsync()).Skip(57).Select(Id));
    }

    [Fact]
    public async Task Before_eight_the_export_of_the_day_before_is_taken()
    {
        time.MoveOn(TimeSpan.FromHours(-1));

        await worker.ExtractAsync();

        Assert.Contains("tmdb/exports/movie_ids_2026-11-23.json.gz", await worker.Lake.ListAfterAsync("tmdb/exports/", "", CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task With_no_token_it_says_so_and_does_nothing()
    {
        await using var without = new TestWorker(tmdb, time, settings: ("Tmdb:Token", null));

        var result = await without.ExtractAsync();

        Assert.Equal(new CommandResult(0, "Tmdb:Token is not set: nothing is extracted. Set it to TMDB's API Read Access Token.", ""), result);
        Assert.Empty(await without.Lake.ListAfterAsync("", "", CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task A_token_that_TMDB_refuses_stops_the_run_with_a_sentence_that_does_not_hold_it()
    {
        await using var refused = new TestWorker(tmdb, time, settings: ("Tmdb:Token", "another-token"));

        var result = await refused.ExtractAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("TMDB refuses the token (401, code 7", result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("another-token", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_that_lost_a_tenth_stops_the_run_until_somebody_insists()
    {
        await worker.ExtractAsync();
        time.MoveOn(TimeSpan.FromDays(16));
        tmdb.ExportShare = 0.89;

        var stopped = await worker.ExtractAsync();
        var insisted = await worker.ExtractAsync("force=true");

        Assert.Equal(1, stopped.ExitCode);
        Assert.Contains("lists 50 ids, under 90 % of the 57", stopped.Errors, StringComparison.Ordinal);
        Assert.Equal(0, insisted.ExitCode);
    }

    [Fact]
    public async Task A_week_without_changes_stops_the_run_and_fewer_days_are_read_again()
    {
        await worker.ExtractAsync();
        time.MoveOn(TimeSpan.FromDays(6));
        var quiet = await worker.ExtractAsync();
        tmdb.Catalogue.Change(Day.AddDays(2), 40);
        time.MoveOn(TimeSpan.FromHours(1));
        await worker.ExtractAsync();
        time.MoveOn(TimeSpan.FromDays(8));

        var stopped = await worker.ExtractAsync();

        Assert.Equal(0, quiet.ExitCode);
        Assert.Equal(40, Id((await worker.LinesAsync())[57]));
        Assert.Equal(1, stopped.ExitCode);
        Assert.StartsWith("TMDB lists no change after 2026-11-26, for a week", stopped.Errors, StringComparison.Ordinal);
    }

    private static int Id(JsonElement line) => line.GetProperty("id").GetInt32();
}
