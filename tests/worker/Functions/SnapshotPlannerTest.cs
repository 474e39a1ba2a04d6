using System.Text.Json;
using Hitcast.Worker.Tests.Tmdb;
using Xunit;

namespace Hitcast.Worker.Tests.Functions;

public sealed class SnapshotPlannerTest : IAsyncLifetime
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
    public async Task A_movie_that_no_export_lists_is_asked_for_by_each_snapshot()
    {
        tmdb.ExportShare = 0.95;
        await worker.ExtractAsync();
        tmdb.Catalogue.Change(Day, 57);
        await ExtractAfterAsync(days: 1);
        await ExtractAfterAsync(days: 16);
        tmdb.Catalogue.DeleteSilently(57);
        await ExtractAfterAsync(days: 16);
        await ExtractAfterAsync(days: 151);

        Assert.Equal([200, 200, 404, 404], await StatusesAsync(57));
    }

    [Fact]
    public async Task A_deletion_is_found_though_the_snapshot_that_would_ask_for_it_is_planned_again_before_its_end()
    {
        await worker.ExtractAsync();
        tmdb.Catalogue.DeleteSilently(20);
        time.MoveOn(TimeSpan.FromDays(16));
        using var cancellation = new CancellationTokenSource();
        tmdb.OnMovie = _ => cancellation.Cancel();
        await worker.InvokeAsync(["extract-movies"], cancellation.Token);
        tmdb.OnMovie = null;

        await worker.ExtractAsync("snapshot=true");

        Assert.Equal([200, 404], await StatusesAsync(20));
        Assert.Single(await worker.Lake.ListAfterAsync("tmdb/state/plans/", "", CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task A_deletion_of_seven_months_without_a_run_is_found_though_the_lake_was_pruned_first()
    {
        await worker.ExtractAsync();
        tmdb.Catalogue.DeleteSilently(20);
        time.MoveOn(TimeSpan.FromDays(210));
        await worker.InvokeAsync(["prune-lake"]);

        await worker.ExtractAsync();

        Assert.Equal([404], await StatusesAsync(20));
    }

    [Fact]
    public async Task An_empty_export_plans_nothing_and_the_next_day_begins_anew()
    {
        tmdb.ExportShare = 0;
        var empty = await worker.ExtractAsync();
        tmdb.ExportShare = 1;
        var next = await ExtractAfterAsync(days: 1);

        Assert.Equal(new CommandResult(1, "", "tmdb/exports/movie_ids_2026-11-24.json.gz lists no id: nothing is planned. Delete it in the lake to fetch it again."), empty);
        Assert.Equal("57 movies fetched, 0 of them gone, 0 failed, 0 left for the next run.", next.Output);
    }

    private Task<CommandResult> ExtractAfterAsync(int days)
    {
        time.MoveOn(TimeSpan.FromDays(days));
        return worker.ExtractAsync();
    }

    private async Task<IEnumerable<int>> StatusesAsync(int id) => (await worker.LinesAsync()).Where(line => Number(line, "id") == id).Select(line => Number(line, "status"));

    private static int Number(JsonElement line, string name) => line.GetProperty(name).GetInt32();
}
