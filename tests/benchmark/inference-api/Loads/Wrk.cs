using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Hitcast.InferenceApi.Benchmark.Loads;

/// <summary>What one run of wrk measured: each connection sends its next request when the last is answered.</summary>
/// <param name="P50">Microseconds.</param>
/// <param name="P99">Microseconds.</param>
internal sealed record ClosedLoad(double RequestsPerSecond, double P50, double P99, long Requests);

/// <summary>wrk with wrk.lua, one thread, keep-alive.</summary>
internal sealed class Wrk(string requestsFile)
{
    /// <exception cref="InvalidOperationException">wrk is missing, or a request failed.</exception>
    public async Task<ClosedLoad> Run(Uri address, int connections, TimeSpan duration, CancellationToken cancellation)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Loads/wrk.lua");
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["-t1", $"-c{connections}", $"-d{duration.TotalSeconds:0}s", "--timeout=10s", "-s", script, address.AbsoluteUri, "--", requestsFile])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Started(start);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return Parse(output, address);
    }

    private static Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("wrk is missing: run `apt-get install wrk`.", e);
        }
    }

    private static ClosedLoad Parse(string output, Uri address)
    {
        var line = output.Split('\n').FirstOrDefault(one => one.StartsWith("result ", StringComparison.Ordinal))
            ?? throw new InvalidOperationException($"wrk gave no result for {address}: {output}");
        var figures = line.Split(' ')[1..].Select(figure => long.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return figures is [var requests, var microseconds, var p50, var p99, 0]
            ? new ClosedLoad(requests / (microseconds / 1e6), p50, p99, requests)
            : throw new InvalidOperationException($"{figures[^1]} of {figures[0]} requests to {address} failed.");
    }
}
