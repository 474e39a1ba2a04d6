using Xunit;
using static Hitcast.Worker.Tests.Warehouse.Lines;

namespace Hitcast.Worker.Tests.Warehouse;

public sealed class MovieHistoryTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly TestWarehouse warehouse = new(cluster);

    public ValueTask InitializeAsync() => warehouse.InitializeAsync();

    public ValueTask DisposeAsync() => warehouse.DisposeAsync();

    [Fact]
    public async Task Features_are_as_they_were_known_at_a_moment()
    {
        await warehouse.LoadAsync("a", Found(1, 2, ",\"budget\":100" + Genres((18, "Drama"))));
        await warehouse.LoadAsync("b", Found(1, 5, ",\"budget\":200" + Genres((18, "Drama"), (35, "Comedy"))));
        await warehouse.LoadAsync("c", Gone(1, 8));
        Assert.Equal("", await FeaturesAsync(1));
        Assert.Equal("""100|["Drama"]""", await FeaturesAsync(2));
        Assert.Equal("""100|["Drama"]""", await FeaturesAsync(4));
        Assert.Equal("""200|["Drama","Comedy"]""", await FeaturesAsync(5));
        Assert.Equal("", await FeaturesAsync(8));
    }

    [Fact]
    public async Task A_state_that_comes_late_takes_its_place_in_time()
    {
        await warehouse.LoadAsync("b", Found(1, 5, ",\"budget\":200"));
        await warehouse.LoadAsync("a", Found(1, 2, ",\"budget\":100"));
        Assert.Equal("100|-", await FeaturesAsync(3));
        Assert.Equal("200|-", await FeaturesAsync(6));
        Assert.Equal("200", await warehouse.RowsAsync("SELECT budget_usd FROM ask.movies"));
    }

    [Fact]
    public async Task A_fetch_that_found_nothing_new_adds_no_state()
    {
        const string Same = ",\"title\":\"Same\",\"budget\":100";
        await warehouse.LoadAsync("a", Found(1, 2, Same + ",\"vote_count\":1"));
        await warehouse.LoadAsync("b", Found(1, 5, Same + ",\"vote_count\":2"));
        Assert.Equal(1, await warehouse.ScalarAsync<long>("SELECT count(*) FROM warehouse.movie_history"));
        Assert.Equal("2", await warehouse.RowsAsync("SELECT vote_count FROM ask.movies"));
    }

    [Fact]
    public async Task A_state_that_comes_late_holds_only_until_the_newest_reply_which_said_what_was_known_before()
    {
        await warehouse.LoadAsync("a", Found(1, 2, ",\"title\":\"Same\",\"budget\":100"));
        await warehouse.LoadAsync("c", Found(1, 7, ",\"title\":\"Same\",\"budget\":100"));
        await warehouse.LoadAsync("b", Found(1, 5, ",\"title\":\"Same\",\"budget\":200"));
        Assert.Equal(["100|-", "200|-", "100|-"], [await FeaturesAsync(4), await FeaturesAsync(6), await FeaturesAsync(8)]);
    }

    private Task<string> FeaturesAsync(int day) =>
        warehouse.RowsAsync($"SELECT budget, nullif(genres, '{{}}') AS genres FROM training.movie_features_as_of('2026-01-{day:00} 18:00Z')");
}
