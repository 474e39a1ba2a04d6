using System.Diagnostics;
using System.Threading.Channels;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting;

/// <summary>The worker as a process of its own, with the lines that it logs.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process process;
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private int ended;

    private WorkerProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public static WorkerProcess Start(string[] arguments, IEnumerable<KeyValuePair<string, string?>> environment) =>
        Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "hitcast-worker.dll"), .. arguments], environment);

    /// <summary>By another program, which runs the worker.</summary>
    public static WorkerProcess Start(string program, string[] arguments, IEnumerable<KeyValuePair<string, string?>> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new WorkerProcess(Process.Start(start)!);
    }

    /// <summary><c>worker run</c>, once it schedules.</summary>
    public static async Task<WorkerProcess> RunAsync(IEnumerable<KeyValuePair<string, string?>> environment)
    {
        var worker = Start(["run", "--urls=http://127.0.0.1:0"], environment);
        await worker.WaitForLineAsync("Application started");
        return worker;
    }

    /// <summary>The next line that has this text.</summary>
    public async Task<string> WaitForLineAsync(string text)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            var line = await lines.Reader.ReadAsync(deadline.Token);
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return line;
            }
        }
    }

    /// <summary>As by kill -9.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>As by Ctrl-C in a terminal.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        return await ExitCodeAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(deadline.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            Assert.True(lines.Writer.TryWrite(text));
        }
        else if (Interlocked.Increment(ref ended) == 2)
        {
            // Both outputs are at their end: nobody waits for more.
            lines.Writer.Complete();
        }
    }
}
