using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.ModelRepository;

namespace Hitcast.InferenceApi.Tests.ModelRepository;

/// <summary>The service over a repository of the test's own, looked through ten times a second.</summary>
internal sealed class WatchedRepository : IAsyncDisposable
{
    private WatchedRepository(TemporaryRepository files, ApiServer server) => (Files, Server) = (files, server);

    public TemporaryRepository Files { get; }

    public ApiServer Server { get; }

    public ModelCatalog Catalog => Server.App.Services.GetRequiredService<ModelCatalog>();

    public static async Task<WatchedRepository> StartAsync(TemporaryRepository files, params string[] settings)
    {
        var server = await ApiServer.StartAsync(_ => { }, [$"Models:Path={files.Root}", "Models:PollSeconds=0.1", .. settings]);
        return new(files, server);
    }

    /// <summary>Waits until that version is the served one.</summary>
    public Task UntilServedAsync(int? version, string model = "movie-success") =>
        Server.UntilAsync(() => Catalog.Find(model)?.ServedVersion == version && (version is not null || Catalog.Find(model) is not null));

    public Task UntilAsync(int version, VersionState state, string model = "movie-success") =>
        Server.UntilAsync(() => State(version, model) == state);

    public VersionState? State(int version, string model = "movie-success") =>
        Catalog.Find(model)?.Versions.SingleOrDefault(status => status.Version == version)?.State;

    /// <summary>The version that answers one prediction.</summary>
    public async Task<int> AnsweringAsync(string address = "/models/movie-success/predict")
    {
        using var reply = await Server.Client.PostAsJsonAsync(address, new { budget = 1e6 });
        var json = await reply.Content.ReadFromJsonAsync<JsonObject>();
        return reply.IsSuccessStatusCode ? (int)json!["version"]! : throw new InvalidOperationException($"{reply.StatusCode}: {json}");
    }

    public async Task<JsonNode> GetAsync(string address) => (await JsonNode.ParseAsync(await (await Server.Client.GetAsync(address)).Content.ReadAsStreamAsync()))!;

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Files.Dispose();
    }
}
