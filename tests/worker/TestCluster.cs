using System.Globalization;
using Hitcast.Worker.Tests;
using Hitcast.Worker.Warehouse;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(TestCluster))]

namespace Hitcast.Worker.Tests;

/// <summary>A PostgreSQL for the whole run, made by the worker's own code, with a database for whoever asks.</summary>
public sealed class TestCluster : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hitcast-postgres-");
    private readonly SemaphoreSlim one = new(1);
    private LocalCluster? cluster;
    private int databases;

    public string OwnerConnectionString => cluster!.OwnerConnectionString;

    public async ValueTask InitializeAsync()
    {
        // The user who runs the server must be able to pass through.
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        cluster = await LocalCluster.StartAsync(Path.Combine(folder.FullName, "cluster"), TimeProvider.System, CancellationToken.None, "fsync=off", "max_connections=200");
        await WarehouseSchema.UpgradeAsync(OwnerConnectionString, CancellationToken.None);
        await WarehouseSchema.SetReaderPasswordAsync(OwnerConnectionString, cluster.ReaderPassword, CancellationToken.None);
    }

    /// <summary>The connection strings of a new database.</summary>
    /// <param name="schema">If it has the warehouse's schema.</param>
    public Task<(string Owner, string Reader)> CreateDatabaseAsync(bool schema = true) => CopyAsync(schema ? LocalCluster.Owner : "template0");

    /// <summary>A new database that is as another one is now.</summary>
    public Task<(string Owner, string Reader)> CopyDatabaseAsync(string connectionString) => CopyAsync(new NpgsqlConnectionStringBuilder(connectionString).Database!);

    private async Task<(string Owner, string Reader)> CopyAsync(string template)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test{Interlocked.Increment(ref databases)}");
        await one.WaitAsync();
        try
        {
            NpgsqlConnection.ClearAllPools();
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}", "postgres");
        }
        finally
        {
            one.Release();
        }

        return (In(cluster!.OwnerConnectionString, name), In(cluster.ReaderConnectionString, name));
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }

        folder.Delete(recursive: true);
        one.Dispose();
    }

    private static string In(string connectionString, string database) => new NpgsqlConnectionStringBuilder(connectionString) { Database = database }.ConnectionString;

    private async Task ExecuteAsync(string sql, string database = LocalCluster.Owner)
    {
        var settings = new NpgsqlConnectionStringBuilder(OwnerConnectionString) { Database = database, Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
