using Hitcast.InferenceApi.Warehouse;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Warehouse;

public sealed class SqlGateTest(SampleWarehouse warehouse)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Values_come_as_their_columns_kinds()
    {
        await using var gate = await Gates.ToAsync(warehouse, "kinds");
        var table = await gate.RunAsync(
            """
            SELECT 'x' AS a, 1::int2 AS b, 1.5 AS c, true AS d, DATE '2000-02-29' AS e, TIMESTAMPTZ '2000-01-01 12:00+02' AS f, TIMESTAMP '2000-01-01 12:00' AS g,
                ARRAY[1, 2] AS h, INTERVAL '1 day' AS i, NULL AS j, 'NaN'::numeric AS k
            """,
            Cancellation);
        Assert.Equal(
            [
                ColumnKind.Text, ColumnKind.Integer, ColumnKind.Number, ColumnKind.Boolean, ColumnKind.Date, ColumnKind.Time, ColumnKind.Time,
                ColumnKind.Text, ColumnKind.Text, ColumnKind.Text, ColumnKind.Number,
            ],
            table.Columns.Select(column => column.Kind));
        Assert.Equal(
            [
                "x", 1L, 1.5, true, new DateOnly(2000, 2, 29), new DateTimeOffset(2000, 1, 1, 10, 0, 0, TimeSpan.Zero), new DateTimeOffset(2000, 1, 1, 12, 0, 0, TimeSpan.Zero),
                "{1,2}", "1 day", null, double.NaN,
            ],
            table.Rows.Single());
    }

    [Fact]
    public async Task More_rows_than_are_kept_are_left_out_and_the_order_stays()
    {
        await using var gate = await Gates.ToAsync(warehouse, "rows", options => options.MaximumRows = 3);
        var cut = await gate.RunAsync("SELECT x FROM generate_series(1, 4) AS x ORDER BY x DESC", Cancellation);
        Assert.Equal([4L, 3L, 2L], cut.Rows.Select(row => row[0]));
        Assert.True(cut.Truncated);
        Assert.False((await gate.RunAsync("SELECT x FROM generate_series(1, 3) AS x", Cancellation)).Truncated);
    }

    [Theory]
    [InlineData("SELECT string_agg(title || title, '') FROM movies, generate_series(1, 3)", "A text of the answer is longer than 65536 characters. Ask for a part of it, or for fewer rows put together.")]
    [InlineData("SELECT title || title || title AS t FROM movies", "The answer is larger than 8 KiB. Ask for fewer rows or shorter texts.")]
    [InlineData("SELECT 'x'{, 1 AS c#*101}", "The statement answers with 102 columns. It may have 100.")]
    [InlineData("{x*20001}", "The statement has 20001 characters. It may have 20000.")]
    public async Task What_is_too_large_is_refused_and_the_gate_goes_on(string sql, string sentence)
    {
        await using var gate = await Gates.ToAsync(warehouse, "large", options => (options.MaximumKilobytes, options.Connections) = (8, 1));
        var refusal = await Assert.ThrowsAsync<SqlRefusedException>(() => gate.RunAsync(StatementFile.Expand(sql), Cancellation));
        Assert.Equal((SqlRefusal.TooLarge, sentence), (refusal.Kind, refusal.Message));
        Assert.Equal([1L], (await gate.RunAsync("SELECT 1", Cancellation)).Rows.Single());
    }

    [Fact]
    public async Task PostgreSQLs_words_say_where_in_the_statement_and_what_to_write()
    {
        await using var gate = await Gates.ToAsync(warehouse, "words");
        var refusal = await Assert.ThrowsAsync<SqlRefusedException>(() => gate.RunAsync("SELECT titel FROM movies", Cancellation));
        Assert.Equal(SqlRefusal.Invalid, refusal.Kind);
        Assert.Equal(new("column \"titel\" does not exist", null, "Perhaps you meant to reference the column \"movies.title\".", 8), refusal.Mistake);
    }

    [Fact]
    public async Task What_PostgreSQL_repeats_of_a_long_value_is_cut()
    {
        await using var gate = await Gates.ToAsync(warehouse, "cut");
        var refusal = await Assert.ThrowsAsync<SqlRefusedException>(() => gate.RunAsync($"SELECT '{new string('x', 9000)}'::date", Cancellation));
        Assert.Equal(SqlRefusal.Invalid, refusal.Kind);
        Assert.InRange(refusal.Mistake!.Message.Length, 500, 600);
        Assert.EndsWith("x… (cut: 9038 characters)", refusal.Mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT * FROM pg_authid", "pg_authid may not be read. A statement reads the views of schema ask, and nothing else.")]
    [InlineData("SELECT pg_backend_pid()", "The function pg_backend_pid may not be used: it is not among those for numbers, texts, dates and statistics.")]
    [InlineData("SELECT 1::regclass::text", "The type regclass may not be used. A statement works on numbers, texts, dates, times, truth values and lists of them; whole rows are no value.")]
    [InlineData("SELECT movie_id FROM movies FOR UPDATE", "Row locks (FOR UPDATE, FOR SHARE) may not be used.")]
    [InlineData("SELECT current_user", "Names of users and schemas may not be asked for.")]
    [InlineData("SELECT rpad('x', 201)", "rpad takes a plain number up to 200 as its second argument.")]
    public async Task A_rule_that_is_broken_is_named(string sql, string sentence)
    {
        await using var gate = await Gates.ToAsync(warehouse, "rules");
        var refusal = await Assert.ThrowsAsync<SqlRefusedException>(() => gate.RunAsync(sql, Cancellation));
        Assert.Equal((SqlRefusal.Rule, sentence), (refusal.Kind, refusal.Message));
    }

    [Fact]
    public async Task What_is_no_text_is_refused_before_it_is_sent()
    {
        await using var gate = Gates.Of(new() { ConnectionString = "Host=127.0.0.1;Port=1" });
        foreach (var sql in new[] { "SELECT '\0'", "SELECT '\ud800'", "SELECT '\udc00\ud800'" })
        {
            var refusal = await Assert.ThrowsAsync<SqlRefusedException>(() => gate.RunAsync(sql, Cancellation));
            Assert.Equal("The statement holds characters that are no text: NUL, or half of a surrogate pair.", refusal.Message);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public async Task No_statement_is_no_valid_one(string sql)
    {
        await using var gate = Gates.Of(new() { ConnectionString = "Host=127.0.0.1;Port=1" });
        Assert.Equal(SqlRefusal.Invalid, (await Assert.ThrowsAsync<SqlRefusedException>(() => gate.RunAsync(sql, Cancellation))).Kind);
    }

    [Fact]
    public async Task A_caller_who_leaves_frees_the_connection()
    {
        const string name = "leaving";
        await using var gate = await Gates.ToAsync(warehouse, name, options => (options.Connections, options.StatementSeconds) = (1, 60));
        using var leaving = new CancellationTokenSource();
        var endless = gate.RunAsync("WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n FROM r) SELECT count(*) FROM r", leaving.Token);
        while (await Gates.OwnerAsync<long>(warehouse, "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND query ~ 'pg_temp.answer LIMIT'", name) == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), Cancellation);
        }

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
        Assert.Equal([1L], (await gate.RunAsync("SELECT 1", Cancellation)).Rows.Single());
        Assert.Equal(0, await Gates.BusyAsync(warehouse, name));
    }

    [Fact]
    public async Task Statements_at_the_same_time_do_not_meet()
    {
        await using var gate = await Gates.ToAsync(warehouse, "many", options => options.Connections = 4);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => gate.RunAsync($"SELECT {number} AS a, count(*) FROM movies", Cancellation)));
        Assert.Equal(Enumerable.Range(0, 40).Select(number => (object)(long)number), answers.Select(answer => answer.Rows.Single()[0]!));
    }
}
