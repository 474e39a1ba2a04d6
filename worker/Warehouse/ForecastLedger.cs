using Npgsql;
using NpgsqlTypes;

namespace Hitcast.Worker.Warehouse;

/// <summary>A movie whose newest state is to be forecast.</summary>
/// <param name="FetchedAt">Which state: <c>movie_history.fetched_at</c>.</param>
/// <param name="Features">A JSON object from the model's inputs to values; what is unknown is left out.</param>
public sealed record MovieToForecast(int MovieId, DateTimeOffset FetchedAt, string Features);

/// <summary>What became of it: a forecast, or the reason why there is none.</summary>
public sealed record MovieForecast(MovieToForecast Movie, double? Probability, string? Label, double? BaseValue, string? Contributions, string? Refusal);

/// <summary>The tables <c>warehouse.forecast</c> and <c>warehouse.forecast_issue</c>, for one run at a time over all workers.</summary>
public sealed class ForecastLedger : IAsyncDisposable
{
    /// <summary>The advisory lock of forecasts: the letters "fore".</summary>
    private const int Lock = 0x666F7265;

    private readonly NpgsqlConnection connection;
    private readonly string model;

    private ForecastLedger(NpgsqlConnection connection, string model) => (this.connection, this.model) = (connection, model);

    /// <summary>Held until it is disposed of, or its connection breaks; null while another run holds it.</summary>
    public static async Task<ForecastLedger?> ClaimAsync(WarehouseDatabase database, string model, CancellationToken cancellation)
    {
        var connection = await (await database.OpenAsync(cancellation)).OpenConnectionAsync(cancellation);
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = (long)Lock } } };
            if (await command.ExecuteScalarAsync(cancellation) is true)
            {
                return new ForecastLedger(connection, model);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>The next movies after a number whose newest state that version has neither forecast last nor refused.</summary>
    public async Task<IReadOnlyList<MovieToForecast>> NextAsync(int version, int afterMovie, int most, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            WITH due AS MATERIALIZED (
                SELECT movie_to_forecast.movie_id
                FROM warehouse.movie_to_forecast
                JOIN LATERAL (
                    SELECT fetched_at FROM warehouse.movie_history AS history WHERE history.movie_id = movie_to_forecast.movie_id
                    ORDER BY fetched_at DESC LIMIT 1
                ) AS state ON true
                LEFT JOIN LATERAL (
                    SELECT model_version, features_fetched_at FROM warehouse.forecast
                    WHERE forecast.movie_id = movie_to_forecast.movie_id AND forecast.model = $1
                    ORDER BY forecast_at DESC LIMIT 1
                ) AS last ON true
                LEFT JOIN LATERAL (
                    SELECT model_version, features_fetched_at FROM warehouse.forecast_issue AS refused
                    WHERE refused.movie_id = movie_to_forecast.movie_id AND refused.model = $1
                    LIMIT 1
                ) AS issue ON true
                WHERE movie_to_forecast.movie_id > $3
                    AND (last.model_version, last.features_fetched_at) IS DISTINCT FROM ($2, state.fetched_at)
                    AND (issue.model_version, issue.features_fetched_at) IS DISTINCT FROM ($2, state.fetched_at)
                ORDER BY movie_to_forecast.movie_id
                LIMIT $4
            )
            SELECT features.movie_id, features.fetched_at, (jsonb_strip_nulls(to_jsonb(features)) - 'movie_id' - 'fetched_at')::text
            FROM training.movie_features AS features
            WHERE features.movie_id = ANY (ARRAY(SELECT movie_id FROM due))
            ORDER BY features.movie_id
            """,
            connection)
        { Parameters = { new() { Value = model }, new() { Value = version }, new() { Value = afterMovie }, new() { Value = most } } };
        var movies = new List<MovieToForecast>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            movies.Add(new(reader.GetInt32(0), await reader.GetFieldValueAsync<DateTimeOffset>(1, cancellation), reader.GetString(2)));
        }

        return movies;
    }

    /// <summary>Saves a batch whole, or nothing of it.</summary>
    public async Task SaveAsync(int version, DateTimeOffset now, IReadOnlyList<MovieForecast> forecasts, CancellationToken cancellation)
    {
        var made = forecasts.Where(forecast => forecast.Refusal is null).ToList();
        var refused = forecasts.Where(forecast => forecast.Refusal is not null).ToList();
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(
            """
            INSERT INTO warehouse.forecast (movie_id, model, model_version, forecast_at, features_fetched_at, probability, label, base_value, contributions)
            SELECT movie_id, $1, $2, $3, fetched_at, probability, label, base_value, contributions
            FROM unnest($4, $5, $6, $7, $8, $9) AS made (movie_id, fetched_at, probability, label, base_value, contributions)
            """,
            [.. Common(version, now, made), Column(made.Select(one => one.Probability!.Value)), Column(made.Select(one => one.Label!)),
                Column(made.Select(one => one.BaseValue!.Value)),
                new() { Value = made.Select(one => one.Contributions!).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb }],
            cancellation);
        await ExecuteAsync(
            "DELETE FROM warehouse.forecast_issue WHERE model = $1 AND movie_id = ANY ($2)",
            [new() { Value = model }, Column(made.Select(one => one.Movie.MovieId))], cancellation);
        await ExecuteAsync(
            """
            INSERT INTO warehouse.forecast_issue (movie_id, model, model_version, tried_at, features_fetched_at, reason)
            SELECT movie_id, $1, $2, $3, fetched_at, reason FROM unnest($4, $5, $6) AS refused (movie_id, fetched_at, reason)
            ON CONFLICT (movie_id, model) DO UPDATE SET (model_version, tried_at, features_fetched_at, reason)
                = (excluded.model_version, excluded.tried_at, excluded.features_fetched_at, excluded.reason)
            """,
            [.. Common(version, now, refused), Column(refused.Select(one => one.Refusal!))], cancellation);
        await transaction.CommitAsync(cancellation);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private IEnumerable<NpgsqlParameter> Common(int version, DateTimeOffset now, List<MovieForecast> forecasts) =>
    [
        new() { Value = model }, new() { Value = version }, new() { Value = now },
        Column(forecasts.Select(one => one.Movie.MovieId)), Column(forecasts.Select(one => one.Movie.FetchedAt)),
    ];

    private static NpgsqlParameter Column<T>(IEnumerable<T> values) => new() { Value = values.ToArray() };

    private async Task ExecuteAsync(string sql, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters.ToArray());
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
