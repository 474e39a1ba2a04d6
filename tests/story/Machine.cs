using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hitcast.InferenceApi.Tests.Gemini;
using Hitcast.Soak;
using Hitcast.Tests;
using Hitcast.Worker.Tests;
using Hitcast.Worker.Tests.Tmdb;
using Xunit;

namespace Hitcast.Story.Tests;

/// <summary>A machine on which nothing is but the program and the published models: the processes of Hitcast over an empty folder.</summary>
/// <remarks>Its worker looks for what arrives and loads it. What else a worker does by the clock is called for by the story, on the story's day.</remarks>
internal sealed class Machine : IAsyncDisposable
{
    /// <summary>How far the clock of a worker is ahead, in ticks.</summary>
    private const string Shift = "HITCAST_CHAOS_SHIFT";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hitcast-story-");
    private readonly ShiftedTime time;
    private readonly Dictionary<string, string> settings;
    private readonly List<Service> services = [];

    private Machine(ShiftedTime time, TmdbDouble tmdb, GeminiDouble gemini)
    {
        (this.time, Tmdb, Gemini) = (time, tmdb, gemini);
        settings = new()
        {
            ["Lake__Address"] = Lake,
            ["Warehouse__ClusterFolder"] = Path.Combine(folder.FullName, "postgres"),
            ["Questions__ConnectionFile"] = Path.Combine(folder.FullName, "postgres/questions-connection-string"),
            ["Functions__ArrivalSeconds"] = "1",
            ["Models__Path"] = Path.Combine(folder.FullName, "models"),
            ["Api__BaseAddress"] = Page.ToString(),
            ["ORT_DISABLE_TELEMETRY"] = "1",
        };
        foreach (var (name, value) in gemini.Settings.Select(setting => setting.Split('=', 2)).Select(pair => (pair[0], pair[1])))
        {
            settings[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }
    }

    public TmdbDouble Tmdb { get; }

    public GeminiDouble Gemini { get; }

    public Uri Page { get; } = new($"http://127.0.0.1:{FreePort()}");

    public string Lake => Path.Combine(folder.FullName, "lake");

    public ModelFolder Model => new(Path.Combine(folder.FullName, "models/movie-success"));

    /// <summary>The day of TMDB's changes: it begins when TMDB's export of that day is there.</summary>
    public DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime.AddHours(-8));

    /// <summary>Starts API and worker, on the day before this one.</summary>
    public static async Task<Machine> StartAsync()
    {
        var time = new ShiftedTime(TimeProvider.System.GetUtcNow().AddDays(-1));
        var machine = new Machine(time, await TmdbDouble.StartAsync(Films.Count, time), await GeminiDouble.StartAsync());
        // The user who runs PostgreSQL must be able to pass through.
        File.SetUnixFileMode(machine.folder.FullName, (UnixFileMode)0b111_101_101);
        // A lake that is not there is not made: it might be a disk that is not mounted.
        Directory.CreateDirectory(machine.Lake);
        ModelFolder.Copy(Repository.PathOf("onnx-models/movie-success"), machine.Model.Path);
        machine.Start("inference-api", Program("inference-api", "hitcast-inference-api"), "--urls", machine.Page.ToString());
        machine.Start("worker", Program("worker", "hitcast-worker"), "run", "--urls=http://127.0.0.1:0");
        return machine;
    }

    public void ADayPasses() => time.MoveOn(TimeSpan.FromDays(1));

    /// <summary><c>worker invoke …</c>, on the story's day.</summary>
    /// <returns>What it says it has done.</returns>
    public async Task<string> InvokeAsync(string function)
    {
        var start = new ProcessStartInfo("dotnet", [Program("tests/chaos", "hitcast-worker-chaos"), "worker", "invoke", function])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.Environment["Tmdb__Token"] = TmdbDouble.Token;
        start.Environment["Tmdb__BaseAddress"] = start.Environment["Tmdb__ExportsAddress"] = Tmdb.Address;
        start.Environment[Shift] = (time.GetUtcNow() - TimeProvider.System.GetUtcNow()).Ticks.ToString(CultureInfo.InvariantCulture);
        using var process = Process.Start(start)!;
        var log = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{function} ended with exit code {process.ExitCode}. {await log}");
        return said.Trim();
    }

    /// <summary>Waits for what may take as long as a busy machine needs.</summary>
    /// <param name="lacking">What is still lacking, for the message if it never comes; null once it is there.</param>
    public async Task UntilAsync(Func<Task<string?>> lacking)
    {
        var waited = Stopwatch.StartNew();
        while (await lacking() is { } still)
        {
            services.ForEach(service => service.Measure());
            Assert.True(waited.Elapsed < Patience, still);
            await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services)
        {
            await service.StopAsync();
            TestContext.Current.TestOutputHelper?.WriteLine($"{service.Name}:\n{await File.ReadAllTextAsync(LogOf(service.Name))}");
        }

        await Tmdb.DisposeAsync();
        await Gemini.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static string Program(string project, string name) => Repository.PathOf($"{project}/bin/{Configuration}/net10.0/{name}.dll");

    private void Start(string name, params string[] command) => services.Add(Service.Start(name, command, settings, LogOf(name)));

    private string LogOf(string name) => Path.Combine(folder.FullName, $"{name}.log");

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
