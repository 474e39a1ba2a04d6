using System.Text.Json.Nodes;
using Hitcast.InferenceApi.ModelRepository;
using Xunit;

namespace Hitcast.InferenceApi.Tests.OpenApi;

public class LaterModelTest
{
    [Fact]
    public async Task A_model_that_arrives_later_is_in_the_document_at_the_next_reading()
    {
        var repository = Directory.CreateTempSubdirectory("hitcast-models-").FullName;
        try
        {
            Copy("movie-success/2", repository);
            await using var server = await ApiServer.StartAsync(_ => { }, $"Models:Path={repository}", "Models:PollSeconds=0.1");
            await server.UntilAsync(() => server.Readiness.IsReady);
            Assert.DoesNotContain("/models/spotify-popularity/predict", await PathsAsync(server));

            Copy("spotify-popularity/2", repository);
            var catalog = server.App.Services.GetRequiredService<ModelCatalog>();
            await server.UntilAsync(() => catalog.Find("spotify-popularity")?.ServedVersion is not null);
            Assert.Contains("/models/spotify-popularity/predict", await PathsAsync(server));
            Assert.Contains("/models/movie-success/predict", await PathsAsync(server));
        }
        finally
        {
            Directory.Delete(repository, recursive: true);
        }
    }

    private static async Task<IEnumerable<string>> PathsAsync(ApiServer server) => JsonNode.Parse(
        await server.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken))!["paths"]!.AsObject().Select(path => path.Key);

    /// <summary>As publishing does: written aside, then renamed.</summary>
    private static void Copy(string version, string repository)
    {
        var source = Path.Combine(Published.Repository, version);
        var aside = Path.Combine(repository, ".writing");
        foreach (var file in Directory.GetFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(aside, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        Directory.CreateDirectory(Path.Combine(repository, Path.GetDirectoryName(version)!));
        Directory.Move(aside, Path.Combine(repository, version));
    }
}
