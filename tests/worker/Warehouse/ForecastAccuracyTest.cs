using System.Globalization;
using Xunit;

namespace Hitcast.Worker.Tests.Warehouse;

/// <summary>Forecasts held against what came, by the views and by hand.</summary>
public sealed class ForecastAccuracyTest(TestCluster cluster) : IAsyncLifetime
{
    private const string ToCome = ",\"status\":\"Post Production\",\"budget\":1000";

    private readonly TestWarehouse warehouse = new(cluster);

    public ValueTask InitializeAsync() => warehouse.InitializeAsync();

    public ValueTask DisposeAsync() => warehouse.DisposeAsync();

    [Fact]
    public async Task Only_the_last_forecast_made_before_the_result_was_known_counts()
    {
        await warehouse.LoadAsync("1", Lines.Found(1, 1, ToCome), Lines.Found(2, 1, ToCome), Lines.Found(3, 1, ToCome));
        await ForecastAsync(1, 1, day: 2, probability: 0.2);
        await ForecastAsync(1, 1, day: 4, probability: 0.7);
        await ForecastAsync(1, 2, day: 5, probability: 0.3);
        await ForecastAsync(1, 1, day: 11, probability: 0.99);
        await ForecastAsync(2, 1, day: 12, probability: 0.9);
        await ForecastAsync(3, 1, day: 2, probability: 0.4);
        Assert.Equal("", await warehouse.RowsAsync("SELECT * FROM ask.forecast_results"));
        Assert.Equal("1|3|0|-; 2|1|0|-", await warehouse.RowsAsync("SELECT model_version, movies, results, auc FROM ask.forecast_accuracy_overall ORDER BY 1"));

        await warehouse.LoadAsync("2", Released(1, 10, 2000), Released(2, 10, 5000));
        await warehouse.LoadAsync("3", Lines.Gone(3, 10));

        Assert.Equal("1|1|0.7|true|true; 1|2|0.3|true|false", await warehouse.RowsAsync(
            "SELECT movie_id, model_version, probability, paid_off, was_right FROM ask.forecast_results ORDER BY 1, 2"));
    }

    [Fact]
    public async Task The_figures_are_those_of_the_definitions()
    {
        var random = new Random(10);
        var cases = Enumerable.Range(1, 60).Select(id => (Id: id, Day: id <= 40 ? 20 : 25, Probability: Math.Round(random.NextDouble(), 1), PaidOff: random.Next(2) == 1)).ToList();
        await warehouse.LoadAsync("1", [.. cases.Select(one => Lines.Found(one.Id, 1, ToCome))]);
        foreach (var (id, _, probability, _) in cases)
        {
            await ForecastAsync(id, 2, day: 2, probability);
        }

        await warehouse.LoadAsync("2", [.. cases.Select(one => Released(one.Id, one.Day, one.PaidOff ? 2000 : 1999))]);

        var pairs = cases.Where(one => one.PaidOff).SelectMany(_ => cases.Where(other => !other.PaidOff), (won, lost) => (won.Probability, Other: lost.Probability)).ToList();
        var auc = pairs.Average(pair => pair.Probability > pair.Other ? 1 : pair.Probability == pair.Other ? 0.5 : 0);
        var brier = cases.Average(one => Math.Pow(one.Probability - (one.PaidOff ? 1 : 0), 2));
        foreach (var view in new[] { "forecast_accuracy", "forecast_accuracy_overall" })
        {
            Assert.Equal(auc, await warehouse.ScalarAsync<double>($"SELECT auc FROM ask.{view}"), 1e-9);
            Assert.Equal(brier, await warehouse.ScalarAsync<double>($"SELECT brier FROM ask.{view}"), 1e-9);
            Assert.Equal(cases.Average(one => one.Probability), await warehouse.ScalarAsync<double>($"SELECT mean_probability FROM ask.{view}"), 1e-9);
            Assert.Equal(cases.Average(one => one.PaidOff ? 1.0 : 0), await warehouse.ScalarAsync<double>($"SELECT success_rate FROM ask.{view}"), 1e-9);
        }

        Assert.Equal("movie-success|2|2026-01-01|60", await warehouse.RowsAsync("SELECT model, model_version, month, results FROM ask.forecast_accuracy"));
        Assert.Equal(
            string.Join("; ", cases.GroupBy(one => Math.Min(9, (int)Math.Floor(one.Probability * 10))).OrderBy(bin => bin.Key).Select(bin => $"{bin.Key * 10}|{bin.Count()}")),
            await warehouse.RowsAsync("SELECT from_percent, results FROM ask.forecast_calibration ORDER BY 1"));
    }

    [Fact]
    public async Task A_month_with_one_kind_of_result_has_no_area_under_the_curve_and_months_are_kept_apart()
    {
        await warehouse.LoadAsync("1", Lines.Found(1, 1, ToCome), Lines.Found(2, 1, ToCome));
        await ForecastAsync(1, 2, day: 2, probability: 0.8);
        await ForecastAsync(2, 2, day: 2, probability: 0.6);
        await warehouse.LoadAsync("2", Released(1, 31, 5000));
        await warehouse.LoadAsync("3", Released(2, 31, 10).Replace("2026-01-31T", "2026-02-01T", StringComparison.Ordinal));

        Assert.Equal("2026-01-01|1|1|-; 2026-02-01|1|0|-", await warehouse.RowsAsync("SELECT month, results, paid_off, auc FROM ask.forecast_accuracy ORDER BY month"));
        Assert.Equal("2|1|1", await warehouse.RowsAsync("SELECT results, paid_off, auc FROM ask.forecast_accuracy_overall"));
    }

    [Fact]
    public async Task A_movie_that_is_canceled_keeps_its_forecast_as_evidence_and_answers_no_question()
    {
        await warehouse.LoadAsync("1", Lines.Found(1, 1, ToCome + ",\"release_date\":\"2027-06-01\""));
        await ForecastAsync(1, 2, day: 2, probability: 0.9);
        Assert.Equal("1|true", await warehouse.RowsAsync("SELECT movie_id, still_to_come FROM ask.forecasts"));

        await warehouse.LoadAsync("2", Lines.Found(1, 5, ",\"status\":\"Canceled\",\"budget\":1000,\"release_date\":\"2027-06-01\""));

        Assert.Equal("", await warehouse.RowsAsync("SELECT movie_id FROM ask.forecasts UNION ALL SELECT movie_id FROM ask.forecast_drivers"));
        Assert.Equal("1|2", await warehouse.RowsAsync("SELECT movie_id, forecast_model_version FROM ask.evidence"));
    }

    private static string Released(int id, int day, int revenue) =>
        Lines.Found(id, day, $",\"status\":\"Released\",\"release_date\":\"2026-01-03\",\"budget\":1000,\"revenue\":{revenue}");

    private async Task ForecastAsync(int id, int version, int day, double probability)
    {
        await using var command = warehouse.Owner.CreateCommand(string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO warehouse.forecast (movie_id, model, model_version, forecast_at, features_fetched_at, probability, label, contributions)
            VALUES ({id}, 'movie-success', {version}, '2026-01-{day:00}T12:00:00Z', '2026-01-01T12:00:00Z', {probability}, '{(probability >= 0.5 ? "success" : "no success")}', '{"{\"budget\":0.5}"}')
            """));
        await command.ExecuteNonQueryAsync();
    }
}
