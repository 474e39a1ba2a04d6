using Hitcast.Worker.Api;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Warehouse;

namespace Hitcast.Worker.Functions;

/// <summary>Movies without a known result → the API → forecasts in the warehouse. The README of the worker has the outline.</summary>
internal sealed class ForecastMovies(ApiClient api, WarehouseDatabase database, TimeProvider time)
{
    private const string Model = "movie-success";

    /// <summary>Movies in one request and one transaction.</summary>
    private const int BatchRows = 500;

    /// <summary>What a batch may take, and is kept of the host's time for it.</summary>
    private static readonly TimeSpan ForOneBatch = TimeSpan.FromSeconds(30);

    [Function("forecast-movies")]
    [FixedDelayRetry(2, "00:00:30")]
    public async Task<FunctionResult> RunAsync([TimerTrigger("30 */2 * * * *")] TimerInfo timer, FunctionContext context, CancellationToken cancellation)
    {
        try
        {
            var version = await api.GetServedVersionAsync(Model, cancellation);
            await using var ledger = await ForecastLedger.ClaimAsync(database, Model, cancellation);
            return ledger is null
                ? FunctionResult.NothingToDo("Another run makes forecasts.")
                : await ForecastAsync(ledger, version, context, cancellation);
        }
        catch (Exception exception) when (exception is ApiException or WarehouseException)
        {
            throw new FunctionFailedException(exception.Message, exception);
        }
    }

    private async Task<FunctionResult> ForecastAsync(ForecastLedger ledger, int version, FunctionContext context, CancellationToken cancellation)
    {
        var (made, refused, reason) = (0, 0, "");
        var movies = await ledger.NextAsync(version, afterMovie: 0, BatchRows, cancellation);
        while (movies.Count > 0)
        {
            // Before the call: what TMDB says during it came after the forecast.
            var now = time.GetUtcNow();
            var answers = await api.PredictAsync(Model, version, [.. movies.Select(movie => movie.Features)], cancellation);
            var forecasts = movies.Zip(answers, Forecast).ToList();
            await ledger.SaveAsync(version, now, forecasts, cancellation);
            made += forecasts.Count(forecast => forecast.Refusal is null);
            refused += forecasts.Count(forecast => forecast.Refusal is not null);
            reason = reason.Length > 0 ? reason : forecasts.Select(forecast => forecast.Refusal).FirstOrDefault(refusal => refusal is not null) ?? "";
            if (context.Deadline is { } deadline && deadline - time.GetUtcNow() < ForOneBatch)
            {
                break;
            }

            movies = await ledger.NextAsync(version, movies[^1].MovieId, BatchRows, cancellation);
        }

        return made + refused == 0
            ? FunctionResult.NothingToDo($"Every movie that can have a forecast has one by {Model} version {version}.")
            : FunctionResult.Done($"{made:N0} movies forecast by {Model} version {version}{Refused(refused, reason)}{(movies.Count > 0 ? "; the next run goes on" : "")}.");
    }

    private static MovieForecast Forecast(MovieToForecast movie, Answer answer) => answer.Prediction is { } said
        ? new(movie, said.Probability, said.Label, said.BaseValue, said.Contributions, Refusal: null)
        : new(movie, null, null, null, null, answer.Refusal);

    private static string Refused(int count, string reason) => count == 0 ? "" : $"; {count:N0} could not be, the first since {reason.TrimEnd('.')}";
}
