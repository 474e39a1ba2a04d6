using Xunit;
using static Hitcast.Worker.Tests.Warehouse.Lines;

namespace Hitcast.Worker.Tests.Warehouse;

public sealed class MovieTiesTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly TestWarehouse warehouse = new(cluster);

    public ValueTask InitializeAsync() => warehouse.InitializeAsync();

    public ValueTask DisposeAsync() => warehouse.DisposeAsync();

    [Fact]
    public async Task A_language_or_country_without_a_name_keeps_the_one_that_is_known()
    {
        await warehouse.LoadAsync("a", Found(1, 1, Spoken("fr", "null") + ",\"production_countries\":[{\"iso_3166_1\":\"FR\",\"name\":\"\"}]"));

        Assert.Equal("French", await warehouse.RowsAsync("SELECT language FROM ask.movie_languages"));
        Assert.Equal("France", await warehouse.RowsAsync("SELECT country FROM ask.movie_countries"));
    }

    [Fact]
    public async Task A_new_one_without_a_name_is_called_by_its_code_until_a_reply_names_it()
    {
        await warehouse.LoadAsync("a", Found(1, 1, Spoken("qq", "null")));
        Assert.Equal("qq", await warehouse.RowsAsync("SELECT language FROM ask.movie_languages"));

        await warehouse.LoadAsync("b", Found(1, 2, Spoken("qq", "\"Newspeak\"")), Found(2, 3, Spoken("qq", "\"\"")));
        Assert.Equal("Newspeak; Newspeak", await warehouse.RowsAsync("SELECT language FROM ask.movie_languages"));
    }

    private static string Spoken(string code, string name) => $$""","spoken_languages":[{"iso_639_1":"{{code}}","english_name":{{name}}}]""";
}
