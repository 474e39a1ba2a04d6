using Microsoft.Extensions.Options;
using Npgsql;

namespace Hitcast.Worker.Warehouse;

/// <summary>The database of the warehouse, opened and brought up to date by whoever needs it first: the one that is named, or the private local cluster.</summary>
public sealed class WarehouseDatabase(IOptions<WarehouseOptions> options, TimeProvider time) : IAsyncDisposable
{
    private readonly SemaphoreSlim opening = new(1);
    private LocalCluster? cluster;
    private NpgsqlDataSource? source;

    /// <summary>The reader's, for <c>Questions:ConnectionString</c>; null where the database is not the local cluster, whose owner keeps that password, or is not open yet.</summary>
    public string? ReaderConnectionString => cluster?.ReaderConnectionString;

    /// <summary>The owner's connections.</summary>
    /// <exception cref="WarehouseException">The database cannot be used; the message says why.</exception>
    public async ValueTask<NpgsqlDataSource> OpenAsync(CancellationToken cancellation)
    {
        if (source is { } open)
        {
            return open;
        }

        await opening.WaitAsync(cancellation);
        try
        {
            return source ??= NpgsqlDataSource.Create(await UpgradeAsync(cancellation));
        }
        finally
        {
            opening.Release();
        }
    }

    /// <summary>Starts the local cluster's server again, if it is used here and has ended by itself.</summary>
    /// <returns>If it had ended.</returns>
    /// <exception cref="WarehouseException">It does not start.</exception>
    internal async Task<bool> ReviveAsync(CancellationToken cancellation) => source is not null && cluster is not null && await cluster.ReviveAsync(cancellation);

    /// <summary>Stops the local cluster if nobody else uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (source is not null)
        {
            await source.DisposeAsync();
        }

        if (cluster is not null)
        {
            await cluster.DisposeAsync();
        }

        opening.Dispose();
    }

    private async Task<string> UpgradeAsync(CancellationToken cancellation)
    {
        if (options.Value.ConnectionString is { Length: > 0 } named)
        {
            await WarehouseSchema.UpgradeAsync(named, cancellation);
            return named;
        }

        cluster ??= await LocalCluster.StartAsync(options.Value.ClusterFolder, time, cancellation);
        await WarehouseSchema.UpgradeAsync(cluster.OwnerConnectionString, cancellation);
        await WarehouseSchema.SetReaderPasswordAsync(cluster.OwnerConnectionString, cluster.ReaderPassword, cancellation);
        await cluster.PublishReaderAsync(cancellation);
        return cluster.OwnerConnectionString;
    }
}
