using System.Diagnostics;
using System.Net.Sockets;
using Hitcast.InferenceApi.Tests.Predictions;
using Xunit;
using static Hitcast.InferenceApi.Tests.Predictions.PublishedModels;

namespace Hitcast.InferenceApi.Tests;

/// <summary>The real process, told to stop while it works.</summary>
public sealed class ShutdownTest
{
    private const int Calls = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Every_accepted_request_is_answered(string signal)
    {
        using var process = Start();
        await using var end = new EndOf(process);
        using var server = new HttpClient { BaseAddress = await AddressAsync(process), Timeout = Patience };
        await UntilAsync(async () => (await server.GetAsync("/health/ready")).IsSuccessStatusCode);
        var streams = await StartAsync(server, "application/x-ndjson", "{\"budget\": 1e6}\n");
        foreach (var stream in streams)
        {
            Assert.Equal(200, await stream.StatusAsync());
            Assert.Contains("probability", await stream.ReadLineAsync());
        }

        var singles = await StartAsync(server, "application/json", "{\"budget\": ");
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await UntilAsync(() => RefusesAsync(server.BaseAddress!.Port));

        foreach (var single in singles)
        {
            await single.SendAsync("1e6}");
            await single.EndAsync();
            Assert.Equal(200, await single.StatusAsync());
            Assert.Contains("probability", await single.ReadToEndAsync());
            single.Dispose();
        }

        foreach (var stream in streams)
        {
            await stream.SendAsync("{\"budget\": 2e6}\n{}\n");
            await stream.EndAsync();
            Assert.Contains("probability", await stream.ReadLineAsync());
            Assert.Contains("is missing", await stream.ReadLineAsync());
            Assert.Null(await stream.ReadLineAsync());
            stream.Dispose();
        }

        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>By way of env, which gives back the signals that whoever runs the tests in the background has made it ignore.</summary>
    private static Process Start() => Process.Start(new ProcessStartInfo("env",
        ["--default-signal=INT,TERM", "dotnet", typeof(Program).Assembly.Location, "--urls=http://127.0.0.1:0", $"--Models:Path={Published.Repository}"])
    { RedirectStandardOutput = true })!;

    private static async Task<Uri> AddressAsync(Process process)
    {
        const string Listening = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                // Read on, so that the service can write on.
                _ = process.StandardOutput.ReadToEndAsync();
                return new(line[(at + Listening.Length)..]);
            }
        }

        throw new InvalidOperationException("The service ended before it listened.");
    }

    private static async Task<RawCall[]> StartAsync(HttpClient server, string contentType, string beginning)
    {
        var calls = await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => RawCall.StartAsync(server, Movies, contentType)));
        await Task.WhenAll(calls.Select(call => call.SendAsync(beginning)));
        return calls;
    }

    private static async Task<bool> RefusesAsync(int port)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync("127.0.0.1", port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    /// <summary>No test leaves a process behind.</summary>
    private sealed class EndOf(Process process) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }
}
