using System.Text;
using Hitcast.Worker.Lake;
using Xunit;

namespace Hitcast.Worker.Tests.Lake;

/// <summary>What every lake does.</summary>
public abstract class LakeTest
{
    private static readonly CancellationToken Never = CancellationToken.None;

    internal abstract ILake Lake { get; }

    [Fact]
    public async Task A_key_is_put_once()
    {
        Assert.True(await Lake.PutIfAbsentAsync("once/a", Bytes("first"), Never));
        Assert.False(await Lake.PutIfAbsentAsync("once/a", Bytes("second"), Never));
        Assert.Equal("first", (await ReadAsync("once/a"))?.Text);
    }

    [Fact]
    public async Task Of_many_who_put_the_same_key_at_once_one_wins()
    {
        var won = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Lake.PutIfAbsentAsync("race/a", Bytes($"content {i}"), Never)));
        var winner = Assert.Single(Enumerable.Range(0, 20), i => won[i]);
        Assert.Equal($"content {winner}", (await ReadAsync("race/a"))?.Text);
    }

    [Fact]
    public async Task What_is_not_there_reads_as_null()
    {
        Assert.Null(await Lake.GetAsync("nowhere/a", Never));
    }

    [Fact]
    public async Task An_object_is_replaced_only_with_the_tag_it_has()
    {
        var first = await Lake.ReplaceIfUnchangedAsync("state/a", Bytes("1"), null, Never);
        Assert.Equal(first, (await ReadAsync("state/a"))?.Tag);
        Assert.Null(await Lake.ReplaceIfUnchangedAsync("state/a", Bytes("x"), null, Never));
        var second = await Lake.ReplaceIfUnchangedAsync("state/a", Bytes("2"), first, Never);
        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.Null(await Lake.ReplaceIfUnchangedAsync("state/a", Bytes("x"), first, Never));
        Assert.Equal(("2", second), await ReadAsync("state/a"));
    }

    [Fact]
    public async Task What_is_gone_cannot_be_replaced()
    {
        var tag = await Lake.ReplaceIfUnchangedAsync("state/gone", Bytes("1"), null, Never);
        await Lake.DeleteAsync("state/gone", Never);
        Assert.Null(await Lake.ReplaceIfUnchangedAsync("state/gone", Bytes("2"), tag, Never));
        Assert.Null(await Lake.GetAsync("state/gone", Never));
    }

    [Fact]
    public async Task Of_many_who_replace_the_same_state_at_once_one_wins()
    {
        var tag = await Lake.ReplaceIfUnchangedAsync("state/race", Bytes("start"), null, Never);
        var tags = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Lake.ReplaceIfUnchangedAsync("state/race", Bytes($"content {i}"), tag, Never)));
        var winner = Assert.Single(Enumerable.Range(0, 10), i => tags[i] is not null);
        Assert.Equal($"content {winner}", (await ReadAsync("state/race"))?.Text);
    }

    [Fact]
    public async Task Keys_are_listed_in_ordinal_order_after_a_key()
    {
        string[] keys = ["list/a-b/1", "list/a/1", "list/a/2", "list/a0", "list/b/1", "list/É"];
        foreach (var key in keys.Reverse())
        {
            await Lake.PutIfAbsentAsync(key, Bytes("x"), Never);
        }

        Assert.Equal(keys, await ListAsync("list/", ""));
        for (var i = 0; i < keys.Length; i++)
        {
            Assert.Equal(keys[(i + 1)..], await ListAsync("list/", keys[i]));
        }

        Assert.Equal(["list/a-b/1", "list/a/1", "list/a/2", "list/a0"], await ListAsync("list/a", ""));
        Assert.Equal(["list/a0", "list/b/1", "list/É"], await ListAsync("list/", "list/a/3"));
        Assert.Empty(await ListAsync("no/such/", ""));
    }

    [Fact]
    public async Task More_keys_than_a_page_of_S3_are_listed()
    {
        var keys = Enumerable.Range(0, 1005).Select(i => $"many/{i:000000}").ToList();
        await Parallel.ForEachAsync(keys, async (key, token) => await Lake.PutIfAbsentAsync(key, Bytes("x"), token));
        Assert.Equal(keys, await ListAsync("many/", ""));
        Assert.Equal(keys[3..], await ListAsync("many/", keys[2]));
        Assert.Equal(keys[1001..], await ListAsync("many/", keys[1000]));
    }

    [Fact]
    public async Task Deleting_what_is_not_there_does_nothing()
    {
        await Lake.DeleteAsync("nowhere/b", Never);
        Assert.Null(await Lake.GetAsync("nowhere/b", Never));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/root")]
    [InlineData("a//b")]
    [InlineData("a\\b")]
    [InlineData(".writing/lock")]
    [InlineData("")]
    public async Task A_key_that_would_leave_the_lake_is_refused(string key)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => Lake.PutIfAbsentAsync(key, Bytes("x"), Never));
        Assert.Contains("is no key of the lake", refused.Message, StringComparison.Ordinal);
    }

    protected static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private async Task<(string Text, string Tag)?> ReadAsync(string key)
    {
        using var found = await Lake.GetAsync(key, Never);
        if (found is null)
        {
            return null;
        }

        using var reader = new StreamReader(found.Content);
        return (await reader.ReadToEndAsync(), found.Tag);
    }

    internal virtual async Task<List<string>> ListAsync(string prefix, string after) => await Lake.ListAfterAsync(prefix, after, Never).ToListAsync();
}
