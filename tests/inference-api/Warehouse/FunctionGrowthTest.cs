using Hitcast.InferenceApi.Warehouse;
using Npgsql;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Warehouse;

/// <summary>No function can be allowed without a decision on how long what it makes becomes.</summary>
public sealed class FunctionGrowthTest(SampleWarehouse warehouse)
{
    /// <summary>Whose results have no fixed length, and are none the longer for it.</summary>
    private static readonly string[] MakeNothingLonger =
    [
        // Numbers: as many figures as the greatest argument, or some constant number of them. The powers are refused for numeric.
        "abs", "avg", "ceil", "ceiling", "extract", "floor", "gcd", "generate_series", "ln", "log", "log10", "mod", "numeric", "numeric_abs", "numeric_add", "numeric_mod",
        "numeric_sub", "numeric_uminus", "numeric_uplus", "round", "scale", "sign", "sqrt", "stddev", "stddev_pop", "stddev_samp", "sum", "trim_scale", "trunc", "var_pop", "var_samp",
        "variance", "exp", "numeric_power", "pow", "power", "to_number",

        // Parts of a text, or as many characters.
        "bpchar", "btrim", "left", "ltrim", "regexp_split_to_table", "regexp_substr", "reverse", "right", "rtrim", "split_part", "string_to_table", "substr", "substring",
        "text", "translate", "varchar",

        // At most so many characters, whatever the text.
        "chr", "dmetaphone", "dmetaphone_alt", "lpad", "md5", "metaphone", "rpad", "soundex", "text_soundex",

        // One of the values; a list of some of them, or of their places.
        "array_positions", "array_remove", "first_value", "lag", "last_value", "lead", "max", "min", "mode", "nth_value", "percentile_cont", "trim_array", "unnest",

        // By rows, which the plan's check counts.
        "array_agg",
    ];

    [Fact]
    public async Task Each_allowed_function_of_no_fixed_length_is_known_to_grow_or_known_not_to()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var connection = new NpgsqlConnection(await warehouse.OwnerConnectionStringAsync());
        await connection.OpenAsync(cancellation);
        await using var undone = await connection.BeginTransactionAsync(cancellation);
        foreach (var extension in await ReadAsync(connection, "SELECT 0::oid, name::text FROM pg_available_extensions WHERE name = ANY ($1)", (object)AllowedNames.Extensions))
        {
            await using var creation = new NpgsqlCommand($"CREATE EXTENSION IF NOT EXISTS {extension.Name}", connection);
            await creation.ExecuteNonQueryAsync(cancellation);
        }

        var catalogue = await SqlCatalogue.ReadAsync(connection, cancellation);
        var functions = (await ReadAsync(
                connection, "SELECT function.oid, proname::text FROM pg_proc AS function JOIN pg_type AS type ON type.oid = prorettype WHERE typlen < 0 OR typtype = 'p'"))
            .Where(function => catalogue.AllowsFunction(function.Number)).Select(function => function.Name).ToHashSet();
        Assert.Contains("textcat", functions);
        Assert.Empty(functions.Where(function => !FunctionGrowth.Grows(function)).Except(MakeNothingLonger));
        Assert.DoesNotContain(MakeNothingLonger, FunctionGrowth.Grows);
    }

    private static async Task<List<(uint Number, string Name)>> ReadAsync(NpgsqlConnection connection, string sql, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var found = new List<(uint, string)>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            found.Add((reader.GetFieldValue<uint>(0), reader.GetString(1)));
        }

        return found;
    }
}
