using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Hitcast.Tests;
using Xunit;

namespace Hitcast.Readmes.Tests;

/// <summary>API and worker as a reader has them after <c>./build.sh</c>: all defaults but the ports, and the sample catalogue.</summary>
/// <remarks>The current folder holds links to the repository's folders, so that what the defaults put below <c>.hitcast/</c> is this run's own.</remarks>
public sealed class RunningHitcast : IAsyncLifetime
{
    private const int Movies = 1613;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hitcast-readmes-");
    private readonly (int Api, int Worker) ports = (FreePort(), FreePort());
    private readonly List<Process> services = [];

    public async ValueTask InitializeAsync()
    {
        // The user who runs PostgreSQL must be able to pass through.
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        foreach (var place in new[] { "inference-api", "worker", "onnx-models" })
        {
            Directory.CreateSymbolicLink(Path.Combine(folder.FullName, place), Repository.PathOf(place));
        }

        await RunAsync("mkdir --parents .hitcast/lake && cp --recursive worker/sample-catalogue/tmdb .hitcast/lake/");
        services.Add(Start($"exec {Excused.Api} > api.log 2>&1"));
        services.Add(Start($"exec {Excused.Worker} --urls=http://localhost:5001 > worker.log 2>&1"));
        await UntilAsync("curl localhost:5000/health/ready && curl localhost:5001/health/ready");
        await UntilAsync($"curl localhost:5000/questions | grep --quiet '\"movies\":{Movies},'");
    }

    /// <summary>Runs a command to its end, in bash, in the current folder. A reply of HTTP that is no success is an error.</summary>
    internal async Task<Ended> RunAsync(string command)
    {
        using var process = Start($$"""
            set -euo pipefail
            curl() { command curl --silent --show-error --fail-with-body "$@"; }
            {{command}}
            """);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new(process.ExitCode, output, await errors);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services.Where(service => !service.HasExited))
        {
            using var kill = Process.Start("kill", ["-TERM", service.Id.ToString(CultureInfo.InvariantCulture)]);
            await service.WaitForExitAsync();
        }

        services.ForEach(service => service.Dispose());
        folder.Delete(recursive: true);
    }

    /// <summary>What a reader's command is on the ports, and in the configuration, of this run.</summary>
    private string Here(string command) => command
        .Replace("localhost:5000", $"127.0.0.1:{ports.Api}", StringComparison.Ordinal)
        .Replace("localhost:5001", $"127.0.0.1:{ports.Worker}", StringComparison.Ordinal)
        .Replace("/bin/Release/", $"/bin/{Configuration}/", StringComparison.Ordinal);

    private Process Start(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", Here(command)])
        {
            WorkingDirectory = folder.FullName,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["PATH"] = $"{Path.Combine(AppContext.BaseDirectory, "commands")}:{start.Environment["PATH"]}";
        start.Environment["CONFIGURATION"] = Configuration;
        start.Environment["Api__BaseAddress"] = Here("http://localhost:5000");
        start.Environment["Worker__BaseAddress"] = Here("http://localhost:5001");
        start.Environment["Logging__Level"] = "Warning";
        return Process.Start(start)!;
    }

    private async Task UntilAsync(string command)
    {
        for (var waited = Stopwatch.StartNew(); await RunAsync(command) is { ExitCode: not 0 } still; await Task.Delay(TimeSpan.FromMilliseconds(200)))
        {
            Assert.True(waited.Elapsed < Patience && !services.Any(service => service.HasExited), $"{command} still fails: {still.Output} {still.Errors} {await RunAsync("cat *.log")}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    internal sealed record Ended(int ExitCode, string Output, string Errors);
}
