using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hitcast.InferenceApi.Tests.Status;
using Xunit;

[assembly: AssemblyFixture(typeof(StatusServer))]

namespace Hitcast.InferenceApi.Tests.Status;

/// <summary>The service beside a worker with a lake of a few movies, to which tests may add.</summary>
/// <remarks>Started by the first test that asks for it.</remarks>
public sealed class StatusServer : IAsyncDisposable
{
    private const int FirstMovies = 3;
    private const string FirstKey = "tmdb/movies/2026-03-05T000000Z/000001.jsonl.gz";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hitcast-status-");
    private readonly string[] lines;
    private readonly Lazy<Task<ApiServer>> server;
    private SampleWarehouse? warehouse;
    private ApiServer? api;

    public StatusServer()
    {
        var sample = Directory.EnumerateFiles(
            Path.Combine(Path.GetDirectoryName(Published.Repository)!, "worker/sample-catalogue/tmdb/movies"), "*.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        using var reader = new StreamReader(new GZipStream(File.OpenRead(sample), CompressionMode.Decompress));
        lines = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        server = new(StartAsync);
    }

    internal Task<ApiServer> StartedAsync() => server.Value;

    /// <summary>A movie that only the object of that name holds.</summary>
    /// <param name="number">From 1.</param>
    public byte[] Movie(int number) => Zipped(lines[FirstMovies + number]);

    /// <summary>An object in the lake that the worker gave up, as if it had failed five times. No other may be set aside.</summary>
    /// <returns>Its key.</returns>
    public async Task<string> SetAsideAsync(string name, string content)
    {
        var started = await server.Value;
        var key = $"tmdb/movies/2026-03-04T000000Z/{name}.jsonl.gz";
        await WriteAsync(key, Encoding.UTF8.GetBytes(content));
        var loaded = await JsonAsync(started);
        Assert.Empty(LoadMovies(loaded).GetProperty("set_aside").EnumerateArray());
        var aside = new { key, attempts = 5, due = DateTimeOffset.Parse("2026-11-24T08:30:00Z", System.Globalization.CultureInfo.InvariantCulture), reason = "Line 1 of the object is no JSON." };
        // All that is in the lake counts as taken up already, as the warehouse knows too.
        await WriteAsync("functions/load-movies.json", JsonSerializer.SerializeToUtf8Bytes(new { cursor = FirstKey, failed = Array.Empty<int>(), set_aside = new[] { aside } }));
        return key;
    }

    /// <summary>Written aside and moved, so that the worker never sees half of it.</summary>
    public async Task WriteAsync(string key, byte[] content)
    {
        var path = Path.Combine(warehouse!.Lake, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var aside = Path.Combine(folder.FullName, "aside");
        await File.WriteAllBytesAsync(aside, content, TestContext.Current.CancellationToken);
        File.Move(aside, path, overwrite: true);
    }

    /// <summary>What the service says, once the condition holds.</summary>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var report = await JsonAsync(await server.Value);
            if (condition(report))
            {
                return report;
            }

            try
            {
                await Task.Delay(200, patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It never came to that. The last report: {report}");
            }
        }
    }

    internal static async Task<JsonElement> JsonAsync(ApiServer server) =>
        JsonElement.Parse(await server.Client.GetStringAsync(new Uri("/status", UriKind.Relative), TestContext.Current.CancellationToken));

    public static JsonElement LoadMovies(JsonElement report) =>
        report.GetProperty("worker").GetProperty("functions").EnumerateArray().Single(function => function.GetProperty("name").GetString() == "load-movies");

    public async ValueTask DisposeAsync()
    {
        if (api is not null)
        {
            await api.DisposeAsync();
        }

        // Also where the service did not start: its worker runs all the same.
        if (warehouse is not null)
        {
            await warehouse.DisposeAsync();
        }

        folder.Delete(recursive: true);
    }

    private async Task<ApiServer> StartAsync()
    {
        var first = Path.Combine(folder.FullName, FirstKey);
        Directory.CreateDirectory(Path.GetDirectoryName(first)!);
        await File.WriteAllBytesAsync(first, Zipped(lines[..FirstMovies]));
        warehouse = new SampleWarehouse(Path.Combine(folder.FullName, "tmdb"), FirstMovies);
        var reader = await warehouse.ReaderConnectionStringAsync();
        return api = await ApiServer.StartAsync($"Questions:ConnectionString={reader}", $"Worker:BaseAddress={warehouse.WorkerAddress}");
    }

    private static byte[] Zipped(params string[] lines)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));
        }

        return bytes.ToArray();
    }
}
