using System.IO.Compression;
using System.Text.Json;
using Hitcast.Worker.Hosting.CommandLine;
using Hitcast.Worker.Lake;
using Hitcast.Worker.Tests.Tmdb;
using Microsoft.Extensions.Configuration;

namespace Hitcast.Worker.Tests;

/// <summary>The worker's services over a lake in a folder of its own and a TMDB double, run by its command line.</summary>
internal sealed class TestWorker : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private readonly bool ownsFolder;

    /// <param name="folder">The lake's folder; null: a new one, deleted in the end.</param>
    public TestWorker(TmdbDouble tmdb, TimeProvider time, string? folder = null, params (string Name, string? Value)[] settings)
    {
        ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("hitcast-lake-").FullName;
        Settings = new Dictionary<string, string?>
        {
            ["Lake:Address"] = Folder,
            ["Tmdb:Token"] = TmdbDouble.Token,
            ["Tmdb:BaseAddress"] = tmdb.Address,
            ["Tmdb:ExportsAddress"] = tmdb.Address,
            ["Tmdb:RequestsPerSecond"] = "1000",
            ["Tmdb:RetryDelaySeconds"] = "0.01",
            ["Tmdb:TimeoutSeconds"] = "5",
            ["Extraction:ObjectLines"] = "10",
        };
        foreach (var (name, value) in settings)
        {
            Settings[name] = value;
        }

        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build());
        collection.AddLogging();
        collection.AddSingleton(time);
        Program.AddWorker(collection);
        services = collection.BuildServiceProvider();
    }

    public string Folder { get; }

    public Dictionary<string, string?> Settings { get; }

    public IServiceProvider Services => services;

    public ILake Lake => services.GetRequiredService<ILake>();

    /// <summary><c>worker invoke …</c>.</summary>
    public async Task<CommandResult> InvokeAsync(string[] arguments, CancellationToken cancellation = default)
    {
        var terminal = new Terminal(new StringWriter(), new StringWriter());
        var code = await ActivatorUtilities.CreateInstance<InvokeCommand>(services, terminal).RunAsync(arguments, cancellation);
        return new CommandResult(code, terminal.Output.ToString()!.Trim(), terminal.Errors.ToString()!.Trim());
    }

    public Task<CommandResult> ExtractAsync(params string[] arguments) => InvokeAsync(["extract-movies", .. arguments]);

    /// <summary>All lines under <c>tmdb/movies/</c>, in the order of their keys.</summary>
    public async Task<List<JsonElement>> LinesAsync()
    {
        var lines = new List<JsonElement>();
        await foreach (var key in Lake.ListAfterAsync("tmdb/movies/", "", CancellationToken.None))
        {
            using var stored = await Lake.GetAsync(key, CancellationToken.None);
            using var reader = new StreamReader(new GZipStream(stored!.Content, CompressionMode.Decompress));
            while (await reader.ReadLineAsync() is { } line)
            {
                lines.Add(JsonElement.Parse(line));
            }
        }

        return lines;
    }

    public async Task<JsonElement> StateAsync()
    {
        using var stored = await Lake.GetAsync("tmdb/state/extraction.json", CancellationToken.None);
        return (await JsonDocument.ParseAsync(stored!.Content)).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        if (ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}

internal sealed record CommandResult(int ExitCode, string Output, string Errors);
