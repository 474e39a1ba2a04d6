using System.Diagnostics;
using System.Globalization;

namespace Hitcast.Soak;

/// <summary>A process of ours, its output in a log file.</summary>
internal sealed class Service(string name, Process process)
{
    public string Name => name;

    public static Service Start(string name, string[] command, IReadOnlyDictionary<string, string> environment, string log)
    {
        // The shell points the output at the log and becomes the process.
        var start = new ProcessStartInfo("/bin/sh", ["-c", """log=$1; shift; exec "$@" >> "$log" 2>&1""", "sh", log, "dotnet", .. command]);
        foreach (var (setting, value) in environment)
        {
            start.Environment[setting] = value;
        }

        return new Service(name, Process.Start(start)!);
    }

    /// <exception cref="InvalidOperationException">The process has ended.</exception>
    public Usage Measure()
    {
        if (process.HasExited)
        {
            throw new InvalidOperationException($"{name} ended with exit code {process.ExitCode}; its log says why.");
        }

        var status = File.ReadLines($"/proc/{process.Id}/status").Select(line => line.Split([':', '\t', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 1).ToDictionary(words => words[0], words => words[1]);
        return new Usage(
            double.Parse(status["VmRSS"], CultureInfo.InvariantCulture) / 1024,
            int.Parse(status["Threads"], CultureInfo.InvariantCulture),
            Directory.EnumerateFileSystemEntries($"/proc/{process.Id}/fd").Count());
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async Task StopAsync()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync();
        }
    }

    public Task WaitForExitAsync(CancellationToken cancellation) => process.WaitForExitAsync(cancellation);
}

/// <param name="Megabytes">Resident memory.</param>
/// <param name="Handles">Open file descriptors.</param>
internal sealed record Usage(double Megabytes, int Threads, int Handles);

/// <param name="At">Since the load began.</param>
/// <param name="Connections">To the database, of all processes.</param>
internal sealed record Sample(TimeSpan At, IReadOnlyDictionary<string, Usage> Services, int Connections, double RequestsPerSecond);
