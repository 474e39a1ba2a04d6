using Npgsql;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>What of a server's functions and types statements may use, by PostgreSQL's numbers for them.</summary>
internal sealed class SqlCatalogue
{
    private const string Query = """
        WITH allowed_type AS (
            SELECT type.oid FROM pg_type AS type LEFT JOIN pg_type AS item ON item.typarray = type.oid
            WHERE type.typnamespace = 'pg_catalog'::regnamespace AND coalesce(item.typname, type.typname) = ANY ($1) AND coalesce(item.typnamespace, type.typnamespace) = type.typnamespace
        ), argument_type AS (
            SELECT oid FROM allowed_type
            UNION SELECT oid FROM pg_type WHERE typnamespace = 'pg_catalog'::regnamespace AND typname = ANY ($2)
        )
        SELECT 'type', oid, typname::text, oid IN (SELECT oid FROM allowed_type) FROM pg_type
        UNION ALL
        SELECT 'function', function.oid, function.proname::text,
            NOT EXISTS (
                SELECT FROM unnest(coalesce(function.proallargtypes, function.proargtypes::oid[]) || function.prorettype) AS part (type)
                WHERE part.type NOT IN (SELECT oid FROM argument_type))
            AND CASE
                WHEN function.pronamespace = 'pg_catalog'::regnamespace THEN
                    function.proname = ANY ($3)
                    OR function.provolatile <> 'v' AND (
                        EXISTS (SELECT FROM pg_operator WHERE oprcode = function.oid AND oprnamespace = 'pg_catalog'::regnamespace)
                        OR EXISTS (SELECT FROM pg_cast WHERE castfunc = function.oid))
                ELSE function.provolatile <> 'v' AND EXISTS (
                    SELECT FROM pg_depend AS tie JOIN pg_extension AS extension ON extension.oid = tie.refobjid
                    WHERE tie.classid = 'pg_proc'::regclass AND tie.objid = function.oid AND tie.refclassid = 'pg_extension'::regclass
                        AND tie.deptype = 'e' AND extension.extname = ANY ($4))
            END
        FROM pg_proc AS function
        """;

    private readonly Dictionary<uint, (string Name, bool IsAllowed)> types = [];
    private readonly Dictionary<uint, (string Name, bool IsAllowed)> functions = [];

    private SqlCatalogue()
    {
    }

    public static async Task<SqlCatalogue> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Query, connection)
        {
            Parameters =
            {
                new() { Value = AllowedNames.Types }, new() { Value = AllowedNames.PseudoTypes }, new() { Value = AllowedNames.Functions }, new() { Value = AllowedNames.Extensions },
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var catalogue = new SqlCatalogue();
        while (await reader.ReadAsync(cancellation))
        {
            var kinds = reader.GetString(0) == "type" ? catalogue.types : catalogue.functions;
            kinds.Add(reader.GetFieldValue<uint>(1), (reader.GetString(2), reader.GetBoolean(3)));
        }

        return catalogue;
    }

    /// <summary>If all these are known; what was made since this was read is not.</summary>
    public bool Knows(IEnumerable<uint> functionNumbers, IEnumerable<uint> typeNumbers) =>
        functionNumbers.All(functions.ContainsKey) && typeNumbers.All(types.ContainsKey);

    public bool AllowsType(uint number) => types.TryGetValue(number, out var type) && type.IsAllowed;

    public bool AllowsFunction(uint number) => functions.TryGetValue(number, out var function) && function.IsAllowed;

    public string TypeName(uint number) => types.TryGetValue(number, out var type) ? type.Name : "that is unknown";

    public string FunctionName(uint number) => functions.TryGetValue(number, out var function) ? function.Name : "that is unknown";
}
