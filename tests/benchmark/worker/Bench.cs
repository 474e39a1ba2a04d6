using System.Globalization;
using Hitcast.Worker.Warehouse;
using Npgsql;

namespace Hitcast.Worker.Benchmark;

/// <summary>What all parts share: a folder, a private PostgreSQL with a database for whoever asks, the report.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly LocalCluster cluster;
    private int databases;

    private Bench(DirectoryInfo folder, LocalCluster cluster, string[] args)
    {
        (this.folder, this.cluster) = (folder, cluster);
        Long = args.Contains("--long");
        var given = args.FirstOrDefault(arg => arg.StartsWith("--movies=", StringComparison.Ordinal))?["--movies=".Length..];
        Movies = [.. (given ?? (Long ? "10000,100000,1000000" : "10000,100000")).Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture))];
    }

    public Report Report { get; } = new();

    /// <summary>The runs that take more than ten minutes.</summary>
    public bool Long { get; }

    /// <summary>The sizes of catalogues that are loaded.</summary>
    public IReadOnlyList<int> Movies { get; }

    public static async Task<Bench> StartAsync(string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("hitcast-benchmark-");
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        return new Bench(folder, await LocalCluster.StartAsync(Path.Combine(folder.FullName, "postgres"), TimeProvider.System, CancellationToken.None), args);
    }

    /// <summary>A folder of the part's own.</summary>
    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(folder.FullName, name)).FullName;

    /// <summary>An empty database.</summary>
    /// <returns>The owner's connection string.</returns>
    public async Task<string> NewDatabaseAsync()
    {
        var settings = new NpgsqlConnectionStringBuilder(cluster.OwnerConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        var name = string.Create(CultureInfo.InvariantCulture, $"benchmark{++databases}");
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(cluster.OwnerConnectionString) { Database = name }.ConnectionString;
    }

    public async Task TryAsync(string part, Func<Bench, Task> measure)
    {
        try
        {
            await measure(this);
        }
        catch (Exception exception)
        {
            Report.AddFailure(part, exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await cluster.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
