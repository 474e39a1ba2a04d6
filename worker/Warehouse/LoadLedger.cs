using Npgsql;

namespace Hitcast.Worker.Warehouse;

/// <summary>The table <c>warehouse.load</c>: what was loaded, what failed, what was set aside.</summary>
internal static class LoadLedger
{
    /// <summary>Takes the object's row for this transaction. Who comes second waits here for the first to end.</summary>
    /// <returns>The load's number; null if the object is loaded.</returns>
    public static async Task<int?> ClaimAsync(NpgsqlConnection connection, string key, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO warehouse.load (object_key, state) VALUES ($1, 'loaded')
            ON CONFLICT (object_key) DO UPDATE SET state = 'loaded', attempts = 0, reason = NULL, changed_at = now() WHERE load.state <> 'loaded'
            RETURNING load_id
            """,
            connection)
        { Parameters = { new() { Value = key } } };
        return await command.ExecuteScalarAsync(cancellation) as int?;
    }

    public static async Task CountLinesAsync(NpgsqlConnection connection, StagedObject staged, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("UPDATE warehouse.load SET lines = $2, texts_cleaned = $3, movies = 0, gone = 0, outdated = 0 WHERE load_id = $1", connection)
        { Parameters = { new() { Value = staged.LoadId }, new() { Value = staged.Line }, new() { Value = staged.TextsCleaned } } };
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<LoadOutcome> ReadAsync(NpgsqlConnection connection, int loadId, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT movies, gone, outdated, texts_cleaned, (SELECT count(*)::integer FROM warehouse.load_issue WHERE load_id = $1) FROM warehouse.load WHERE load_id = $1",
            connection)
        { Parameters = { new() { Value = loadId } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return new LoadOutcome(true, reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetInt32(4));
    }

    /// <summary>After the transaction of the attempt is undone.</summary>
    public static async Task CountFailureAsync(NpgsqlDataSource warehouse, string key, string reason, CancellationToken cancellation)
    {
        await using var command = warehouse.CreateCommand(
            """
            INSERT INTO warehouse.load (object_key, state, attempts, reason) VALUES ($1, 'failing', 1, $2)
            ON CONFLICT (object_key) DO UPDATE
            SET attempts = load.attempts + 1, reason = excluded.reason, changed_at = now(),
                state = CASE WHEN load.attempts + 1 >= $3 THEN 'set aside' ELSE 'failing' END
            WHERE load.state <> 'loaded'
            """);
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = reason.Replace("\0", "", StringComparison.Ordinal) });
        command.Parameters.Add(new() { Value = MovieLoader.Attempts });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
