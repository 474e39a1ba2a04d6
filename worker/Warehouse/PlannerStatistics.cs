using Npgsql;

namespace Hitcast.Worker.Warehouse;

/// <summary>What PostgreSQL's planner knows of the tables.</summary>
internal static class PlannerStatistics
{
    private const int Seconds = 600;

    /// <summary>
    /// Has PostgreSQL look at tables that hold rows and were never looked at. Autovacuum would do so within a minute, but the first questions after the first load are
    /// asked sooner, and are let in by what the planner believes that they cost. All later growth is autovacuum's.
    /// </summary>
    public static async Task GatherFirstAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var unknown = new NpgsqlCommand(
            """
            SELECT string_agg(oid::regclass::text, ', ')
            FROM pg_class
            WHERE relnamespace = 'warehouse'::regnamespace AND relkind = 'r' AND reltuples = -1 AND pg_relation_size(oid) > 0
            """,
            connection);
        if (await unknown.ExecuteScalarAsync(cancellation) is string tables)
        {
            // What another loader or autovacuum looks at this moment needs no second look.
            await using var analyze = new NpgsqlCommand($"ANALYZE (SKIP_LOCKED) {tables}", connection) { CommandTimeout = Seconds };
            await analyze.ExecuteNonQueryAsync(cancellation);
        }
    }
}
