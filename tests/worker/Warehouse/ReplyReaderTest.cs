using Xunit;
using static Hitcast.Worker.Tests.Warehouse.Lines;

namespace Hitcast.Worker.Tests.Warehouse;

/// <summary>Texts that PostgreSQL or Unicode would not take keep no movie out, nor the others of its object.</summary>
public sealed class ReplyReaderTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly TestWarehouse warehouse = new(cluster);

    public ValueTask InitializeAsync() => warehouse.InitializeAsync();

    public ValueTask DisposeAsync() => warehouse.DisposeAsync();

    [Theory]
    [InlineData("original_title", ",\"original_title\":\"?\"")]
    [InlineData("belongs_to_collection.name", ",\"belongs_to_collection\":{\"id\":7,\"name\":\"?\"}")]
    [InlineData("genres.name", ",\"genres\":[{\"id\":18,\"name\":\"?\"}]")]
    [InlineData("keywords.keywords.name", ",\"keywords\":{\"keywords\":[{\"id\":5,\"name\":\"?\"}]}")]
    [InlineData("production_companies.name", ",\"production_companies\":[{\"id\":3,\"name\":\"?\"}]")]
    [InlineData("production_countries.iso_3166_1", ",\"production_countries\":[{\"iso_3166_1\":\"?\",\"name\":\"Far\"}]")]
    [InlineData("spoken_languages.english_name", ",\"spoken_languages\":[{\"iso_639_1\":\"qq\",\"english_name\":\"?\"}]")]
    [InlineData("credits.cast.name", ",\"credits\":{\"cast\":[{\"id\":1,\"name\":\"?\"}]}")]
    public async Task A_name_too_long_for_an_index_is_cut_with_a_note(string field, string fields)
    {
        var random = new Random(1);
        var name = string.Concat(Enumerable.Range(0, 6000).Select(_ => (char)random.Next(0x4e00, 0x9fff)));

        var outcome = await warehouse.LoadAsync("a", Found(1, 1), Found(2, 1, fields.Replace("?", name, StringComparison.Ordinal)));

        Assert.Equal(2, outcome.Movies);
        Assert.Contains($"2|{field}|longer than 600 characters; cut", await warehouse.RowsAsync("SELECT movie_id, field, problem FROM warehouse.load_issue"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_of_a_list_that_Unicode_does_not_allow_is_left_out_with_a_note()
    {
        await warehouse.LoadAsync("a", Found(1, 1, ",\"origin_country\":[\"\\ud800\",\"B\\u0000R\"]"));

        Assert.Equal("[\"BR\"]", await warehouse.RowsAsync("SELECT origin_countries FROM warehouse.movie"));
        Assert.Equal("origin_country|no text that Unicode allows; taken as unknown", await warehouse.RowsAsync("SELECT field, problem FROM warehouse.load_issue"));
    }
}
