using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hitcast.InferenceApi.Tests;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(SampleWarehouse))]

namespace Hitcast.InferenceApi.Tests;

/// <summary>A warehouse with the sample catalogue, made and filled by the worker itself, which runs beside the tests.</summary>
/// <remarks>Started by the first test that asks for it.</remarks>
public sealed class SampleWarehouse : IAsyncDisposable
{
    /// <summary>Movies in <c>worker/sample-catalogue</c>.</summary>
    public const int Movies = 1613;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hitcast-sample-");
    private readonly Lazy<Task<string>> reader;
    private readonly string lakeFolder;
    private readonly int movies;
    private readonly int port = FreePort();
    private readonly ConcurrentQueue<string> printed = new();
    private Process? worker;

    public SampleWarehouse()
        : this(Path.Combine(Path.GetDirectoryName(Published.Repository)!, "worker/sample-catalogue/tmdb"), Movies)
    {
    }

    /// <param name="lakeFolder">What the lake has under <c>tmdb/</c>.</param>
    /// <param name="movies">How many movies it holds.</param>
    internal SampleWarehouse(string lakeFolder, int movies)
    {
        (this.lakeFolder, this.movies) = (lakeFolder, movies);
        reader = new(StartAsync);
    }

    /// <summary>The reader's connection, for <c>Questions:ConnectionString</c>. Whole: all movies are loaded.</summary>
    public Task<string> ReaderConnectionStringAsync() => reader.Value;

    /// <summary>The owner's, for a test that changes data; it undoes what it did, or works in a transaction of its own.</summary>
    public async Task<string> OwnerConnectionStringAsync() => new NpgsqlConnectionStringBuilder(await reader.Value)
    {
        Username = "hitcast",
        Password = File.ReadLines(Path.Combine(Cluster, "passwords")).First(),
    }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (worker is not null)
        {
            Process.Start("kill", ["-TERM", worker.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await worker.WaitForExitAsync();
            worker.Dispose();
        }

        folder.Delete(recursive: true);
    }

    /// <summary>Where the worker answers, once the reader's connection is known.</summary>
    public string WorkerAddress => $"http://127.0.0.1:{port}";

    /// <summary>The worker's lake, which is a folder.</summary>
    public string Lake => Path.Combine(folder.FullName, "lake");

    private string Cluster => Path.Combine(folder.FullName, "postgres");

    private async Task<string> StartAsync()
    {
        // The user who runs the server must be able to pass through.
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        var root = Path.GetDirectoryName(Published.Repository)!;
        foreach (var file in Directory.EnumerateFiles(lakeFolder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Lake, "tmdb", Path.GetRelativePath(lakeFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        worker = Process.Start(new ProcessStartInfo("dotnet",
        [
            Path.Combine(root, "worker/bin", configuration, "net10.0/hitcast-worker.dll"), "run", $"--urls={WorkerAddress}", "--Logging:Level=Warning",
            $"--Lake:Address={Lake}", $"--Warehouse:ClusterFolder={Cluster}",
            // No forecasts but a test's own.
            "--Api:BaseAddress=http://127.0.0.1:9",
        ])
        {
            RedirectStandardOutput = true,
        })!;
        worker.OutputDataReceived += (_, line) => printed.Enqueue(line.Data ?? "");
        worker.BeginOutputReadLine();
        using var patience = new CancellationTokenSource(Patience);
        var published = Path.Combine(Cluster, "questions-connection-string");
        while (!File.Exists(published) || await CountAsync(await File.ReadAllTextAsync(published, patience.Token)) < movies)
        {
            Assert.False(worker.HasExited, $"The worker ended. It printed:\n{string.Join('\n', printed)}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }

        return await File.ReadAllTextAsync(published, patience.Token);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<long> CountAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT movies FROM ask.freshness", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
