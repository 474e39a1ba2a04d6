using System.Text.Json;
using Xunit;

namespace Hitcast.Worker.Tests.Warehouse;

public sealed class MovieFeaturesTest(SampleCatalogueTest.Loaded loaded) : IClassFixture<SampleCatalogueTest.Loaded>
{
    private static readonly Dictionary<string, string[]> KindTypes = new()
    {
        ["number"] = ["bigint", "integer", "double precision"],
        ["date"] = ["date"],
        ["category"] = ["text"],
        ["list"] = ["text[]"],
        ["flag"] = ["boolean"],
    };

    [Theory]
    [InlineData("SELECT * FROM training.movie_features LIMIT 0")]
    [InlineData("SELECT * FROM training.movie_features_as_of(now()) LIMIT 0")]
    public async Task The_features_are_the_inputs_of_the_newest_model_by_name_order_and_kind(string sql)
    {
        await using var command = loaded.Warehouse.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var columns = (await reader.GetColumnSchemaAsync()).Select(column => (Name: column.ColumnName, Type: column.DataTypeName!)).ToList();
        Assert.Equal(["movie_id", "fetched_at"], columns.Take(2).Select(column => column.Name));
        using var manifest = NewestManifest();
        var inputs = manifest.RootElement.GetProperty("inputs").EnumerateArray().ToList();
        Assert.Equal(inputs.Select(input => input.GetProperty("name").GetString()), columns.Skip(2).Select(column => column.Name));
        Assert.All(inputs.Zip(columns.Skip(2)), pair => Assert.Contains(pair.Second.Type, KindTypes[pair.First.GetProperty("kind").GetString()!]));
    }

    [Fact]
    public async Task Every_movie_has_features_and_unknown_is_null()
    {
        Assert.Equal(1613, await loaded.Warehouse.ScalarAsync<long>("SELECT count(*) FROM training.movie_features"));
        Assert.Equal(
            "30000000|81|1995-11-22|en|[\"Family\",\"Comedy\",\"Animation\",\"Adventure\"]|[\"Pixar Animation Studios\"]|[\"US\"]|[\"Tom Hanks\",\"Tim Allen\"]|[\"John Lasseter\"]",
            await loaded.Warehouse.RowsAsync("""
                SELECT budget, runtime, release_date, original_language, genres, production_companies, production_countries, "cast"[1:2] AS "cast", directors
                FROM training.movie_features WHERE movie_id = 862
                """));
        Assert.Equal(0, await loaded.Warehouse.ScalarAsync<long>("SELECT count(*) FROM training.movie_features WHERE budget = 0 OR runtime = 0"));
    }

    [Fact]
    public async Task Values_keep_the_limits_of_the_model_or_are_unknown()
    {
        using var manifest = NewestManifest();
        foreach (var input in manifest.RootElement.GetProperty("inputs").EnumerateArray().Where(input => input.GetProperty("kind").GetString() == "number"))
        {
            var name = input.GetProperty("name").GetString();
            var sql = $"SELECT count(*) FROM training.movie_features WHERE NOT {name} BETWEEN {input.GetProperty("minimum")} AND {input.GetProperty("maximum")}";
            Assert.Equal(0, await loaded.Warehouse.ScalarAsync<long>(sql));
        }
    }

    private static JsonDocument NewestManifest()
    {
        var model = Path.GetFullPath(Path.Combine(SampleCatalogue.Folder, "../../onnx-models/movie-success"));
        var newest = Directory.GetDirectories(model).Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).MaxBy(int.Parse!)!;
        return JsonDocument.Parse(File.ReadAllText(Path.Combine(model, newest, "manifest.json")));
    }
}
