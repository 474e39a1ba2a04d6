using System.Globalization;
using System.Runtime.InteropServices;
using Hitcast.Soak;

const int grew = 1, wrongUsage = 2, interrupted = 130;

using var stop = new CancellationTokenSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
if (args.Length > 1 || !double.TryParse(args.FirstOrDefault("30"), CultureInfo.InvariantCulture, out var minutes) || minutes is not (>= 1 and <= 10_000))
{
    Terminal.Line("hitcast-soak [MINUTES], from 1 to 10000; 30 where nothing is said.");
    return wrongUsage;
}

try
{
    return await RunAsync(TimeSpan.FromMinutes(minutes), stop.Token) ? 0 : grew;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return interrupted;
}

static async Task<bool> RunAsync(TimeSpan duration, CancellationToken cancellation)
{
    await using var stack = await Stack.StartAsync(cancellation);
    Terminal.Line($"API {stack.Api}, logs in {stack.Logs}. {duration.TotalMinutes:0} minutes of load, a line a minute.");
    var counts = new Counts();
    var samples = await Load.RunAsync(stack, counts, duration, cancellation);
    var verdict = Verdict.Of(samples, counts);
    var picture = Path.GetFullPath("artifacts/soak/soak.png");
    Directory.CreateDirectory(Path.GetDirectoryName(picture)!);
    Plot.Save(samples, picture);
    Terminal.Line($"\n{verdict.Table}\nThe plot is {picture}.\n{(verdict.Holds ? "HOLDS" : "DOES NOT HOLD")}: {counts.Total:N0} requests, {counts.Failed:N0} failed.");
    return verdict.Holds;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
