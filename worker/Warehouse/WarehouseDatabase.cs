using Npgsql;

namespace Hitcast.Worker.Warehouse;

/// <summary>The database of the warehouse, brought up to date: the one that is named, or the private local cluster.</summary>
public sealed class WarehouseDatabase : IAsyncDisposable
{
    private readonly LocalCluster? cluster;

    private WarehouseDatabase(LocalCluster? cluster, string connectionString) => (this.cluster, ConnectionString) = (cluster, connectionString);

    /// <summary>The owner's.</summary>
    public string ConnectionString { get; }

    /// <summary>The reader's, for <c>Questions:ConnectionString</c>; null where the database is not the local cluster, whose owner keeps that password.</summary>
    public string? ReaderConnectionString => cluster?.ReaderConnectionString;

    /// <exception cref="WarehouseException">It cannot be used; the message says why.</exception>
    public static async Task<WarehouseDatabase> OpenAsync(WarehouseOptions options, TimeProvider time, CancellationToken cancellation)
    {
        if (!string.IsNullOrEmpty(options.ConnectionString))
        {
            await WarehouseSchema.UpgradeAsync(options.ConnectionString, cancellation);
            return new WarehouseDatabase(null, options.ConnectionString);
        }

        var cluster = await LocalCluster.StartAsync(options.ClusterFolder, time, cancellation);
        try
        {
            await WarehouseSchema.UpgradeAsync(cluster.OwnerConnectionString, cancellation);
            await GivePasswordAsync(cluster, cancellation);
            return new WarehouseDatabase(cluster, cluster.OwnerConnectionString);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => cluster?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>ALTER ROLE takes no parameters; the password is hexadecimal.</summary>
    private static async Task GivePasswordAsync(LocalCluster cluster, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(cluster.OwnerConnectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand($"ALTER ROLE {WarehouseSchema.Reader} PASSWORD '{cluster.ReaderPassword}'", connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
