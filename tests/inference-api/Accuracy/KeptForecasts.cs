using Hitcast.InferenceApi.Tests.ModelRepository;
using Npgsql;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Accuracy;

/// <summary>A service over the sample warehouse, whose two models have made forecasts: of one, results are known.</summary>
public sealed class KeptForecasts(SampleWarehouse warehouse) : IAsyncLifetime
{
    /// <summary>Names that no other test uses, since the warehouse is all tests'.</summary>
    public const string Known = "known-results";

    public const string Waiting = "waiting-for-results";

    private readonly TemporaryRepository files = new();

    internal ApiServer Server { get; private set; } = null!;

    /// <summary>What was said of the movies with results, and what came.</summary>
    public IReadOnlyList<(double Probability, bool PaidOff)> Cases { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        files.Publish(Known);
        files.Publish(Waiting);
        await using var owner = NpgsqlDataSource.Create(await warehouse.OwnerConnectionStringAsync());
        await ExecuteAsync(owner, """
            INSERT INTO warehouse.forecast (movie_id, model, model_version, forecast_at, features_fetched_at, probability, label)
            SELECT movie_id, 'known-results', 2, fetched_at - interval '40 days', fetched_at - interval '41 days',
                (movie_id % 97 + CASE WHEN revenue >= 2 * budget THEN 30 ELSE 0 END) / 130.0, 'success'
            FROM warehouse.movie
            WHERE budget IS NOT NULL AND revenue IS NOT NULL AND status = 'Released'
            UNION ALL
            SELECT movie_id, 'waiting-for-results', 2, fetched_at, fetched_at, 0.5, 'success' FROM warehouse.movie WHERE status <> 'Released'
            """);
        await using var command = owner.CreateCommand("SELECT probability, paid_off FROM warehouse.forecast_result WHERE model = 'known-results'");
        await using var reader = await command.ExecuteReaderAsync();
        var cases = new List<(double, bool)>();
        while (await reader.ReadAsync())
        {
            cases.Add((reader.GetDouble(0), reader.GetBoolean(1)));
        }

        Cases = cases;
        Server = await ApiServer.StartAsync($"Models:Path={files.Root}", $"Questions:ConnectionString={await warehouse.ReaderConnectionStringAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        files.Dispose();
        await using var owner = NpgsqlDataSource.Create(await warehouse.OwnerConnectionStringAsync());
        await ExecuteAsync(owner, "DELETE FROM warehouse.forecast WHERE model IN ('known-results', 'waiting-for-results')");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource owner, string sql)
    {
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
