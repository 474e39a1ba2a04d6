using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hitcast.InferenceApi.Benchmark.Servers;

/// <summary>A server in a process of its own, on a free port of the loopback, its output in a log file.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);
    private readonly Process process;

    private Server(Process process, Uri address, string predict, TimeSpan readyAfter) =>
        (this.process, Address, Predict, ReadyAfter) = (process, address, new Uri(address, predict), readyAfter);

    public Uri Address { get; }

    /// <summary>Where one JSON request is answered.</summary>
    public Uri Predict { get; }

    /// <summary>From the start of the process to its first 200 from its readiness address.</summary>
    public TimeSpan ReadyAfter { get; }

    /// <summary>Starts a command and returns once <paramref name="readyPath"/> answers 200.</summary>
    /// <param name="predictPath">Where one JSON request is answered.</param>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in a minute; the text names its log.</exception>
    public static async Task<Server> Start(
        ServerCommand command, string predictPath, string readyPath, CancellationToken cancellation)
    {
        var port = FreePort();
        var address = new Uri($"http://127.0.0.1:{port}");
        using var http = new HttpClient { BaseAddress = address };
        var clock = Stopwatch.StartNew();
        var process = Process.Start(command.StartInfo(port)) ?? throw new InvalidOperationException($"{command.Name} did not start.");
        while (!await IsReady(http, readyPath, cancellation))
        {
            if (process.HasExited || clock.Elapsed > Patience)
            {
                await End(process);
                throw new InvalidOperationException(
                    $"{command.Name} {(clock.Elapsed > Patience ? $"did not answer {readyPath} with 200 within {Patience.TotalSeconds:0} s" : "ended before it was ready")}; see {command.Log}.");
            }

            await Task.Delay(PollInterval, cancellation);
        }

        return new Server(process, address, predictPath, clock.Elapsed);
    }

    /// <summary>The memory that the process holds now (VmRSS), in MB.</summary>
    public double ResidentMegabytes()
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(one => one.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Asks it to end, and waits until it has, so that it can end what it started itself.</summary>
    public async Task Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync() => await End(process);

    private static async Task End(Process process)
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> IsReady(HttpClient http, string path, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), cancellation);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <param name="Arguments">Where <c>{port}</c> stands, the port is put.</param>
/// <param name="Log">The file that gets what the process writes.</param>
internal sealed record ServerCommand(
    string Name, string File, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string Folder, string Log)
{
    /// <summary>The shell only points the output at the log and then becomes the server, so that nothing pumps it through this process.</summary>
    public ProcessStartInfo StartInfo(int port)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = Folder };
        string[] shell = ["-c", """log=$1; shift; exec "$@" > "$log" 2>&1""", "sh", Log, File];
        foreach (var argument in shell.Concat(Arguments))
        {
            start.ArgumentList.Add(argument.Replace("{port}", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
