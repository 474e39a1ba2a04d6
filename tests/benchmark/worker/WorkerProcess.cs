using System.Diagnostics;
using System.Globalization;

namespace Hitcast.Worker.Benchmark;

/// <summary>A process of the worker, or of the benchmark itself, whose memory is read.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process process;

    private WorkerProcess(Process process) => this.process = process;

    /// <summary>What it has written to its output, once it has ended.</summary>
    public string Output { get; private set; } = "";

    /// <summary>The greatest resident memory so far, in MB; 0 once it has ended.</summary>
    public double PeakMegabytes
    {
        get
        {
            try
            {
                var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
                return line is null ? 0 : int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
            }
            catch (IOException)
            {
                return 0;
            }
        }
    }

    /// <param name="settings">By their .NET names.</param>
    public static WorkerProcess Start(string[] arguments, params (string Name, string Value)[] settings) => Start("hitcast-worker.dll", arguments, settings);

    /// <summary>The benchmark itself, in a process of its own.</summary>
    public static WorkerProcess StartSelf(params string[] arguments) => Start("hitcast-worker-benchmark.dll", arguments, []);

    public Task<string?> ReadLineAsync() => process.StandardOutput.ReadLineAsync();

    /// <exception cref="InvalidOperationException">It failed; its own words stand above.</exception>
    public async Task EndAsync()
    {
        Output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{process.StartInfo.ArgumentList[0]} ended with {process.ExitCode}: {Output.Trim()}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static WorkerProcess Start(string program, string[] arguments, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments]) { RedirectStandardOutput = true };
        start.Environment["Logging__Level"] = "Information";
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new WorkerProcess(Process.Start(start)!);
    }
}
