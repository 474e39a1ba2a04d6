using Hitcast.Worker.Tests.Tmdb;
using Hitcast.Worker.Tests.Warehouse;
using Hitcast.Worker.Warehouse;
using Npgsql;
using Xunit;

namespace Hitcast.Worker.Tests;

/// <summary>A lake or a database that cannot be used as it is: one sentence, an exit code, and nothing half done.</summary>
public sealed class UnusablePlacesTest(TestCluster cluster) : IAsyncLifetime
{
    private const string MayNotMount = "Only root may mount the file system that this needs.";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hitcast-places-");
    private readonly ShiftedTime time = new(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero));
    private TmdbDouble tmdb = null!;

    public async ValueTask InitializeAsync()
    {
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        tmdb = await TmdbDouble.StartAsync(300, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await tmdb.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_lake_that_is_full_stops_the_extraction_and_the_next_one_goes_on_from_there()
    {
        await using var disk = await SmallDisk.TryMountAsync(Path.Combine(folder.FullName, "lake"));
        Assert.SkipWhen(disk is null, MayNotMount);
        await disk.FillAsync(spare: 100_000);

        var full = await ExtractAsync(disk.Folder);
        var linesThen = await LinesAsync(disk.Folder);
        await disk.EmptyAsync();
        CommandResult next;
        do
        {
            // Its lease could not be given back.
            next = await ExtractAsync(disk.Folder);
        }
        while (next.Output == "Another extraction is at work.");

        Assert.Equal((1, ""), (full.ExitCode, full.Output));
        Assert.Matches($"^The lake {disk.Folder} cannot be written: No space left on device : '[^']*'$", full.Errors);
        Assert.InRange(linesThen.Count, 1, 299);
        Assert.Equal(linesThen.Distinct(), linesThen);
        Assert.Equal((0, ""), (next.ExitCode, next.Errors));
        Assert.Equal(Enumerable.Range(1, 300), (await LinesAsync(disk.Folder)).Distinct().Order());
    }

    [Fact]
    public async Task A_lake_that_is_read_only_stops_the_extraction_and_can_still_be_loaded_from()
    {
        await using var disk = await SmallDisk.TryMountAsync(Path.Combine(folder.FullName, "lake"));
        Assert.SkipWhen(disk is null, MayNotMount);
        await ExtractAsync(disk.Folder);
        await disk.CloseAsync();

        var extraction = await ExtractAsync(disk.Folder, "snapshot=true");
        var key = Directory.GetFiles(Path.Combine(disk.Folder, "tmdb/movies"), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(disk.Folder, path)).Min();
        var (owner, _) = await cluster.CreateDatabaseAsync();
        var load = await LoadAsync(owner, key!, disk.Folder);

        Assert.Equal((1, ""), (extraction.ExitCode, extraction.Output));
        Assert.Matches($"^The lake {disk.Folder} cannot be written: Read-only file system : '[^']*'$", extraction.Errors);
        Assert.Equal((0, ""), (load.ExitCode, load.Errors));
        Assert.StartsWith("10 movies loaded", load.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lake_that_is_missing_is_not_made_anew()
    {
        var missing = Path.Combine(folder.FullName, "missing");

        var result = await ExtractAsync(missing);

        Assert.Equal(new CommandResult(1, "", $"The lake {missing} is not there. Mount it, make the folder, or name another in Lake:Address."), result);
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public async Task A_database_that_is_full_takes_nothing_of_an_object_and_all_of_it_later()
    {
        await using var disk = await SmallDisk.TryMountAsync(Path.Combine(folder.FullName, "tablespace"));
        Assert.SkipWhen(disk is null, MayNotMount);
        var inner = Directory.CreateDirectory(Path.Combine(disk.Folder, "data")).FullName;
        await ClusterUser.GiveAsync(inner, CancellationToken.None);
        await ExecuteAsync(cluster.OwnerConnectionString, $"CREATE TABLESPACE small LOCATION '{inner}'");
        await ExecuteAsync(cluster.OwnerConnectionString, "CREATE DATABASE small TABLESPACE small TEMPLATE template0");
        var owner = new NpgsqlConnectionStringBuilder(cluster.OwnerConnectionString) { Database = "small", Pooling = false }.ConnectionString;
        await WarehouseSchema.UpgradeAsync(owner, CancellationToken.None);
        await disk.FillAsync(spare: 500_000);
        var key = (await SampleCatalogue.Keys.ToListAsync())[0];

        var full = await LoadAsync(owner, key);
        var rowsThen = await CountAsync(owner);
        await disk.EmptyAsync();
        var next = await LoadAsync(owner, key);

        Assert.Equal((1, ""), (full.ExitCode, full.Output));
        Assert.StartsWith("The warehouse is away, full or closed to us: 53100: could not extend file", full.Errors, StringComparison.Ordinal);
        Assert.Equal((0, 0), rowsThen);
        Assert.Equal((0, ""), (next.ExitCode, next.Errors));
        Assert.Equal((1000, 1), await CountAsync(owner));
        await DropAsync();
    }

    [Theory]
    [InlineData("invoke", "load-movies", "key=tmdb/movies/a")]
    [InlineData("run")]
    public async Task Wrong_credentials_for_PostgreSQL_are_said_without_the_password(params string[] command)
    {
        var wrong = new NpgsqlConnectionStringBuilder(cluster.OwnerConnectionString) { Password = "guessed" }.ConnectionString;

        var result = await WorkerCommand.RunAsync(Settings(folder.FullName, wrong), command);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The warehouse's server 127.0.0.1 does not let us in: 28P01: password authentication failed for user \"hitcast\". Look at Warehouse:ConnectionString.", result.Output + result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("guessed", result.Output + result.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Output + result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_PostgreSQL_that_is_too_old_is_refused()
    {
        await using var old = new OldPostgres("14.9");

        var result = await LoadAsync(old.ConnectionString, "tmdb/movies/a");

        Assert.Equal(new CommandResult(1, "", "The server is PostgreSQL 14.9; the warehouse needs 15 or newer. Name another server in Warehouse:ConnectionString."), result);
    }

    [Fact]
    public async Task A_database_that_is_not_ours_is_left_as_it_is()
    {
        var (owner, _) = await cluster.CreateDatabaseAsync(schema: false);
        await ExecuteAsync(owner, "CREATE SCHEMA warehouse; CREATE TABLE warehouse.movie (theirs text)");
        var name = new NpgsqlConnectionStringBuilder(owner).Database;

        var result = await LoadAsync(owner, "tmdb/movies/a");

        Assert.Equal(new CommandResult(1, "", $"The database {name} has a schema warehouse that is not ours. Name another database in Warehouse:ConnectionString."), result);
    }

    [Fact]
    public async Task Wrong_credentials_for_S3_and_a_bucket_that_is_missing_are_said()
    {
        await using var moto = await MotoServer.StartAsync();
        var missing = await S3Async(moto, "s3://no-such-bucket/lake");
        await moto.AskForCredentialsAsync();
        var refused = await S3Async(moto, "s3://hitcast/lake");

        const string Look = "Look at Lake:Address, Lake:ServiceUrl and AWS's credentials.";
        Assert.Equal(new CommandResult(1, "", $"The lake s3://no-such-bucket/lake/ cannot be used: NoSuchBucket: The specified bucket does not exist. {Look}"), missing);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        Assert.Matches($"^The lake s3://hitcast/lake/ cannot be used: InvalidAccessKeyId: .*{Look}$", refused.Errors);
    }

    private Task<CommandResult> S3Async(MotoServer moto, string address) => WorkerCommand.RunAsync(
        [.. Settings(address, null), new("Lake:ServiceUrl", moto.Address.ToString()), new("AWS_ACCESS_KEY_ID", "wrong"), new("AWS_SECRET_ACCESS_KEY", "wrong"), new("AWS_REGION", "us-east-1")],
        "invoke", "extract-movies");

    private Task<CommandResult> ExtractAsync(string lake, params string[] arguments) => WorkerCommand.RunAsync(Settings(lake, null), ["invoke", "extract-movies", .. arguments]);

    private Task<CommandResult> LoadAsync(string connectionString, string key, string? lake = null) =>
        WorkerCommand.RunAsync(Settings(lake ?? SampleCatalogue.Folder, connectionString), "invoke", "load-movies", $"key={key}");

    private Dictionary<string, string?> Settings(string lake, string? connectionString) => new()
    {
        ["Lake:Address"] = lake,
        ["Warehouse:ConnectionString"] = connectionString,
        ["Tmdb:Token"] = TmdbDouble.Token,
        ["Tmdb:BaseAddress"] = tmdb.Address,
        ["Tmdb:ExportsAddress"] = tmdb.Address,
        ["Tmdb:RequestsPerSecond"] = "1000",
        ["Extraction:ObjectLines"] = "10",
        ["Extraction:LeaseSeconds"] = "1",
    };

    /// <summary>The ids of all lines in a lake.</summary>
    private async Task<List<int>> LinesAsync(string lake)
    {
        await using var reader = new TestWorker(tmdb, time, lake);
        return [.. (await reader.LinesAsync()).Select(line => line.GetProperty("id").GetInt32())];
    }

    /// <summary>Movies, and rows of the ledger.</summary>
    private static async Task<(long Movies, long Loads)> CountAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        return (await TestWarehouse.ScalarAsync<long>(source, "SELECT count(*) FROM warehouse.movie"), await TestWarehouse.ScalarAsync<long>(source, "SELECT count(*) FROM warehouse.load"));
    }

    private async Task DropAsync()
    {
        await ExecuteAsync(cluster.OwnerConnectionString, "DROP DATABASE small WITH (FORCE)");
        await ExecuteAsync(cluster.OwnerConnectionString, "DROP TABLESPACE small");
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
