using Hitcast.Worker.Warehouse;
using Xunit;
using static Hitcast.Worker.Tests.Warehouse.Lines;

namespace Hitcast.Worker.Tests.Warehouse;

/// <summary>Objects that cannot be read.</summary>
public sealed class LoadLedgerTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly TestWarehouse warehouse = new(cluster);

    public ValueTask InitializeAsync() => warehouse.InitializeAsync();

    public ValueTask DisposeAsync() => warehouse.DisposeAsync();

    [Fact]
    public async Task After_five_attempts_an_object_is_set_aside_with_its_reason_and_can_be_replayed()
    {
        var key = await warehouse.PutAsync("poison", Found(1, 1), "{\"fetched_at\":");
        for (var attempt = 1; attempt <= MovieLoader.Attempts; attempt++)
        {
            Assert.Equal(attempt == 1 ? "" : $"failing|{attempt - 1}", await warehouse.RowsAsync("SELECT state, attempts FROM warehouse.load"));
            await Assert.ThrowsAsync<LakeObjectException>(() => LoadAsync(key));
        }

        Assert.StartsWith("set aside|5|Line 2 is no JSON", await warehouse.RowsAsync("SELECT state, attempts, reason FROM warehouse.load"), StringComparison.Ordinal);
        Assert.Equal(0, await warehouse.ScalarAsync<long>("SELECT count(*) FROM warehouse.movie"));

        using var poison = await warehouse.Lake.GetAsync(key, CancellationToken.None);
        await warehouse.Lake.ReplaceIfUnchangedAsync(key, TestWarehouse.Zip(Found(1, 1) + "\n"), poison!.Tag, CancellationToken.None);
        Assert.Equal(1, (await LoadAsync(key)).Movies);
        Assert.Equal("loaded|0|-", await warehouse.RowsAsync("SELECT state, attempts, reason FROM warehouse.load"));
    }

    [Theory]
    [InlineData("no JSON", "Line 1 is no JSON")]
    [InlineData("[]", "Line 1 is no JSON object")]
    [InlineData("""{"id":1,"status":200,"body":{}}""", "Line 1: \"fetched_at\" is no time")]
    [InlineData("""{"fetched_at":"yesterday","id":1,"status":200,"body":{}}""", "Line 1: \"fetched_at\" is no time")]
    [InlineData("""{"fetched_at":"2026-01-01T00:00:00Z","id":"1","status":200,"body":{}}""", "Line 1: \"id\" is no whole number above 0")]
    [InlineData("""{"fetched_at":"2026-01-01T00:00:00Z","id":1,"status":500,"body":{}}""", "Line 1 has the status 500")]
    [InlineData("""{"fetched_at":"2026-01-01T00:00:00Z","id":1,"status":200,"body":null}""", "Line 1 has the status 200 and no reply")]
    public async Task A_line_that_no_extraction_writes_names_itself(string line, string reason)
    {
        var failure = await Assert.ThrowsAsync<LakeObjectException>(() => warehouse.LoadAsync("odd", line));
        Assert.StartsWith(reason, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_is_cut_or_no_gzip_is_refused_whole()
    {
        var whole = TestWarehouse.Zip(string.Concat(Enumerable.Range(1, 2000).Select(id => Found(id, 1) + "\n")));
        await warehouse.Lake.PutIfAbsentAsync("tmdb/movies/cut", whole.AsMemory(0, whole.Length / 2), CancellationToken.None);
        await warehouse.Lake.PutIfAbsentAsync("tmdb/movies/plain", "{}"u8.ToArray(), CancellationToken.None);
        Assert.StartsWith("The object is cut in or after line", (await Assert.ThrowsAsync<LakeObjectException>(() => LoadAsync("tmdb/movies/cut"))).Message, StringComparison.Ordinal);
        Assert.StartsWith("After line 0 it is no gzip", (await Assert.ThrowsAsync<LakeObjectException>(() => LoadAsync("tmdb/movies/plain"))).Message, StringComparison.Ordinal);

        Assert.Equal(0, await warehouse.ScalarAsync<long>("SELECT count(*) FROM warehouse.movie"));
    }

    [Fact]
    public async Task An_object_without_a_line_is_refused()
    {
        await warehouse.Lake.PutIfAbsentAsync("tmdb/movies/nothing", ReadOnlyMemory<byte>.Empty, CancellationToken.None);
        Assert.Equal("The object has no line.", (await Assert.ThrowsAsync<LakeObjectException>(() => LoadAsync("tmdb/movies/nothing"))).Message);
        Assert.Equal("The object has no line.", (await Assert.ThrowsAsync<LakeObjectException>(() => warehouse.LoadAsync("zipped nothing"))).Message);
        Assert.Equal(2, await warehouse.ScalarAsync<long>("SELECT count(*) FROM warehouse.load WHERE state = 'failing'"));
    }

    [Fact]
    public async Task A_key_that_is_not_in_the_lake_is_named()
    {
        var failure = await Assert.ThrowsAsync<LakeObjectException>(() => LoadAsync("tmdb/movies/nowhere"));
        Assert.Equal("tmdb/movies/nowhere is not in the lake.", failure.Message);
    }

    private Task<LoadOutcome> LoadAsync(string key) => warehouse.Loader.LoadAsync(key, CancellationToken.None);
}
