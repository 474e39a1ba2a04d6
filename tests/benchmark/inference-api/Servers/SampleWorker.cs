using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Benchmark.Servers;

/// <summary>The worker with a warehouse of its own, which it fills with the sample catalogue.</summary>
internal sealed class SampleWorker : IAsyncDisposable
{
    private const int Movies = 1613;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo folder;
    private readonly Server server;

    private SampleWorker(DirectoryInfo folder, Server server) => (this.folder, this.server) = (folder, server);

    /// <summary>For <c>Questions:ConnectionFile</c>.</summary>
    public string ConnectionFile => Path.Combine(folder.FullName, "postgres/questions-connection-string");

    public static async Task<SampleWorker> Start(BenchmarkOptions options, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("hitcast-benchmark-");

        // The user who runs the server must be able to pass through.
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        var (sample, lake) = (Path.Combine(options.Root, "worker/sample-catalogue"), Path.Combine(folder.FullName, "lake"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(sample, "tmdb"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(lake, Path.GetRelativePath(sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        string[] arguments =
        [
            Path.Combine(options.Root, "worker/bin/Release/net10.0/hitcast-worker.dll"), "run", "--urls=http://127.0.0.1:{port}", "--Logging:Level=Warning",
            $"--Lake:Address={lake}", $"--Warehouse:ClusterFolder={Path.Combine(folder.FullName, "postgres")}",
        ];
        var command = new ServerCommand("worker", "dotnet", arguments, new Dictionary<string, string>(), options.Root, Path.Combine(options.Output, "worker.log"));
        return new(folder, await Server.Start(command, "/", "/health/ready", cancellation));
    }

    /// <exception cref="OperationCanceledException">It took more than two minutes.</exception>
    public async Task UntilLoaded(SqlGate gate, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        while ((await gate.RunAsync("SELECT movies FROM freshness", patience.Token)).Rows is not [[long and Movies]])
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Its PostgreSQL is no child of its, and would go on.
        await server.Stop();
        await server.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
