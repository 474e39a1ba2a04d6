using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Benchmark.Loads;
using Hitcast.InferenceApi.Benchmark.Servers;

namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>New versions arrive while requests come at half of the greatest throughput: no request may fail, and few may wait.</summary>
internal static class ReloadUnderLoad
{
    private const double Goal = 1.5;

    /// <summary>A version must be served within 5 s of its rename; a window holds all of that.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(6);

    public static async Task Measure(Bench bench, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("hitcast-benchmark-");
        try
        {
            Copy(bench.Options.ModelsPath, folder.FullName);
            await using var api = await bench.Servers.Api(cancellation, ("Models__Path", folder.FullName));
            await bench.WarmUp(cancellation, api);
            await Measure(bench, api, Path.Combine(folder.FullName, bench.Options.Model), cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Windows without and with a new version take turns under one unbroken load, which throws where a request fails.</summary>
    private static async Task Measure(Bench bench, Server api, string modelFolder, CancellationToken cancellation)
    {
        var pairs = bench.Options.Quick ? 1 : 3;
        var rate = await TailLatency.HalfThroughput(bench, api, cancellation);
        var newest = int.Parse(Path.GetFileName(bench.VersionFolder), CultureInfo.InvariantCulture);
        var load = ConstantRate.Run(api.Predict, bench.Requests.Bodies, rate, 2 * pairs * Window, cancellation);
        var clock = Stopwatch.StartNew();
        for (var pair = 0; pair < pairs; pair++)
        {
            var prepared = Prepare(modelFolder, newest + pair, newest + pair + 1);
            await Task.WhenAny(load, Task.Delay(((2 * pair) + 1) * Window - clock.Elapsed, cancellation));
            Directory.Move(prepared, Path.Combine(modelFolder, $"{newest + pair + 1}"));
        }

        var milliseconds = await load;
        await MustServe(api, bench, newest + pairs, cancellation);
        var windows = milliseconds.Chunk((int)Math.Ceiling(milliseconds.Length / (2.0 * pairs))).Select(window => window.Quantile(0.99)).ToArray();
        var (without, with) = (windows.Where((_, i) => i % 2 == 0).Median(), windows.Where((_, i) => i % 2 == 1).Median());
        bench.Report.Add($"a reload under load ({pairs} × at {rate:0} requests/s): failed requests", "0", $"0 of {milliseconds.Length}", null, met: true);
        bench.Report.Add("a reload under load: p99 in windows with it against without", $"≤ {Goal} × {without:0.000} ms", $"{with:0.000} ms", with / without, with <= Goal * without);
    }

    private static string Prepare(string modelFolder, int from, int version)
    {
        var prepared = Path.Combine(modelFolder, $".{version}");
        Copy(Path.Combine(modelFolder, $"{from}"), prepared);
        var path = Path.Combine(prepared, "manifest.json");
        var manifest = JsonNode.Parse(File.ReadAllBytes(path))!;
        manifest["version"] = version;
        File.WriteAllText(path, manifest.ToJsonString());
        return prepared;
    }

    private static async Task MustServe(Server api, Bench bench, int version, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        using var body = new ByteArrayContent(bench.Requests.Bodies[0]) { Headers = { ContentType = new("application/json") } };
        using var response = await http.PostAsync(api.Predict, body, cancellation);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation))!;
        if (answer["version"]?.GetValue<int>() != version)
        {
            throw new InvalidOperationException($"Version {version} was not served {Window.TotalSeconds:0} s after its rename; version {answer["version"]} was.");
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
