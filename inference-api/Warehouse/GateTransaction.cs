using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>One statement's way through PostgreSQL: analysed, estimated, run, rolled back. Three round trips.</summary>
internal sealed class GateTransaction(NpgsqlConnection connection, WarehouseOptions options, TimeProvider time) : IAsyncDisposable
{
    /// <summary>What stands before the statement. A view's definition can only be one SELECT that changes nothing.</summary>
    public const string Prefix = "CREATE TEMP VIEW answer AS ";

    /// <summary>The most characters of an analysed statement: some hundred views joined.</summary>
    private const int TreeLength = 4 << 20;

    // What a statement may use; then what makes it mean the same everywhere.
    private const string Settings = """
        SELECT set_config('statement_timeout', $1, true), set_config('work_mem', $2, true), set_config('hash_mem_multiplier', '1', true),
            set_config('lock_timeout', '1s', true), set_config('idle_in_transaction_session_timeout', '5s', true),
            set_config('max_parallel_workers_per_gather', '0', true), set_config('jit', 'off', true),
            set_config('search_path', 'ask, public, pg_temp', true), set_config('TimeZone', 'UTC', true), set_config('DateStyle', 'ISO, YMD', true),
            set_config('IntervalStyle', 'postgres', true), set_config('standard_conforming_strings', 'on', true), set_config('client_min_messages', 'error', true)
        """;

    private const string Analysis = """
        SELECT CASE WHEN length(rule.ev_action::text) <= $1 THEN rule.ev_action::text END, rule.ev_class, view.reloptions IS NOT NULL,
            ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = view.oid AND attnum > 0 ORDER BY attnum),
            ARRAY(SELECT atttypid FROM pg_attribute WHERE attrelid = view.oid AND attnum > 0 ORDER BY attnum),
            ARRAY(SELECT oid FROM pg_class WHERE relnamespace = 'ask'::regnamespace AND relkind IN ('v', 'm'))
        FROM pg_rewrite AS rule JOIN pg_class AS view ON view.oid = rule.ev_class
        WHERE rule.ev_class = 'pg_temp.answer'::regclass
        """;

    private readonly long started = time.GetTimestamp();
    private bool hasEnded;

    /// <summary>Has PostgreSQL analyse the statement. Nothing of it is run.</summary>
    public async Task<(AnalysedStatement Statement, AnswerColumns Columns)> AnalyseAsync(string sql, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                // Read write, for the view, whatever the login's default is.
                new("BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"),
                new(Settings) { Parameters = { new() { Value = Remaining }, new() { Value = $"{options.WorkMemoryMegabytes}MB" } } },
                new(Prefix + sql),
                new(Analysis) { Parameters = { new() { Value = TreeLength } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await SkipAsync(reader, 1, cancellation);
        await reader.ReadAsync(cancellation);
        return reader.IsDBNull(0)
            ? throw new SqlRefusedException(SqlRefusal.TooLarge, "The statement is too large once its views are put in. Ask for less at a time.")
            : (
                new(reader.GetString(0), reader.GetFieldValue<uint>(1), reader.GetBoolean(2), reader.GetFieldValue<uint[]>(5).ToHashSet()),
                new(reader.GetFieldValue<string[]>(3), reader.GetFieldValue<uint[]>(4)));
    }

    /// <summary>The name of a relation, for a refusal.</summary>
    public async Task<string> NameOfAsync(uint relation, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("SELECT relname::text FROM pg_class WHERE oid = $1", connection) { Parameters = { new() { Value = relation, NpgsqlDbType = NpgsqlDbType.Oid } } };
        return (string?)await command.ExecuteScalarAsync(cancellation) ?? "A relation that is unknown";
    }

    /// <summary>PostgreSQL's plan as JSON. From here on the transaction is read only.</summary>
    public async Task<string> ExplainAsync(AnswerColumns columns, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SET TRANSACTION READ ONLY"),
                new("SELECT set_config('statement_timeout', $1, true)") { Parameters = { new() { Value = Remaining } } },
                new($"EXPLAIN (FORMAT JSON) {columns.Select(options.MaximumRows + 1)}"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await SkipAsync(reader, 1, cancellation);
        await reader.ReadAsync(cancellation);
        return reader.GetString(0);
    }

    /// <summary>Runs what was checked, and ends the transaction.</summary>
    public async Task<Table> RunAsync(AnswerColumns columns, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SELECT set_config('statement_timeout', $1, true)") { Parameters = { new() { Value = Remaining } } },
                new(columns.Select(options.MaximumRows + 1)),
                new("ROLLBACK"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await SkipAsync(reader, 1, cancellation);
        var (rows, bytes) = (new List<object?[]>(), 0L);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(columns.Read(reader, ref bytes));
            if (bytes > options.MaximumKilobytes * 1024L)
            {
                // Else the rest would be read only to be passed over.
                batch.Cancel();
                throw new SqlRefusedException(SqlRefusal.TooLarge, $"The answer is larger than {options.MaximumKilobytes} KiB. Ask for fewer rows or shorter texts.");
            }
        }

        // To the end, so that ROLLBACK has been answered.
        await reader.NextResultAsync(cancellation);
        hasEnded = true;
        var truncated = rows.Count > options.MaximumRows;
        return new(columns.Columns, truncated ? rows[..options.MaximumRows] : rows, truncated);
    }

    /// <summary>Undoes everything, and gives the connection back.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!hasEnded && connection.FullState.HasFlag(System.Data.ConnectionState.Open))
            {
                await using var rollback = new NpgsqlCommand("ROLLBACK", connection);
                await rollback.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
        catch (NpgsqlException)
        {
            // The connection is broken, and with it the transaction. What broke it has been told already, or nobody waits for it any more.
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>What is left of the time, for PostgreSQL.</summary>
    /// <exception cref="SqlRefusedException">Nothing is.</exception>
    private string Remaining => (TimeSpan.FromSeconds(options.StatementSeconds) - time.GetElapsedTime(started)).TotalMilliseconds is >= 1 and var milliseconds
        ? milliseconds.ToString("F0", CultureInfo.InvariantCulture)
        : throw PostgresErrors.TooSlow(null);

    /// <summary>Goes past results of set_config. Commands that answer with no rows are no results.</summary>
    private static async Task SkipAsync(NpgsqlDataReader reader, int results, CancellationToken cancellation)
    {
        for (var skipped = 0; skipped < results; skipped++)
        {
            await reader.NextResultAsync(cancellation);
        }
    }
}
