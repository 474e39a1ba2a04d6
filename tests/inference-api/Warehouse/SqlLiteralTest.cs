using CsCheck;
using Hitcast.InferenceApi.Warehouse;
using Npgsql;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Warehouse;

public sealed class SqlLiteralTest(SampleWarehouse warehouse)
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.OneOf(new[] { "'", "''", "\\", "\\'", "E'", "$$", "--", "/*", "*/", ";", "\"", "\n", "\\u0027", "💥", "‮", "é", "e\u0301", "𝒳", "{1}", "%s", "$1", ":x", "@x" }.Select(Gen.Const).ToArray()),
        Gen.String[Gen.Char['\u0001', '\ud7ff'], 0, 8]).Array[0, 8].Select(parts => string.Concat(parts));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_goes_in_as_text_comes_out_of_PostgreSQL()
    {
        await using var source = NpgsqlDataSource.Create(await warehouse.ReaderConnectionStringAsync());
        foreach (var conforming in new[] { "on", "off" })
        {
            await using var connection = await source.OpenConnectionAsync(Cancellation);
            await using var set = new NpgsqlCommand($"SET standard_conforming_strings = {conforming}", connection);
            await set.ExecuteNonQueryAsync(Cancellation);
            await Gen.Select(Texts, Gen.Long, Gen.Double, Gen.Bool, Gen.DateOnly).Array[1, 20].SampleAsync(
                async rows =>
                {
                    var values = rows.Select(row => new object[] { row.Item1, row.Item2, row.Item3, row.Item4, row.Item5 }).ToArray();
                    await using var command = new NpgsqlCommand($"VALUES {string.Join(",", values.Select(row => $"({string.Join(",", row.Select(SqlLiteral.Of))})"))}", connection);
                    await using var reader = await command.ExecuteReaderAsync(Cancellation);
                    foreach (var row in values)
                    {
                        Assert.True(await reader.ReadAsync(Cancellation));
                        Assert.Equal(row, [reader.GetString(0), reader.GetInt64(1), reader.GetDouble(2), reader.GetBoolean(3), reader.GetFieldValue<DateOnly>(4)]);
                    }

                    Assert.False(await reader.ReadAsync(Cancellation));
                },
                iter: 200,
                threads: 1);
        }
    }

    [Fact]
    public async Task A_value_keeps_its_place_in_a_statement_through_the_gate()
    {
        await using var gate = await Gates.ToAsync(warehouse, "literals");
        await Texts.SampleAsync(
            async text =>
            {
                var table = await gate.RunAsync($"SELECT {SqlLiteral.Of(text)} AS a, 1 AS b, {SqlLiteral.Of(text)} = ANY ({SqlLiteral.Of(new[] { "x", text })}) AS c", Cancellation);
                Assert.Equal([text, 1L, true], table.Rows.Single());
            },
            iter: 100,
            threads: 1);
    }

    [Fact]
    public async Task Lists_nulls_and_extremes_are_written_too()
    {
        await using var gate = await Gates.ToAsync(warehouse, "extremes");
        var statement = $"SELECT {string.Join(", ", new object?[]
        {
            null, long.MinValue, double.NaN, double.NegativeInfinity, double.Epsilon, -0.0, new long[] { 1, -2 }, Array.Empty<string>(), new List<object?> { "a", null }, new[] { new DateOnly(1, 1, 1) }, new[] { true }, new[] { 1.5 },
        }.Select((value, index) => $"{SqlLiteral.Of(value)} AS c{index}"))}";
        Assert.Equal(
            [null, long.MinValue, double.NaN, double.NegativeInfinity, double.Epsilon, -0.0, "{1,-2}", "{}", "{a,NULL}", "{0001-01-01}", "{t}", "{1.5}"],
            (await gate.RunAsync(statement, Cancellation)).Rows.Single());
        Assert.Equal([1L], (await gate.RunAsync($"SELECT x FROM generate_series(1, 2) AS x WHERE x = ANY ({SqlLiteral.Of(new[] { 1 })}) LIMIT {SqlLiteral.Of(10)}", Cancellation)).Rows.Single());
    }

    [Fact]
    public void What_PostgreSQL_has_no_text_for_is_refused()
    {
        Assert.Throws<ArgumentException>(() => SqlLiteral.Of("\0"));
        Assert.Throws<ArgumentException>(() => SqlLiteral.Of("\ud800"));
        Assert.Throws<ArgumentException>(() => SqlLiteral.Of('x'));
        Assert.Throws<ArgumentException>(() => SqlLiteral.Of(new object[] { 1L, "a" }));
    }
}
