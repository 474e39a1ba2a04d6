using Npgsql;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Verified;

/// <summary>Questions about forecasts, over some of a version that no other test knows.</summary>
public sealed class ForecastQuestionsTest(SampleWarehouse warehouse) : IAsyncLifetime
{
    private NpgsqlDataSource owner = null!;

    public async ValueTask InitializeAsync()
    {
        owner = NpgsqlDataSource.Create(await warehouse.OwnerConnectionStringAsync());
        await ExecuteAsync("""
            INSERT INTO warehouse.forecast (movie_id, model, model_version, forecast_at, features_fetched_at, probability, label, contributions)
            SELECT movie_id, 'movie-success', 77, fetched_at - interval '40 days', fetched_at - interval '41 days', (movie_id % 97) / 100.0,
                CASE WHEN movie_id % 97 >= 50 THEN 'success' ELSE 'no success' END, '{"budget": -0.8, "cast": 0.3}'
            FROM warehouse.movie
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync("DELETE FROM warehouse.forecast WHERE model = 'movie-success' AND model_version = 77");
        await owner.DisposeAsync();
    }

    [Theory]
    [InlineData("which dramas still to come are most likely to pay off?", "forecast-top")]
    [InlineData("the 3 upcoming movies most likely to succeed", "forecast-top")]
    [InlineData("which upcoming movies are least likely to pay off?", "forecast-top")]
    [InlineData("¿qué dramas por estrenar tienen más posibilidades de éxito?", "forecast-top")]
    [InlineData("why is Titanic likely to pay off?", "forecast-drivers")]
    [InlineData("what drives the forecast of Toy Story 5?", "forecast-drivers")]
    [InlineData("¿qué influye en el pronóstico de Toy Story 5?", "forecast-drivers")]
    [InlineData("will Toy Story 5 pay off?", "forecast-of-movie")]
    [InlineData("how good were the forecasts?", "forecast-accuracy")]
    [InlineData("¿cómo de buenos fueron los pronósticos?", "forecast-accuracy")]
    [InlineData("accuracy of the predictions by month", "forecast-accuracy-per-month")]
    [InlineData("are the forecasts calibrated?", "forecast-calibration")]
    [InlineData("which forecasts of comedies were wrong?", "wrong-forecasts")]
    public async Task A_question_about_forecasts_is_answered_and_its_sentence_names_the_version(string question, string name)
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        var outcome = await understanding.Questions.MatchAsync(question, CancellationToken.None);
        Assert.True(outcome.Match?.Name == name, $"{outcome.Match?.Name}; unexplained: {string.Join(' ', outcome.Unexplained)}; nearest: {string.Join(", ", outcome.Nearest)}");
        var rows = await understanding.Gate.RunAsync(outcome.Match!.Sql, CancellationToken.None);
        Assert.NotEmpty(rows.Rows);
        Assert.Contains("77", outcome.Match.AnswerFrom(rows), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_dramas_that_are_still_to_come_are_ranked_whatever_day_it_is()
    {
        await using var understanding = await Understanding.OfAsync(warehouse);
        var match = await understanding.MatchAsync("which dramas still to come are most likely to pay off?");
        var rows = await understanding.Gate.RunAsync(match!.Sql, CancellationToken.None);
        var ids = rows.Rows.Select(row => (int)(long)row[0]!).ToArray();
        await using var command = owner.CreateCommand("""
            SELECT movie.movie_id FROM warehouse.movie JOIN warehouse.movie_genre USING (movie_id) JOIN warehouse.genre USING (genre_id)
            WHERE genre.name = 'Drama' AND NOT movie.gone AND (movie.status NOT IN ('Released', 'Canceled') OR movie.release_date > (SELECT today FROM warehouse.catalogue_date))
            ORDER BY movie.movie_id % 97 DESC, movie.movie_id LIMIT 10
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var expected = new List<int>();
        while (await reader.ReadAsync())
        {
            expected.Add(reader.GetInt32(0));
        }

        Assert.NotEmpty(expected);
        Assert.Equal(expected, ids);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
