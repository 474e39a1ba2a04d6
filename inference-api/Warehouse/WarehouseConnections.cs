using Microsoft.Extensions.Options;
using Npgsql;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>Connections as the settings, or the worker's file, say at each moment. Thread safe.</summary>
internal sealed class WarehouseConnections(IOptions<WarehouseOptions> options) : IAsyncDisposable
{
    private const int ConnectSeconds = 5;
    private readonly Lock changing = new();
    private Source? current;

    /// <exception cref="WarehouseUnavailableException">There is none, or its login may do more than read.</exception>
    public async Task<(NpgsqlConnection Connection, Source Source)> OpenAsync(CancellationToken cancellation)
    {
        var source = SourceOf(await ConnectionStringAsync(cancellation));
        var connection = await OpenAsync(source.Data, cancellation);
        try
        {
            if (!source.IsKnown)
            {
                await LoginCheck.RefuseAsync(connection, cancellation);
                source.Catalogue = await SqlCatalogue.ReadAsync(connection, cancellation);
            }

            return (connection, source);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes what waits for use.</summary>
    public void Clear() => current?.Data.Clear();

    public ValueTask DisposeAsync() => current?.Data.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource data, CancellationToken cancellation)
    {
        try
        {
            return await data.OpenConnectionAsync(cancellation);
        }
        catch (NpgsqlException mistake)
        {
            throw PostgresErrors.Unavailable(mistake);
        }
    }

    private async Task<string> ConnectionStringAsync(CancellationToken cancellation)
    {
        if (!string.IsNullOrEmpty(options.Value.ConnectionString))
        {
            return options.Value.ConnectionString;
        }

        try
        {
            // At each opening, which costs some microseconds, since the port is another after each start of the local cluster.
            return await File.ReadAllTextAsync(options.Value.ConnectionFile, cancellation);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new WarehouseUnavailableException(
                "There is no warehouse to ask yet: Questions:ConnectionString is not set, and no worker has written Questions:ConnectionFile.", missing);
        }
    }

    private Source SourceOf(string connectionString)
    {
        lock (changing)
        {
            if (current?.ConnectionString == connectionString)
            {
                return current;
            }

            var before = current;
            current = new(connectionString, Create(connectionString));

            // Its connections in use are closed when they are given back.
            before?.Data.Dispose();
            return current;
        }
    }

    private NpgsqlDataSource Create(string connectionString)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString)
            {
                MaxPoolSize = options.Value.Connections,
                Timeout = ConnectSeconds,
                CommandTimeout = (int)Math.Ceiling(options.Value.StatementSeconds) + 1,
                IncludeErrorDetail = true,

                // Everything is rolled back, and nothing outlives a transaction: see GateTransaction.
                NoResetOnClose = true,
                Enlist = false,
            };
            builder.ApplicationName ??= "hitcast-questions";
            return NpgsqlDataSource.Create(builder);
        }
        catch (ArgumentException mistake)
        {
            throw new WarehouseUnavailableException("Questions:ConnectionFile holds no connection string.", mistake);
        }
    }

    /// <summary>The connections by one connection string, and what is known of the server behind.</summary>
    internal sealed class Source(string connectionString, NpgsqlDataSource data)
    {
        private volatile SqlCatalogue? catalogue;

        public string ConnectionString => connectionString;

        public NpgsqlDataSource Data => data;

        public bool IsKnown => catalogue is not null;

        public SqlCatalogue Catalogue
        {
            get => catalogue ?? throw new InvalidOperationException("The catalogue has not been read.");
            set => catalogue = value;
        }
    }
}
