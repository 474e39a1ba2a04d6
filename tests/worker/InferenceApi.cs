using System.Diagnostics;
using Hitcast.Tests;

namespace Hitcast.Worker.Tests;

/// <summary>The real inference API in a process of its own, on a free port, over a model repository that a test may add to.</summary>
internal sealed class InferenceApi : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo models = Directory.CreateTempSubdirectory("hitcast-models-");
    private Process? process;

    public HttpClient Client { get; } = new() { Timeout = Patience };

    public string Address => Client.BaseAddress!.ToString();

    /// <summary>Serves the published versions named of <c>movie-success</c>.</summary>
    public static async Task<InferenceApi> StartAsync(int[] versions, params string[] settings)
    {
        var api = new InferenceApi();
        foreach (var version in versions)
        {
            api.Publish(version);
        }

        await api.StartAsync(settings);
        return api;
    }

    /// <summary>Puts a version there whole, as a notebook does.</summary>
    public void Publish(int version)
    {
        var target = models.CreateSubdirectory("movie-success");
        var aside = target.CreateSubdirectory($".{version}");
        var source = Repository.PathOf($"onnx-models/movie-success/{version}");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(aside.FullName, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        aside.MoveTo(Path.Combine(target.FullName, $"{version}"));
    }

    public async Task UntilServedAsync(int version)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!(await Client.GetStringAsync("models/movie-success", patience.Token)).Contains($"\"served_version\":{version},", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        models.Delete(recursive: true);
    }

    private async Task StartAsync(string[] settings)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        process = Process.Start(new ProcessStartInfo("dotnet",
        [
            Repository.PathOf($"inference-api/bin/{configuration}/net10.0/hitcast-inference-api.dll"),
            "--urls=http://127.0.0.1:0", $"--Models:Path={models.FullName}", "--Models:PollSeconds=0.1", .. settings.Select(setting => "--" + setting),
        ])
        { RedirectStandardOutput = true })!;
        Client.BaseAddress = await AddressAsync(process);
        using var patience = new CancellationTokenSource(Patience);
        while (!(await Client.GetAsync("health/ready", patience.Token)).IsSuccessStatusCode)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }

    private static async Task<Uri> AddressAsync(Process process)
    {
        const string Listening = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
            {
                // Read on, so that the service can write on.
                _ = process.StandardOutput.ReadToEndAsync();
                return new(line[(at + Listening.Length)..] + "/");
            }
        }

        throw new InvalidOperationException("The API ended before it listened.");
    }
}
