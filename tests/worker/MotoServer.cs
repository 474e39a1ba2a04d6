using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Hitcast.Worker.Tests;

/// <summary>A real S3 protocol server for the tests: moto_server, from the PATH.</summary>
internal sealed class MotoServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private MotoServer(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<MotoServer> StartAsync()
    {
        var program = Environment.GetEnvironmentVariable("PATH")!.Split(':').Select(folder => Path.Combine(folder, "moto_server")).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("The tests of the S3 lake need moto_server. Install it: pip install \"moto[server]\"");
        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo(program, ["-H", "127.0.0.1", "-p", $"{port}"]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var server = new MotoServer(process, new Uri($"http://127.0.0.1:{port}"));
        await server.ReadyAsync();
        return server;
    }

    /// <summary>From now on it refuses whoever is none of its users; it has none.</summary>
    public async Task AskForCredentialsAsync()
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var reply = await client.PostAsync("/moto-api/reset-auth", new StringContent("0"));
        reply.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task ReadyAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Address.Port, deadline.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(100, deadline.Token);
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
