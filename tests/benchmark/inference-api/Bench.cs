using Hitcast.InferenceApi.Benchmark.Loads;
using Hitcast.InferenceApi.Benchmark.Models;
using Hitcast.InferenceApi.Benchmark.Servers;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Benchmark;

/// <summary>What every measurement works with.</summary>
internal sealed class Bench : IDisposable
{
    public Bench(BenchmarkOptions options)
    {
        Options = options;
        VersionFolder = Newest(Path.Combine(options.ModelsPath, options.Model));
        Manifest = Manifest.Parse(File.ReadAllBytes(Path.Combine(VersionFolder, "manifest.json")));
        Requests = RequestSet.Load(VersionFolder, Manifest);
        Model = File.ReadAllBytes(Path.Combine(VersionFolder, "model.onnx"));
        Raw = new RawModel(Model, Manifest, Requests);
        Servers = new ServerFactory(options, VersionFolder);
        Directory.CreateDirectory(options.Output);
        var file = Path.Combine(options.Output, "requests.ndjson");
        Requests.Write(file);
        Wrk = new Wrk(file);
    }

    public BenchmarkOptions Options { get; }

    public string VersionFolder { get; }

    public Manifest Manifest { get; }

    public RequestSet Requests { get; }

    /// <summary>The bytes of model.onnx.</summary>
    public byte[] Model { get; }

    public RawModel Raw { get; }

    public ServerFactory Servers { get; }

    public Wrk Wrk { get; }

    public Report Report { get; } = new();

    /// <summary>Load until the just-in-time compiler has done its work.</summary>
    public async Task WarmUp(CancellationToken cancellation, params Server[] servers)
    {
        foreach (var server in servers)
        {
            await Wrk.Run(server.Predict, 32, TimeSpan.FromSeconds(Options.Quick ? 2 : 5), cancellation);
        }
    }

    /// <summary>Runs one part; if it fails, the table says why in its place, and the other parts go on.</summary>
    public async Task Try(string name, Func<Bench, CancellationToken, Task> part, CancellationToken cancellation)
    {
        Report.OthersUsed(await Machine.BusyShare(cancellation));
        try
        {
            await part(this, cancellation);
        }
        catch (Exception reason) when (!cancellation.IsCancellationRequested)
        {
            Report.AddFailure(name, reason);
        }
    }

    public void Dispose() => Raw.Dispose();

    /// <summary>The folder of a model's greatest version.</summary>
    public static string Newest(string folder) => Directory.GetDirectories(folder)
        .Where(version => int.TryParse(Path.GetFileName(version), out _)).MaxBy(version => int.Parse(Path.GetFileName(version), null))
        ?? throw new InvalidOperationException($"{folder} holds no version.");
}
