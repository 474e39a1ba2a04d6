using Amazon.Runtime;
using Amazon.S3;
using Hitcast.Worker.Tests.Tmdb;
using Hitcast.Worker.Tests.Warehouse;
using Npgsql;
using Xunit;

namespace Hitcast.Worker.Tests;

/// <summary>TMDB → S3 → warehouse by the worker as it is run, against a real S3 protocol server.</summary>
public sealed class S3EndToEndTest(TestCluster cluster) : IAsyncLifetime
{
    private MotoServer moto = null!;
    private TmdbDouble tmdb = null!;

    public async ValueTask InitializeAsync()
    {
        moto = await MotoServer.StartAsync();
        tmdb = await TmdbDouble.StartAsync(120, TimeProvider.System);
        using var client = Client();
        await client.PutBucketAsync("hitcast");
    }

    public async ValueTask DisposeAsync()
    {
        await tmdb.DisposeAsync();
        await moto.DisposeAsync();
    }

    [Fact]
    public async Task Movies_are_extracted_to_S3_and_loaded_from_there()
    {
        var (owner, _) = await cluster.CreateDatabaseAsync();
        using var client = Client();

        var extraction = await RunAsync(owner, "invoke", "extract-movies");
        var again = await RunAsync(owner, "invoke", "extract-movies");
        var keys = (await client.ListObjectsV2Async(new() { BucketName = "hitcast", Prefix = "some/prefix/" })).S3Objects.Select(stored => stored.Key["some/prefix/".Length..]).ToArray();
        var objects = keys.Where(key => key.StartsWith("tmdb/movies/", StringComparison.Ordinal)).ToArray();
        foreach (var key in objects)
        {
            var load = await RunAsync(owner, "invoke", "load-movies", $"key={key}");
            Assert.Equal((0, ""), (load.ExitCode, load.Errors));
        }

        Assert.Equal(new CommandResult(0, "120 movies fetched, 0 of them gone, 0 failed, 0 left for the next run.", ""), extraction);
        Assert.StartsWith("All changes through", again.Output, StringComparison.Ordinal);
        Assert.Equal(3, objects.Length);
        Assert.Contains("tmdb/state/extraction.json", keys);
        await using var source = NpgsqlDataSource.Create(owner);
        Assert.Equal(120, await TestWarehouse.ScalarAsync<long>(source, "SELECT count(*) FROM ask.movies"));
        Assert.Equal(3, await TestWarehouse.ScalarAsync<long>(source, "SELECT count(*) FROM warehouse.load WHERE state = 'loaded' AND lines = movies"));
        Assert.Equal(
            tmdb.Catalogue.Ids.Sum(id => tmdb.Catalogue.Get(id).Cast.Count),
            await TestWarehouse.ScalarAsync<long>(source, "SELECT count(*) FROM warehouse.movie_cast"));
    }

    private AmazonS3Client Client() => new(new BasicAWSCredentials("test", "test"), new AmazonS3Config { ServiceURL = moto.Address.ToString(), ForcePathStyle = true });

    private Task<CommandResult> RunAsync(string connectionString, params string[] arguments) => WorkerCommand.RunAsync(
        new Dictionary<string, string?>
        {
            ["Lake:Address"] = "s3://hitcast/some/prefix",
            ["Lake:ServiceUrl"] = moto.Address.ToString(),
            ["AWS_ACCESS_KEY_ID"] = "test",
            ["AWS_SECRET_ACCESS_KEY"] = "test",
            ["AWS_REGION"] = "us-east-1",
            ["Warehouse:ConnectionString"] = connectionString,
            ["Tmdb:Token"] = TmdbDouble.Token,
            ["Tmdb:BaseAddress"] = tmdb.Address,
            ["Tmdb:ExportsAddress"] = tmdb.Address,
            ["Tmdb:RequestsPerSecond"] = "1000",
            ["Extraction:ObjectLines"] = "40",
        },
        arguments);
}
