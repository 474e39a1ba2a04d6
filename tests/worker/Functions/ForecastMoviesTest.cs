using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hitcast.Worker.Tests.Tmdb;
using Hitcast.Worker.Tests.Warehouse;
using Xunit;

namespace Hitcast.Worker.Tests.Functions;

/// <summary>Against the real API and a database of its own.</summary>
public sealed class ForecastMoviesTest(TestCluster cluster) : IAsyncLifetime
{
    private const string ToCome = ",\"status\":\"Post Production\",\"release_date\":\"2026-06-01\"";
    private const string Released = ",\"status\":\"Released\",\"release_date\":\"2026-01-01\"";

    private readonly TestWarehouse warehouse = new(cluster);
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;
    private TmdbDouble? tmdb;

    public async ValueTask InitializeAsync()
    {
        await warehouse.InitializeAsync();
        tmdb = await TmdbDouble.StartAsync(1, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await tmdb!.DisposeAsync();
        await warehouse.DisposeAsync();
    }

    [Fact]
    public async Task What_has_no_result_gets_a_forecast_once_and_again_when_it_changes_or_another_version_is_served()
    {
        await using var api = await InferenceApi.StartAsync([1]);
        await using var worker = Worker(api.Address);
        await warehouse.LoadAsync("1",
            Lines.Found(1, 1, ToCome + ",\"budget\":5000000" + Lines.Genres((18, "Drama"))),
            Lines.Found(2, 1, Released + ",\"budget\":7000000"),
            Lines.Found(3, 1, Released + ",\"budget\":7000000,\"revenue\":9000000"),
            Lines.Found(4, 1, ",\"status\":\"Released\",\"release_date\":\"2020-01-01\",\"budget\":7000000"),
            Lines.Found(5, 1, ",\"status\":\"Canceled\",\"budget\":7000000"),
            Lines.Found(6, 1, ",\"status\":\"Planned\",\"budget\":7000000"),
            Lines.Gone(7, 1));

        Assert.Equal(new CommandResult(0, "3 movies forecast by movie-success version 1.", ""), await worker.InvokeAsync(["forecast-movies"], cancellation));
        Assert.Equal("1|1; 2|1; 6|1", await ForecastsAsync());
        await AssertIsWhatTheApiSaysAsync(api, 1, """{"budget": 5000000, "release_date": "2026-06-01", "genres": ["Drama"]}""");
        Assert.Equal(
            new CommandResult(0, "Every movie that can have a forecast has one by movie-success version 1.", ""),
            await worker.InvokeAsync(["forecast-movies"], cancellation));

        await warehouse.LoadAsync("2", Lines.Found(1, 2, ToCome + ",\"budget\":90000000" + Lines.Genres((18, "Drama"))), Lines.Gone(2, 2));
        Assert.Equal("1 movies forecast by movie-success version 1.", (await worker.InvokeAsync(["forecast-movies"], cancellation)).Output);
        await AssertIsWhatTheApiSaysAsync(api, 1, """{"budget": 90000000, "release_date": "2026-06-01", "genres": ["Drama"]}""");

        api.Publish(2);
        await api.UntilServedAsync(2);
        Assert.Equal("2 movies forecast by movie-success version 2.", (await worker.InvokeAsync(["forecast-movies"], cancellation)).Output);
        Assert.Equal("1|2; 6|2", await ForecastsAsync());
        Assert.Equal("1|1; 1|1; 1|2; 2|1; 6|1; 6|2", await warehouse.RowsAsync("SELECT movie_id, model_version FROM warehouse.forecast ORDER BY movie_id, forecast_at"));
    }

    [Fact]
    public async Task A_movie_that_the_model_does_not_take_is_written_down_with_the_reason_and_tried_again_when_it_changes()
    {
        await using var api = await InferenceApi.StartAsync([2]);
        await using var worker = Worker(api.Address);
        await warehouse.LoadAsync("1", Lines.Found(1, 1, ToCome), Lines.Found(2, 1, ToCome + ",\"budget\":5000000"));

        var first = await worker.InvokeAsync(["forecast-movies"], cancellation);
        var second = await worker.InvokeAsync(["forecast-movies"], cancellation);

        Assert.StartsWith("1 movies forecast by movie-success version 2; 1 could not be, the first since budget is missing", first.Output, StringComparison.Ordinal);
        Assert.StartsWith("Every movie that can have a forecast has one", second.Output, StringComparison.Ordinal);
        Assert.StartsWith("1|2|budget is missing.", await warehouse.RowsAsync("SELECT movie_id, model_version, reason FROM warehouse.forecast_issue"), StringComparison.Ordinal);
        await warehouse.LoadAsync("2", Lines.Found(1, 2, ToCome + ",\"budget\":1000000"));
        Assert.Equal("1 movies forecast by movie-success version 2.", (await worker.InvokeAsync(["forecast-movies"], cancellation)).Output);
        Assert.Equal("0", await warehouse.RowsAsync("SELECT count(*) FROM warehouse.forecast_issue"));
    }

    [Fact]
    public async Task Without_the_API_or_its_key_a_sentence_says_so_and_nothing_is_lost()
    {
        await warehouse.LoadAsync("1", Lines.Found(1, 1, ToCome + ",\"budget\":5000000"));
        await using (var nobody = Worker("http://127.0.0.1:9"))
        {
            var (code, output, errors) = await nobody.InvokeAsync(["forecast-movies"], cancellation);
            Assert.Equal((1, ""), (code, output));
            Assert.Contains("The API at http://127.0.0.1:9 gives no whole reply; see that it runs, and Api:BaseAddress. Connection refused", errors, StringComparison.Ordinal);
        }

        await using var api = await InferenceApi.StartAsync([2], "ApiKeys:0=a-key-of-a-length-that-is-allowed");
        await using (var stranger = Worker(api.Address))
        {
            Assert.Contains("wants a key; set Api:Key to one of its ApiKeys.", (await stranger.InvokeAsync(["forecast-movies"], cancellation)).Errors, StringComparison.Ordinal);
        }

        await using (var elsewhere = Worker(tmdb!.Address))
        {
            Assert.Contains("answered 404: its reply gives no reason; see Api:BaseAddress.", (await elsewhere.InvokeAsync(["forecast-movies"], cancellation)).Errors, StringComparison.Ordinal);
        }

        await using var worker = Worker(api.Address, ("Api:Key", "a-key-of-a-length-that-is-allowed"));
        Assert.Equal("1 movies forecast by movie-success version 2.", (await worker.InvokeAsync(["forecast-movies"], cancellation)).Output);
    }

    [Fact]
    public async Task The_sample_catalogue_says_which_movies_still_to_come_are_most_likely_to_pay_off_and_why()
    {
        await foreach (var key in SampleCatalogue.Keys)
        {
            await new Hitcast.Worker.Warehouse.MovieLoader(SampleCatalogue.Lake, warehouse.Database).LoadAsync(key, cancellation);
        }

        await using var api = await InferenceApi.StartAsync([2]);
        await using var worker = Worker(api.Address);

        Assert.StartsWith("5 movies forecast by movie-success version 2; 43 could not be", (await worker.InvokeAsync(["forecast-movies"], cancellation)).Output, StringComparison.Ordinal);
        Assert.Equal("Dhurandhar: The Revenge", await TestWarehouse.ScalarAsync<string>(
            warehouse.Reader, "SELECT title FROM forecasts JOIN movies USING (movie_id) WHERE still_to_come ORDER BY probability DESC LIMIT 1"));
        Assert.Equal(2, await TestWarehouse.ScalarAsync<long>(warehouse.Reader, "SELECT count(*) FROM forecasts WHERE still_to_come"));
        Assert.Equal(0, await TestWarehouse.ScalarAsync<long>(warehouse.Reader, """
            SELECT count(*)
            FROM forecasts JOIN forecast_drivers USING (movie_id)
            WHERE (contribution >= 0.05 AND raised_by NOT LIKE '%' || input || '%') OR (contribution <= -0.05 AND lowered_by NOT LIKE '%' || input || '%')
            """));
        Assert.Equal(50, await TestWarehouse.ScalarAsync<long>(warehouse.Reader, "SELECT count(*) FROM forecast_drivers"));
    }

    private TestWorker Worker(string api, params (string, string?)[] settings) => new(
        tmdb!, TimeProvider.System, null, [("Warehouse:ConnectionString", warehouse.OwnerConnectionString), ("Api:BaseAddress", api.TrimEnd('/')), .. settings]);

    private Task<string> ForecastsAsync() => warehouse.RowsAsync("SELECT movie_id, model_version FROM ask.forecasts ORDER BY movie_id");

    private async Task AssertIsWhatTheApiSaysAsync(InferenceApi api, int movie, string request)
    {
        using var content = new StringContent(request, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var reply = await api.Client.PostAsync("models/movie-success/predict?explain=true", content, cancellation);
        var said = JsonElement.Parse(await reply.Content.ReadAsStringAsync(cancellation));
        var stored = JsonElement.Parse((await warehouse.ScalarAsync<string>(
            $"SELECT row_to_json(newest)::text FROM warehouse.newest_forecast AS newest WHERE movie_id = {movie}"))!);
        foreach (var name in new[] { "probability", "base_value" })
        {
            Assert.Equal(said.GetProperty(name).GetDouble(), stored.GetProperty(name).GetDouble());
        }

        Assert.Equal(said.GetProperty("label").GetString(), stored.GetProperty("label").GetString());
        Assert.All(
            said.GetProperty("contributions").EnumerateObject(),
            input => Assert.Equal(input.Value.GetDouble(), stored.GetProperty("contributions").GetProperty(input.Name).GetDouble(), 1e-12));
    }
}
