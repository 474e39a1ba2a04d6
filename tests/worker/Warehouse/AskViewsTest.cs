using Npgsql;
using Xunit;

namespace Hitcast.Worker.Tests.Warehouse;

public sealed class AskViewsTest(SampleCatalogueTest.Loaded loaded) : IClassFixture<SampleCatalogueTest.Loaded>
{
    private readonly TestWarehouse warehouse = loaded.Warehouse;

    [Fact]
    public async Task Every_view_and_column_has_a_comment() => Assert.Equal("", await warehouse.RowsAsync("""
        SELECT c.relname, a.attname
        FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
        WHERE c.relnamespace = 'ask'::regnamespace
            AND (obj_description(c.oid, 'pg_class') IS NULL OR col_description(c.oid, a.attnum) IS NULL)
        """));

    [Fact]
    public async Task There_is_something_in_every_view_but_the_forecasts()
    {
        var views = await warehouse.RowsAsync("SELECT viewname FROM pg_views WHERE schemaname = 'ask' AND viewname NOT LIKE 'forecast%' ORDER BY viewname");
        Assert.Contains("movies", views, StringComparison.Ordinal);
        foreach (var view in views.Split("; "))
        {
            Assert.True(await TestWarehouse.ScalarAsync<bool>(warehouse.Reader, $"SELECT EXISTS (SELECT FROM ask.{view})") || view == "movie_languages", $"ask.{view} is empty.");
        }
    }

    [Theory]
    [InlineData("SELECT count(*) FROM warehouse.movie")]
    [InlineData("SELECT count(*) FROM warehouse.load")]
    [InlineData("SELECT count(*) FROM training.movie_features")]
    [InlineData("UPDATE ask.movies SET title = ''")]
    [InlineData("DELETE FROM ask.people")]
    [InlineData("CREATE TABLE ask.mine (x integer)")]
    [InlineData("CREATE TABLE public.mine (x integer)")]
    [InlineData("SELECT pg_read_file('/etc/passwd')")]
    [InlineData("COPY ask.movies TO PROGRAM 'cat'")]
    public async Task The_reader_may_read_the_views_and_do_nothing_else(string sql)
    {
        await using var command = warehouse.Reader.CreateCommand(sql);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync());
        Assert.Contains(refused.SqlState, new[] { PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.ObjectNotInPrerequisiteState, PostgresErrorCodes.WrongObjectType });
    }

    [Theory]
    [InlineData("statement_timeout", "10s")]
    [InlineData("temp_file_limit", "256MB")]
    [InlineData("idle_in_transaction_session_timeout", "30s")]
    [InlineData("search_path", "ask")]
    public async Task The_reader_has_limits(string setting, string value) =>
        Assert.Equal(value, await TestWarehouse.ScalarAsync<string>(warehouse.Reader, $"SHOW {setting}"));

    [Theory]
    [InlineData("SELECT title FROM movies WHERE release_year = 1994 ORDER BY vote_count DESC LIMIT 1", "The Shawshank Redemption")]
    [InlineData("SELECT title FROM movies JOIN movie_crew USING (movie_id) WHERE person = 'Christopher Nolan' AND job = 'Director' ORDER BY revenue_usd DESC NULLS LAST LIMIT 1", "The Dark Knight Rises")]
    [InlineData("SELECT original_language FROM movies WHERE title = 'Spirited Away'", "Japanese")]
    [InlineData("SELECT country FROM movie_countries JOIN movies USING (movie_id) WHERE title = 'Spirited Away'", "Japan")]
    public async Task A_question_is_a_short_statement(string sql, string answer) => Assert.Equal(answer, await TestWarehouse.ScalarAsync<string>(warehouse.Reader, sql));
}
