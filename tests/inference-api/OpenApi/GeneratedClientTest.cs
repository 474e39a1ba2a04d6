using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;
using Xunit;

namespace Hitcast.InferenceApi.Tests.OpenApi;

/// <summary>A client that NSwag generates from the document compiles and predicts.</summary>
public class GeneratedClientTest(RunningApi api)
{
    /// <summary>Written against the generated client, as a caller would write it.</summary>
    private const string Caller = """
        namespace Generated;

        public static class Caller
        {
            public static async System.Threading.Tasks.Task<string> CallAsync(System.Net.Http.HttpClient http)
            {
                var client = new Client(http);
                var movie = new MovieSuccessInputs { Budget = 25000000, Runtime = 105, Release_date = new System.DateOnly(2012, 6, 15), Genres = new[] { "Comedy", "Romance" } };
                var success = await client.PredictMovieSuccessAsync(true, movie);
                var many = await client.PredictManyMovieSuccessAsync(2, null, new[] { movie, movie });
                var song = await client.PredictSpotifyPopularityFromQueryAsync(
                    artists: new[] { "Gen Hoshino" }, album_name: "Comedy", track_name: "Comedy", track_genre: "acoustic", duration_ms: 230666, danceability: 0.676,
                    energy: null, key: null, loudness: null, mode: false, speechiness: null, acousticness: null, instrumentalness: null, liveness: null,
                    valence: null, tempo: null, time_signature: null, explain: null);
                var wrong = "";
                try
                {
                    await client.PredictMovieSuccessAsync(null, new MovieSuccessInputs { Budget = -1 });
                }
                catch (ApiException<Problem> exception)
                {
                    wrong = exception.StatusCode + " " + string.Join(" ", exception.Result.Errors.Keys);
                }

                return System.Text.Json.JsonSerializer.Serialize(new
                {
                    success.Label,
                    success.Probability,
                    Contributions = success.Contributions.Count,
                    Many = System.Linq.Enumerable.ToArray(System.Linq.Enumerable.Select(many, one => one.Probability)),
                    song.Prediction,
                    song.Lower,
                    song.Level,
                    wrong,
                });
            }
        }
        """;

    [Fact]
    public async Task Generated_compiled_and_asked()
    {
        var json = await api.Client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken);
        var document = await OpenApiDocument.FromJsonAsync(json, TestContext.Current.CancellationToken);
        var settings = new CSharpClientGeneratorSettings
        {
            ClassName = "Client",
            UseBaseUrl = false,
            OperationNameGenerator = new NSwag.CodeGeneration.OperationNameGenerators.SingleClientFromOperationIdOperationNameGenerator(),
        };
        settings.CSharpGeneratorSettings.Namespace = "Generated";
        settings.CSharpGeneratorSettings.JsonLibrary = NJsonSchema.CodeGeneration.CSharp.CSharpJsonLibrary.SystemTextJson;
        settings.CSharpGeneratorSettings.DateType = "System.DateOnly";
        var source = new CSharpClientGenerator(document, settings).GenerateFile();

        var caller = Compile(source, Caller).GetType("Generated.Caller")!.GetMethod("CallAsync")!;
        var result = JsonDocument.Parse(await (Task<string>)caller.Invoke(null, [api.Client])!).RootElement;

        Assert.Contains(result.GetProperty("Label").GetString(), (string[])["success", "no success"]);
        Assert.InRange(result.GetProperty("Probability").GetDouble(), 0.01, 0.99);
        Assert.Equal(10, result.GetProperty("Contributions").GetInt32());
        Assert.All(result.GetProperty("Many").EnumerateArray(), one => Assert.Equal(result.GetProperty("Probability").GetDouble(), one.GetDouble()));
        Assert.Equal(2, result.GetProperty("Many").GetArrayLength());
        Assert.InRange(result.GetProperty("Prediction").GetDouble(), result.GetProperty("Lower").GetDouble(), 100);
        Assert.Equal(0.9, result.GetProperty("Level").GetDouble());
        Assert.Equal("422 budget", result.GetProperty("wrong").GetString());
    }

    private static Assembly Compile(params string[] sources)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create(
            "Generated", sources.Select(source => CSharpSyntaxTree.ParseText(source)), references, new(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        assembly.Position = 0;
        return new AssemblyLoadContext("Generated").LoadFromStream(assembly);
    }
}
