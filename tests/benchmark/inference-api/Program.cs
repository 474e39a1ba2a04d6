using System.Diagnostics;
using Hitcast.InferenceApi.Benchmark;
using Hitcast.InferenceApi.Benchmark.Measurements;
using Hitcast.InferenceApi.Benchmark.Servers;

if (args is ["serve-echo", var urls])
{
    return await EchoServer.Run(urls);
}

Dictionary<string, Func<Bench, CancellationToken, Task>> parts = new()
{
    ["raw"] = RawRuns.Measure,
    ["peers"] = Peers.Measure,
    ["throughput"] = Throughput.Measure,
    ["batching"] = MicroBatching.Measure,
    ["tail"] = TailLatency.Measure,
    ["batch"] = BatchPredictions.Measure,
    ["explain"] = ExplainedPrediction.Measure,
    ["memory"] = Memory.Measure,
    ["start"] = StartToReady.Measure,
    ["reload"] = ReloadUnderLoad.Measure,
};

using var stop = new CancellationTokenSource();
using var onInterrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(
    System.Runtime.InteropServices.PosixSignal.SIGINT, context => { context.Cancel = true; stop.Cancel(); });
using var bench = new Bench(BenchmarkOptions.Parse(args));
var clock = Stopwatch.StartNew();
foreach (var name in bench.Options.Parts is { Count: > 0 } chosen ? chosen : [.. parts.Keys])
{
    Terminal.Line($"[{clock.Elapsed:mm\\:ss}] {name}");
    await bench.Try(name, parts.GetValueOrDefault(name) ?? throw new ArgumentException($"No part {name}; there are {string.Join(", ", parts.Keys)}."), stop.Token);
}

var table = bench.Report.Markdown(Path.GetRelativePath(bench.Options.ModelsPath, bench.VersionFolder), clock.Elapsed);
var file = Path.Combine(bench.Options.Output, "inference-api.md");
File.WriteAllText(file, table);
Terminal.Line($"\n{table}\nWritten to {file}.");
return bench.Report.Complete ? 0 : 1;
