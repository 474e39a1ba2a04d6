using Npgsql;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>Holds the login to what the gate counts on: it reads schema ask, it may make a temporary view, and it may do nothing that the gate would have to prevent alone.</summary>
internal static class LoginCheck
{
    private const string Query = """
        SELECT
            role.rolsuper OR role.rolcreaterole OR role.rolcreatedb OR role.rolreplication OR role.rolbypassrls
                OR EXISTS (SELECT FROM pg_auth_members WHERE member = role.oid)
                OR EXISTS (SELECT FROM pg_namespace WHERE nspname = 'warehouse' AND has_schema_privilege(oid, 'USAGE'))
                OR EXISTS (SELECT FROM pg_namespace WHERE nspname = 'ask' AND has_schema_privilege(oid, 'CREATE')),
            has_database_privilege(current_database(), 'TEMPORARY'),
            EXISTS (SELECT FROM pg_namespace WHERE nspname = 'ask' AND has_schema_privilege(oid, 'USAGE'))
        FROM pg_roles AS role WHERE role.rolname = current_user
        """;

    /// <exception cref="WarehouseUnavailableException">The login may do too much, or too little.</exception>
    public static async Task RefuseAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Query, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        if (reader.GetBoolean(0))
        {
            throw new WarehouseUnavailableException(
                "Questions:ConnectionString logs in with rights that questions must not have. Name hitcast_reader, or a login like it that may read the views of schema ask only.");
        }

        if (!reader.GetBoolean(1))
        {
            throw new WarehouseUnavailableException(
                "The login of Questions:ConnectionString may not make temporary views, by which statements are checked. Let its owner GRANT TEMPORARY ON DATABASE … TO hitcast_reader.");
        }

        if (!reader.GetBoolean(2))
        {
            throw new WarehouseUnavailableException("The warehouse has no views for questions that this login may read. A worker makes them when it starts.");
        }
    }
}
