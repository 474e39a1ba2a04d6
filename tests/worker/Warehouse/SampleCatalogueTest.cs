using Hitcast.Worker.Warehouse;
using Xunit;

namespace Hitcast.Worker.Tests.Warehouse;

public sealed class SampleCatalogueTest(SampleCatalogueTest.Loaded loaded) : IClassFixture<SampleCatalogueTest.Loaded>
{
    private readonly TestWarehouse warehouse = loaded.Warehouse;

    [Fact]
    public async Task All_of_it_is_loaded_without_a_complaint()
    {
        Assert.Equal(1613, loaded.Outcomes.Sum(outcome => outcome.Movies));
        Assert.Equal(1613, await warehouse.ScalarAsync<long>("SELECT count(*) FROM ask.movies"));
        Assert.Equal("", await warehouse.RowsAsync("SELECT DISTINCT field, problem FROM warehouse.load_issue"));
    }

    [Fact]
    public async Task It_is_small_enough_to_be_committed()
    {
        var bytes = Directory.GetFiles(SampleCatalogue.Folder, "*.gz", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Assert.InRange(bytes, 1, 1_000_000);
        Assert.Equal(67, await warehouse.ScalarAsync<long>("SELECT count(DISTINCT release_year) FROM ask.movies WHERE release_year BETWEEN 1960 AND 2026"));
        Assert.Equal(24, await warehouse.ScalarAsync<long>("SELECT count(*) FROM ask.movies WHERE status <> 'Released'"));
    }

    [Fact]
    public async Task A_known_movie_reads_as_TMDB_has_it() => Assert.Equal(
        "Toy Story|1995-11-22|30000000|en|Family, Comedy, Animation, Adventure|John Lasseter",
        await warehouse.RowsAsync("SELECT title, release_date, budget_usd, original_language_code, genres, directors FROM ask.movies WHERE movie_id = 862"));

    [Fact]
    public async Task Unknown_amounts_are_null_and_never_0()
    {
        Assert.Equal(0, await warehouse.ScalarAsync<long>("SELECT count(*) FROM ask.movies WHERE budget_usd = 0 OR revenue_usd = 0 OR runtime_minutes = 0"));
        Assert.True(await warehouse.ScalarAsync<long>("SELECT count(*) FROM ask.movies WHERE revenue_usd IS NULL") > 300);
    }

    [Fact]
    public async Task A_second_load_changes_nothing()
    {
        await foreach (var key in SampleCatalogue.Keys)
        {
            Assert.Equal(LoadOutcome.AlreadyLoaded, await new MovieLoader(SampleCatalogue.Lake, warehouse.Database).LoadAsync(key, CancellationToken.None));
        }
    }

    public sealed class Loaded(TestCluster cluster) : IAsyncLifetime
    {
        public TestWarehouse Warehouse { get; } = new(cluster);

        public List<LoadOutcome> Outcomes { get; } = [];

        public async ValueTask InitializeAsync()
        {
            await Warehouse.InitializeAsync();
            await foreach (var key in SampleCatalogue.Keys)
            {
                Outcomes.Add(await new MovieLoader(SampleCatalogue.Lake, Warehouse.Database).LoadAsync(key, CancellationToken.None));
            }
        }

        public ValueTask DisposeAsync() => Warehouse.DisposeAsync();
    }
}
