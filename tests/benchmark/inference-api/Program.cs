using System.Diagnostics;
using System.Runtime.InteropServices;
using Hitcast.InferenceApi.Benchmark;
using Hitcast.InferenceApi.Benchmark.Servers;

const int incomplete = 1, wrongUsage = 2, interrupted = 130;

using var stop = new CancellationTokenSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    return args is ["serve-echo", var urls] ? await EchoServer.Run(urls) : await Measure(BenchmarkOptions.Parse(args, Part.Names));
}
catch (UsageException mistake)
{
    Terminal.Line(mistake.Message);
    return wrongUsage;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return interrupted;
}

async Task<int> Measure(BenchmarkOptions options)
{
    using var bench = new Bench(options);
    var clock = Stopwatch.StartNew();
    foreach (var part in options.Parts)
    {
        Terminal.Line($"[{clock.Elapsed:mm\\:ss}] {part}");
        await bench.Try(part, Part.ByName[part], stop.Token);
    }

    var table = bench.Report.Markdown(Path.GetRelativePath(options.ModelsPath, bench.VersionFolder), clock.Elapsed);
    var file = Path.Combine(options.Output, "inference-api.md");
    await File.WriteAllTextAsync(file, table, stop.Token);
    Terminal.Line($"\n{table}\nWritten to {file}.");
    return bench.Report.Complete ? 0 : incomplete;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
