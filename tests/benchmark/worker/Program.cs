using System.Diagnostics;
using System.Globalization;
using Hitcast.Worker.Benchmark;
using Hitcast.Worker.Benchmark.Measurements;

// hitcast-worker-benchmark [--long] [--movies=N,N] [PART …]; no part means all. README.md says what each part measures.
Dictionary<string, Func<Bench, Task>> parts = new()
{
    ["load"] = LoadAgainstCopy.MeasureAsync,
    ["arrival"] = Arrival.MeasureAsync,
    ["extraction"] = Extraction.MeasureAsync,
    ["listing"] = Listing.MeasureAsync,
    ["start"] = StartToScheduled.MeasureAsync,
};

if (args is ["load-one-after-the-other", var lake, var connection])
{
    return await LoadingProcess.RunAsync(lake, connection);
}

var chosen = args.Where(arg => !arg.StartsWith('-')).ToArray();
if (chosen.FirstOrDefault(part => !parts.ContainsKey(part)) is { } unknown)
{
    Terminal.Line($"{unknown} is no part; there are {string.Join(", ", parts.Keys)}.");
    return 2;
}

var clock = Stopwatch.StartNew();
await using var bench = await Bench.StartAsync(args);
foreach (var part in chosen is [] ? parts.Keys.ToArray() : chosen)
{
    Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"[{clock.Elapsed:mm\\:ss}] {part}"));
    await bench.TryAsync(part, parts[part]);
}

Terminal.Line(bench.Report.Markdown(clock.Elapsed));
return bench.Report.Complete ? 0 : 1;
