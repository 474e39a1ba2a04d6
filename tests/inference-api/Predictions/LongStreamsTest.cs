using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Tests.ModelRepository;
using Xunit;
using static Hitcast.InferenceApi.Tests.Predictions.PublishedModels;

namespace Hitcast.InferenceApi.Tests.Predictions;

/// <summary>More rows than memory should hold, and callers who do not behave.</summary>
[Collection(Alone)]
public sealed class LongStreamsTest(PublishedModels models) : IClassFixture<PublishedModels>
{
    /// <summary>The memory measured is that of the process, in which other tests must not run meanwhile.</summary>
    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class AloneDefinition;

    private const string Alone = "measures the process's memory";
    private const int Rows = 300_000;
    private const int RowsASend = 1_000;

    /// <summary>What 300,000 rows held at once would exceed by far: their requests and answers are over 60 MB.</summary>
    private const long MostGrowth = 40 << 20;

    [Theory]
    [InlineData("application/x-ndjson", "", "{\"budget\": 1e6}\n", 0)]
    [InlineData("text/csv", "budget\n", "1e6\n", 1)]
    public async Task Memory_is_flat_over_300_000_rows(string contentType, string head, string row, int headLines)
    {
        using var call = await RawCall.StartAsync(models.Client, Movies, contentType);
        await call.SendAsync(head + row);
        Assert.Equal(200, await call.StatusAsync());
        var sending = Task.Run(async () =>
        {
            for (var sent = 1; sent < Rows; sent += RowsASend)
            {
                await call.SendAsync(string.Concat(Enumerable.Repeat(row, Math.Min(RowsASend, Rows - sent))));
            }

            await call.EndAsync();
        });
        var (count, before, most) = (-headLines, 0L, 0L);
        while (await call.ReadLineAsync() is not null)
        {
            if (++count % 50_000 == 0)
            {
                GC.Collect();
                var now = GC.GetTotalMemory(forceFullCollection: false);
                before = before == 0 ? now : before;
                most = Math.Max(most, now);
            }
        }

        await sending;
        Assert.Equal(Rows, count);
        Assert.InRange(most - before, long.MinValue, MostGrowth);
    }

    [Fact]
    public async Task A_caller_who_sends_all_before_reading_anything_gets_all_answers()
    {
        using var call = await RawCall.StartAsync(models.Client, Movies, "application/x-ndjson");
        var rows = string.Concat(Enumerable.Repeat("{\"budget\": 1e6}\n", RowsASend));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var sent = 0; sent < Rows / 3; sent += RowsASend)
        {
            await call.SendAsync(rows);
        }

        await call.EndAsync();
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MostGrowth);
        Assert.Equal(200, await call.StatusAsync());
        var count = 0;
        while (await call.ReadLineAsync() is not null)
        {
            count++;
        }

        Assert.Equal(Rows / 3, count);
    }

    [Theory]
    [InlineData("application/x-ndjson", "{\"budget\": 1e6}\n")]
    [InlineData("text/csv", "budget\n1e6\n")]
    [InlineData("application/json", "{\"budget\": ")]
    public async Task A_caller_who_goes_away_frees_everything(string contentType, string beginning)
    {
        List<Exception> unobserved = [];
        void Remember(object? sender, UnobservedTaskExceptionEventArgs args) => unobserved.Add(args.Exception);
        TaskScheduler.UnobservedTaskException += Remember;
        var files = new TemporaryRepository();
        files.Publish();
        await using var watched = await WatchedRepository.StartAsync(files);
        await watched.UntilServedAsync(2);
        var version = Held(watched);
        for (var i = 0; i < 3; i++)
        {
            using var call = await RawCall.StartAsync(watched.Server.Client, Movies, contentType);
            await call.SendAsync(beginning);
            await watched.Server.UntilAsync(() => version.Holders == 2);
        }

        await watched.Server.UntilAsync(() => version.Holders == 1);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= Remember;
        Assert.Empty(unobserved);
        Assert.DoesNotContain(watched.Server.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_caller_who_takes_no_answers_and_goes_away_frees_everything()
    {
        var files = new TemporaryRepository();
        files.Publish();
        await using var watched = await WatchedRepository.StartAsync(files);
        await watched.UntilServedAsync(2);
        var version = Held(watched);
        using (var call = await RawCall.StartAsync(watched.Server.Client, Movies, "application/x-ndjson"))
        {
            for (var i = 0; i < 60; i++)
            {
                await call.SendAsync(string.Concat(Enumerable.Repeat("{\"budget\": 1e6}\n", RowsASend)));
            }
        }

        await watched.Server.UntilAsync(() => version.Holders == 1);
    }

    private static ModelVersion Held(WatchedRepository watched)
    {
        using var lease = watched.Catalog.Find("movie-success")!.Hold()!.Value;
        return lease.Version;
    }
}
