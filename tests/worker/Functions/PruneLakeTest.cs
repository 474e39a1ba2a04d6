using Hitcast.Worker.Tests.Tmdb;
using Hitcast.Worker.Tests.Warehouse;
using Xunit;

namespace Hitcast.Worker.Tests.Functions;

public sealed class PruneLakeTest
{
    [Fact]
    public async Task What_is_older_than_180_days_goes_and_all_else_stays()
    {
        var time = new ShiftedTime(new DateTimeOffset(2026, 11, 24, 3, 40, 0, TimeSpan.Zero));
        await using var tmdb = await TmdbDouble.StartAsync(1, time);
        await using var worker = new TestWorker(tmdb, time);
        string[] old = ["tmdb/exports/movie_ids_2026-05-01.json.gz", "tmdb/movies/2025-12-31T235959Z/000001.jsonl.gz", "tmdb/movies/2026-05-27T080000Z/000002.jsonl.gz"];
        string[] young = ["tmdb/exports/movie_ids_2026-05-29.json.gz", "tmdb/movies/2026-05-28T000000Z/000001.jsonl.gz", "tmdb/state/extraction.json"];
        foreach (var key in (string[])[.. old, .. young])
        {
            await worker.Lake.PutIfAbsentAsync(key, new byte[] { 1 }, CancellationToken.None);
        }

        var first = await worker.InvokeAsync(["prune-lake"]);
        var second = await worker.InvokeAsync(["prune-lake"]);

        Assert.Equal(new CommandResult(0, "3 objects from before 2026-05-28 deleted.", ""), first);
        Assert.Equal(new CommandResult(0, "Nothing in the lake is from before 2026-05-28.", ""), second);
        Assert.Equal(young, await worker.Lake.ListAfterAsync("tmdb/", "", CancellationToken.None).ToListAsync());
    }

    [Fact]
    public async Task The_sample_catalogue_stays_and_what_came_after_it_goes()
    {
        var time = new ShiftedTime(new DateTimeOffset(2027, 11, 24, 3, 40, 0, TimeSpan.Zero));
        await using var tmdb = await TmdbDouble.StartAsync(1, time);
        await using var worker = new TestWorker(tmdb, time);
        var sample = await SampleCatalogue.Keys.ToListAsync();
        foreach (var key in (string[])[.. sample, "tmdb/movies/2026-03-05T083000Z/000001.jsonl.gz"])
        {
            await worker.Lake.PutIfAbsentAsync(key, new byte[] { 1 }, CancellationToken.None);
        }

        await worker.InvokeAsync(["prune-lake"]);

        Assert.Equal(sample, await worker.Lake.ListAfterAsync("tmdb/", "", CancellationToken.None).ToListAsync());
    }
}
