using System.Globalization;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Npgsql;

namespace Hitcast.Worker.Warehouse;

/// <summary>The warehouse's schema: numbered SQL files, each run once, in a transaction of its own.</summary>
public static class WarehouseSchema
{
    /// <summary>The login that answers questions.</summary>
    public const string Reader = "hitcast_reader";

    private const string JournalTable = "migration";
    private const string Folder = "Hitcast.Worker.Warehouse.Migrations.";

    /// <summary>Any number that nobody else locks.</summary>
    private const long UpgradeLock = 4_871_203_115_201;

    /// <summary>Brings a database up to date. Several workers may do so at once: one does, the others wait.</summary>
    /// <returns>The migrations that were run now.</returns>
    /// <exception cref="WarehouseException">The server is too old, the database is not ours, or a newer worker made it.</exception>
    public static async Task<IReadOnlyList<string>> UpgradeAsync(string connectionString, CancellationToken cancellation)
    {
        await using var connection = await ConnectAsync(connectionString, cancellation);
        await CheckServerAsync(connection, cancellation);
        await CreateSchemasAsync(connection, cancellation);
        return Run(connectionString);
    }

    /// <summary>Gives the reader's login a password, without which it cannot enter.</summary>
    internal static async Task SetReaderPasswordAsync(string connectionString, string password, CancellationToken cancellation)
    {
        await using var connection = await ConnectAsync(connectionString, cancellation);
        // ALTER ROLE takes no parameters, so the server writes the statement.
        await using var quoting = new NpgsqlCommand("SELECT format('ALTER ROLE %I PASSWORD %L', $1, $2)", connection)
        { Parameters = { new() { Value = Reader }, new() { Value = password } } };
        await ExecuteAsync(connection, (string)(await quoting.ExecuteScalarAsync(cancellation))!, cancellation);
    }

    /// <summary>A connection of our own, with the lock that lets one upgrade run at a time.</summary>
    private static async Task<NpgsqlConnection> ConnectAsync(string connectionString, CancellationToken cancellation)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            // Without a limit: another worker may be at a long migration.
            await ExecuteAsync(connection, $"SELECT pg_advisory_lock({UpgradeLock})", cancellation, seconds: 0);
            return connection;
        }
        catch (NpgsqlException exception)
        {
            await connection.DisposeAsync();
            throw new WarehouseException($"The warehouse's server {settings.Host} does not let us in: {exception.Message}. Look at Warehouse:ConnectionString.", exception);
        }
    }

    private static List<string> Run(string connectionString)
    {
        var engine = DeployChanges.To.PostgresqlDatabase(connectionString)
            .WithScriptsEmbeddedInAssembly(typeof(WarehouseSchema).Assembly, name => name.StartsWith(Folder, StringComparison.Ordinal))
            .WithVariablesDisabled()
            .WithTransactionPerScript()
            // None, as for the lock: an index on a large table takes as long as it takes, and so does whoever holds that table.
            .WithExecutionTimeout(TimeSpan.Zero)
            .JournalToPostgresqlTable("warehouse", JournalTable)
            .LogTo(new NoOpUpgradeLog())
            .Build();
        var unknown = engine.GetExecutedButNotDiscoveredScripts();
        if (unknown.Count > 0)
        {
            throw new WarehouseException($"A newer worker made this warehouse: it has the migration {unknown[0]}, which is not known here. Run that worker, or name another database.");
        }

        var result = engine.PerformUpgrade();
        return result.Successful ? [.. result.Scripts.Select(script => script.Name[Folder.Length..])] : throw Failure(result);
    }

    private static WarehouseException Failure(DatabaseUpgradeResult result) =>
        new($"The migration {result.ErrorScript?.Name[Folder.Length..]} failed: {result.Error.Message}", result.Error);

    private static async Task CheckServerAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (connection.PostgreSqlVersion.Major < PostgresPrograms.OldestMajor)
        {
            throw new WarehouseException(string.Create(CultureInfo.InvariantCulture,
                $"The server is PostgreSQL {connection.PostgreSqlVersion}; the warehouse needs {PostgresPrograms.OldestMajor} or newer. Name another server in Warehouse:ConnectionString."));
        }

        await using var command = new NpgsqlCommand("SELECT to_regnamespace('warehouse') IS NOT NULL AND to_regclass('warehouse.migration') IS NULL", connection);
        if (await command.ExecuteScalarAsync(cancellation) is true)
        {
            throw new WarehouseException($"The database {connection.Database} has a schema warehouse that is not ours. Name another database in Warehouse:ConnectionString.");
        }
    }

    /// <summary>With the journal, so that a schema of ours is always known by it.</summary>
    private static Task CreateSchemasAsync(NpgsqlConnection connection, CancellationToken cancellation) => ExecuteAsync(
        connection,
        """
        DO $$
        BEGIN
            IF to_regnamespace('warehouse') IS NULL THEN
                CREATE SCHEMA warehouse;
                CREATE SCHEMA IF NOT EXISTS ask;
                CREATE SCHEMA IF NOT EXISTS training;
                CREATE TABLE warehouse.migration (schemaversionsid serial PRIMARY KEY, scriptname varchar(255) NOT NULL, applied timestamp NOT NULL);
            END IF;
        END
        $$
        """,
        cancellation);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation, int seconds = 30)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = seconds };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
