using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Hitcast.Worker.Chaos;

/// <summary>The worker as a process of its own, in the host that runs a function whenever it is asked to: the custom handler of Azure Functions.</summary>
internal sealed class ChaosWorker : IDisposable
{
    private const string TimerRequest = """{"Data":{"timer":{"IsPastDue":false}}}""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Process process;
    private readonly HttpClient client;
    private readonly CancellationTokenSource killed = new();
    private readonly Dictionary<string, int> atWork = new() { ["extract-movies"] = 0, ["load-movies"] = 0 };
    private Task driving = Task.CompletedTask;
    private volatile bool dies;

    private ChaosWorker(Process process, int port) =>
        (this.process, client) = (process, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Timeout.InfiniteTimeSpan });

    public bool HasExited => process.HasExited;

    public int LoadsBegun { get; private set; }

    /// <summary>Starts one, and waits until it listens.</summary>
    /// <param name="log">What it writes.</param>
    public static async Task<ChaosWorker> StartAsync(IReadOnlyDictionary<string, string> settings, Action<string> log)
    {
        var port = FreePort();
        var worker = new ChaosWorker(Launch(settings, ["worker"], ("FUNCTIONS_CUSTOMHANDLER_PORT", port.ToString(CultureInfo.InvariantCulture))), port);
        worker.process.OutputDataReceived += (_, line) => worker.Read(line.Data, log);
        worker.process.ErrorDataReceived += (_, line) => worker.Read(line.Data, log);
        worker.process.BeginOutputReadLine();
        worker.process.BeginErrorReadLine();
        await worker.ReadyAsync();
        return worker;
    }

    /// <summary><c>worker invoke …</c>.</summary>
    /// <returns>The exit code, and what it wrote.</returns>
    public static async Task<(int Code, string Output)> InvokeAsync(IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        using var process = Launch(settings, ["worker", "invoke", .. arguments]);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    /// <summary>Asks for extraction and load again and again, both at once, until it is killed.</summary>
    public void Drive() => driving = Task.WhenAll(atWork.Keys.Select(AskAgainAndAgainAsync));

    /// <summary>If a run of the function has begun and not ended.</summary>
    public bool IsAtWork(string function)
    {
        lock (atWork)
        {
            return atWork[function] > 0;
        }
    }

    /// <summary>As <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        // Before it is: a request that breaks may be seen before the death of the process is.
        dies = true;
        process.Kill();
        await killed.CancelAsync();
        await process.WaitForExitAsync();
        await driving;
    }

    public void Dispose()
    {
        client.Dispose();
        process.Dispose();
        killed.Dispose();
    }

    private static Process Launch(IReadOnlyDictionary<string, string> settings, string[] arguments, params (string Name, string Value)[] more)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var (name, value) in settings.Select(setting => (setting.Key, setting.Value)).Concat(more))
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private async Task ReadyAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                await client.GetStringAsync("/", deadline.Token);
                return;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(Pause, deadline.Token);
            }
        }
    }

    private async Task AskAgainAndAgainAsync(string function)
    {
        try
        {
            while (!killed.IsCancellationRequested)
            {
                using var body = new StringContent(TimerRequest, null, "application/json");
                using var reply = await client.PostAsync("/" + function, body, killed.Token);
                if (reply.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.InternalServerError))
                {
                    throw new InvalidOperationException($"{function} was answered with {reply.StatusCode}.");
                }

                await Task.Delay(Pause, killed.Token);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && (dies || process.HasExited))
        {
            // It was killed.
        }
    }

    private void Read(string? line, Action<string> log)
    {
        if (line is null)
        {
            return;
        }

        log(line);
        lock (atWork)
        {
            LoadsBegun += line.Contains(" load-movies starts", StringComparison.Ordinal) ? 1 : 0;
            foreach (var function in atWork.Keys.Where(function => line.Contains($" {function} ", StringComparison.Ordinal)))
            {
                atWork[function] += line.Contains($" {function} starts", StringComparison.Ordinal) ? 1
                    : line.Contains(" after ", StringComparison.Ordinal) ? -1 : 0;
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
