using Hitcast.InferenceApi.Gemini;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Questions.Planning;
using Hitcast.InferenceApi.Tests.Gemini;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Tests.Questions.Planning;

/// <summary>The planner over the sample catalogue, with a Gemini that says what a test has written.</summary>
internal sealed class AskedPlanner(GeminiDouble gemini, ApiServer server) : IAsyncDisposable
{
    public const string Layer = "ask.movies: title, release_year, revenue_usd, vote_count";

    public GeminiDouble Gemini => gemini;

    public ApiServer Server => server;

    /// <summary>In the order they were told.</summary>
    public List<PlanStage> Stages { get; } = [];

    public static Task<AskedPlanner> StartAsync(SampleWarehouse warehouse, params ScriptedReply[] replies) => StartAsync(warehouse, [], replies);

    /// <param name="settings">They stand after the double's own.</param>
    public static async Task<AskedPlanner> StartAsync(SampleWarehouse warehouse, string[] settings, params ScriptedReply[] replies)
    {
        var gemini = await GeminiDouble.StartAsync(replies);
        var reader = await warehouse.ReaderConnectionStringAsync();
        return new(gemini, await ApiServer.StartWithoutModelsAsync([.. gemini.Settings, $"Questions:ConnectionString={reader}", .. settings]));
    }

    /// <summary>With the published models too.</summary>
    public static async Task<AskedPlanner> StartWithModelsAsync(SampleWarehouse warehouse, params ScriptedReply[] replies)
    {
        var gemini = await GeminiDouble.StartAsync(replies);
        var reader = await warehouse.ReaderConnectionStringAsync();
        return new(gemini, await ApiServer.StartAsync([.. gemini.Settings, $"Questions:ConnectionString={reader}"]));
    }

    public static ScriptedReply Sql(string sql, string title = "Movies", string language = "en", string chart = "none") =>
        Replies.Json(new { kind = "sql", language, title, sql, chart });

    public static ScriptedReply Said(string text) => Replies.Json(new { text });

    public Task<PlannedAnswer> AskAsync(string question, params EarlierTurn[] turns)
    {
        var services = server.App.Services;
        var planner = new GeminiPlanner(services.GetRequiredService<GeminiClient>(), services.GetRequiredService<SqlGate>(), services.GetRequiredService<ModelCatalog>(), TimeProvider.System);
        return planner.AskAsync(
            new(question, turns, Layer, [new("count", "How many movies are there?", "SELECT count(*) AS movies FROM ask.movies")], _ => false),
            stage =>
            {
                Stages.Add(stage);
                return Task.CompletedTask;
            },
            CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await gemini.DisposeAsync();
    }
}
