using Hitcast.InferenceApi.Questions.Verified;
using Npgsql;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Verified;

public sealed class FoldingTest(SampleWarehouse warehouse)
{
    [Fact]
    public async Task Names_are_folded_here_as_in_the_warehouse()
    {
        await using var source = NpgsqlDataSource.Create(await warehouse.OwnerConnectionStringAsync());
        await using var command = source.CreateCommand("SELECT name, folded, warehouse.sounded(folded) FROM (SELECT name, warehouse.folded(name) AS folded FROM ask.names) AS names");
        await using var reader = await command.ExecuteReaderAsync();
        var differing = new List<string>();
        var read = 0;
        while (await reader.ReadAsync())
        {
            read++;
            var folded = Folding.Fold(reader.GetString(0));
            if (folded != reader.GetString(1) || Folding.Sound(folded) != reader.GetString(2))
            {
                differing.Add($"{reader.GetString(0)}: {folded} here, {reader.GetString(1)} there");
            }
        }

        Assert.True(read > 15_000);
        Assert.Empty(differing);
    }

    [Theory]
    [InlineData("Amélie", "amelie")]
    [InlineData("Spider-Man: No Way Home", "spider man no way home")]
    [InlineData("Ocean's Eleven", "oceans eleven")]
    [InlineData("  ¿Qué?  ", "que")]
    [InlineData("千と千尋", "千と千尋")]
    public void A_name_loses_accents_capitals_and_punctuation(string name, string folded) => Assert.Equal(folded, Folding.Fold(name));

    [Theory]
    [InlineData("tom hanks", "tom hansk")]
    [InlineData("spielberg", "speilberg")]
    [InlineData("scorsese", "scorcese")]
    public void Misspelled_names_sound_alike(string one, string other) => Assert.Equal(Folding.Sound(one), Folding.Sound(other));
}
