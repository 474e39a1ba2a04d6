using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Hitcast.InferenceApi.Benchmark.Servers;

/// <summary>Starts the API and its peers, as each would be run in production.</summary>
internal sealed class ServerFactory(BenchmarkOptions options, string versionFolder)
{
    private static readonly Dictionary<string, string> NoTelemetry = new() { ["ORT_DISABLE_TELEMETRY"] = "1" };

    /// <summary>The API with its own defaults, but for <paramref name="settings"/>.</summary>
    /// <exception cref="InvalidOperationException">It says that it is ready and does not answer for every model.</exception>
    public async Task<Server> Api(CancellationToken cancellation, params (string Name, string Value)[] settings)
    {
        if (!File.Exists(options.ApiPath))
        {
            throw new InvalidOperationException($"{options.ApiPath} does not exist: run `dotnet build -c Release inference-api`, or name the API by --api=PATH.");
        }

        var environment = new Dictionary<string, string>(NoTelemetry) { ["Models__Path"] = options.ModelsPath };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var command = Command("inference-api", options.ApiPath, ["--urls", "http://127.0.0.1:{port}"], environment);
        var api = await Server.Start(command, $"/models/{options.Model}/predict", "/health/ready", cancellation);
        await MustAnswer(api, environment["Models__Path"], cancellation);
        return api;
    }

    public Task<Server> Echo(CancellationToken cancellation)
    {
        var command = Command("echo", Path.Combine(AppContext.BaseDirectory, "hitcast-inference-api-benchmark"), ["serve-echo", "http://127.0.0.1:{port}"], NoTelemetry);
        return Server.Start(command, "/", "/", cancellation);
    }

    public Task<Server> Fastify(int processes, CancellationToken cancellation)
    {
        if (!Directory.Exists(Path.Combine(options.FastifyPath, "node_modules")))
        {
            throw new InvalidOperationException($"Fastify is not installed: run `npm ci --ignore-scripts` in {options.FastifyPath}.");
        }

        var command = Command($"fastify-{processes}", "node", [Path.Combine(options.FastifyPath, "server.js"), versionFolder, "{port}", $"{processes}"], NoTelemetry);
        return Server.Start(command, "/predict", "/health/ready", cancellation);
    }

    /// <summary>Ready means that every model is: whoever sends traffic to a ready server must get answers.</summary>
    private static async Task MustAnswer(Server api, string modelsPath, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = api.Address };
        foreach (var model in Directory.GetDirectories(modelsPath))
        {
            var parity = JsonNode.Parse(File.ReadAllBytes(Path.Combine(Bench.Newest(model), "parity.json")))!;
            using var body = new StringContent(parity["cases"]![0]!["request"]!.ToJsonString(), MediaTypeHeaderValue.Parse("application/json"));
            using var answer = await http.PostAsync(new Uri($"/models/{Path.GetFileName(model)}/predict", UriKind.Relative), body, cancellation);
            if (!answer.IsSuccessStatusCode)
            {
                await api.DisposeAsync();
                throw new InvalidOperationException($"The API says that it is ready, and answers {(int)answer.StatusCode} for {Path.GetFileName(model)}.");
            }
        }
    }

    private ServerCommand Command(string name, string file, string[] arguments, IReadOnlyDictionary<string, string> environment) =>
        new(name, file, arguments, environment, options.Root, Path.Combine(options.Output, name + ".log"));
}
