using System.Globalization;

namespace Hitcast.InferenceApi.Benchmark;

/// <summary>Where it was measured.</summary>
internal static class Machine
{
    public static string Processor() =>
        File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim();

    /// <summary>The share of all processors' time that is in use over a second: what others take while the benchmark waits.</summary>
    public static async Task<double> BusyShare(CancellationToken cancellation)
    {
        var before = Ticks();
        await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
        var after = Ticks();
        return 1 - ((after.Idle - before.Idle) / (double)(after.All - before.All));
    }

    /// <summary>The first line of /proc/stat: user, nice, system, idle, iowait, irq, softirq, steal.</summary>
    private static (long Idle, long All) Ticks()
    {
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9]
            .Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        return (ticks[3] + ticks[4], ticks.Sum());
    }
}
