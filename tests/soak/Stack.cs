using System.Net;
using System.Net.Sockets;
using Hitcast.Worker.Tests.Tmdb;
using Npgsql;

namespace Hitcast.Soak;

/// <summary>The whole of Hitcast as processes over folders of its own, with a double of TMDB.</summary>
internal sealed class Stack : IAsyncDisposable
{
    /// <summary>In the double's catalogue.</summary>
    private const int Movies = 3000;

    private const string Worker = "worker/bin/Release/net10.0/hitcast-worker.dll";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hitcast-soak-");
    private readonly TmdbDouble tmdb;
    private readonly int apiPort = FreePort();
    private readonly Dictionary<string, string> settings;
    private Service? api;
    private Service? steady;
    private Service? killed;

    private Stack(TmdbDouble tmdb)
    {
        this.tmdb = tmdb;
        settings = new()
        {
            ["Lake__Address"] = Path.Combine(folder.FullName, "lake"),
            ["Warehouse__ClusterFolder"] = Path.Combine(folder.FullName, "postgres"),
            ["Tmdb__Token"] = TmdbDouble.Token,
            ["Tmdb__BaseAddress"] = tmdb.Address,
            ["Tmdb__ExportsAddress"] = tmdb.Address,
            ["Extraction__ObjectLines"] = "200",
            ["Models__Path"] = Models,
            ["Api__BaseAddress"] = Api.ToString(),
            ["ORT_DISABLE_TELEMETRY"] = "1",
        };
    }

    public Uri Api => new($"http://127.0.0.1:{apiPort}");

    public string Models => Path.Combine(folder.FullName, "models");

    public string Logs => folder.FullName;

    /// <summary>Those whose growth is watched: they live through the whole run.</summary>
    public IReadOnlyList<Service> Watched => [api!, steady!];

    public static async Task<Stack> StartAsync(CancellationToken cancellation)
    {
        var stack = new Stack(await TmdbDouble.StartAsync(Movies, TimeProvider.System));
        try
        {
            await stack.StartServicesAsync(cancellation);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connections to the database, of all processes.</summary>
    public async Task<int> CountConnectionsAsync(CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(settings["Questions__ConnectionString"]) { Pooling = false });
        await using var command = source.CreateCommand("SELECT count(*)::integer FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        return (int)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Ends the other worker without warning, and starts it anew.</summary>
    public async Task KillWorkerAsync()
    {
        await killed!.KillAsync();
        killed = StartWorker("worker-killed");
    }

    /// <summary>Reads the whole catalogue of the double anew; two at once are allowed, and one steps back.</summary>
    public Service StartExtraction() => Start("extraction", Worker, "invoke", "extract-movies", "snapshot=true", "force=true");

    public async ValueTask DisposeAsync()
    {
        foreach (var service in new[] { api, killed, steady }.OfType<Service>())
        {
            await service.StopAsync();
        }

        await tmdb.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private async Task StartServicesAsync(CancellationToken cancellation)
    {
        // The user who runs PostgreSQL must be able to pass through.
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        CopyFolder("onnx-models", Models);
        CopyFolder("worker/sample-catalogue/tmdb", Path.Combine(folder.FullName, "lake/tmdb"));
        steady = StartWorker("worker");
        await UntilAsync(() => File.Exists(ReaderFile), cancellation);
        settings["Questions__ConnectionString"] = (await File.ReadAllTextAsync(ReaderFile, cancellation)).Trim();
        killed = StartWorker("worker-killed");
        api = Start("inference-api", "inference-api/bin/Release/net10.0/hitcast-inference-api.dll", "--urls", Api.ToString());
        using var http = new HttpClient { BaseAddress = Api };
        await UntilAsync(() => IsReadyAsync(http, cancellation), cancellation);
    }

    private string ReaderFile => Path.Combine(folder.FullName, "postgres/questions-connection-string");

    private Service StartWorker(string name) => Start(name, Worker, "run", $"--urls=http://127.0.0.1:{FreePort()}");

    private Service Start(string name, params string[] command) => Service.Start(name, command, settings, Path.Combine(folder.FullName, $"{name}.log"));

    private async Task UntilAsync(Func<Task<bool>> condition, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        while (!await condition())
        {
            steady!.Measure();
            await Task.Delay(TimeSpan.FromMilliseconds(200), patience.Token);
        }
    }

    private Task UntilAsync(Func<bool> condition, CancellationToken cancellation) => UntilAsync(() => Task.FromResult(condition()), cancellation);

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            return (await http.GetAsync("/health/ready", cancellation)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
