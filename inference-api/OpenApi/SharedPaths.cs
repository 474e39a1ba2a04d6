using System.Globalization;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Compatibility;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.OpenApi;

/// <summary>The addresses that are the same for all models. What is not mapped in this service is left out.</summary>
internal static class SharedPaths
{
    private const string Models = "models";
    private const string Operations = "operations";
    private const string Tensors = "Open Inference Protocol";
    private const string Replaced = "replaced services";

    public static void Add(JsonObject paths, IReadOnlyList<Manifest> manifests, HashSet<string> mapped, CompatibilityOptions replaced)
    {
        void Get(string path, string id, string tag, string summary, string contentType = Parts.Json, params int[] errors)
        {
            if (mapped.Contains(path))
            {
                var schema = contentType == Parts.Json ? new JsonObject { ["type"] = "object" } : Parts.Text();
                paths[path] = new JsonObject
                {
                    ["get"] = Parts.Operation(id, tag, summary, Parts.Content(contentType, schema), errors).With("parameters", PathParameters(path, manifests)),
                };
            }
        }

        Get("/models", "listModels", Models, "What is served, and why a version is not");
        Get("/models/{model}", "showModel", Models, "A model's state and the manifest of the served version", errors: [404]);
        Get("/models/{model}/versions/{version}", "showVersion", Models, "The same of one version", errors: [404, 503]);
        Get("/models/{model}/drift", "showDrift", Models, "How far requests and answers are from training", errors: [404, 503]);
        Get("/models/{model}/accuracy", "showAccuracy", Models, "Forecasts held against what came, by version and month", errors: [404]);
        Get("/models/{model}/card", "showCard", Models, "The model card as a page", "text/html", 404, 503);
        Get("/health", "showHealth", Operations, "Each part of the service");
        Get("/health/live", "isLive", Operations, "Whether the process serves");
        Get("/health/ready", "isReady", Operations, "Whether requests can be answered", errors: [503]);
        Get("/metrics", "showMetrics", Operations, "Metrics as Prometheus reads them", "text/plain");
        Get("/status", "showStatus", Operations, "The whole at one glance: catalogue, worker, models, questions, Gemini; to a browser, a page");
        Get("/v2", "showTensorServer", Tensors, "The server and its extensions");
        Get("/v2/health/live", "isTensorServerLive", Tensors, "Whether the process serves");
        Get("/v2/health/ready", "isTensorServerReady", Tensors, "Whether requests can be answered");
        Get("/v2/models", "listTensorModels", Tensors, "The models' names");
        Get("/v2/models/{model}", "showTensorModel", Tensors, "A model's tensors");
        Get("/v2/models/{model}/ready", "isTensorModelReady", Tensors, "Whether a model can be asked");
        Get("/predict/health", "showMoviesHealth", Replaced, "Whether the movies' model can be asked");
        Get("/predict/params", "showSongsInputs", Replaced, "The inputs of the songs' model; with inputs in the query string, a prediction");
        Post(paths, "/v2/repository/index", "indexTensorModels", Tensors, "All versions and their states", new JsonObject { ["ready"] = true });
        Post(
            paths, "/status/replay", "replayObject", Operations, "Has the worker take up an object again that it had set aside",
            new JsonObject { ["function"] = "load-movies", ["key"] = "tmdb/movies/2026-11-24T083000Z/000001.jsonl.gz" }, 404, 415, 422, 502, 503, 504);
        if (manifests is [var first, ..])
        {
            Post(paths, "/v2/models/{model}/infer", "inferTensors", Tensors, "Predictions from tensors, in JSON or as bytes behind it", TensorExample(first));
            paths["/v2/models/{model}/infer"]!["post"]!["parameters"] = PathParameters("/v2/models/{model}/infer", manifests);
        }

        PostReplaced(paths, "/predict/", "predictSong", "The songs' service, as its callers know it", manifests, replaced.Songs);
        PostReplaced(paths, "/predict", "predictMovie", "The movies' service, as its callers know it", manifests, replaced.Movies);
    }

    private static JsonArray PathParameters(string path, IReadOnlyList<Manifest> manifests)
    {
        var first = manifests.Count > 0 ? manifests[0] : null;
        var parameters = new JsonArray();
        if (path.Contains("{model}", StringComparison.Ordinal))
        {
            parameters.Add(Parts.Parameter("model", "path", "The model's name", Parts.Text(), first?.Name));
        }

        if (path.Contains("{version}", StringComparison.Ordinal))
        {
            parameters.Add(Parts.Parameter("version", "path", "The version's number", new() { ["type"] = "integer" }, first?.Version));
        }

        return parameters;
    }

    private static void Post(JsonObject paths, string path, string id, string tag, string summary, JsonObject example, params int[] errors)
    {
        var anything = new JsonObject { ["type"] = "object" };
        paths[path] = new JsonObject
        {
            ["post"] = Parts.Operation(id, tag, summary, Parts.Content(Parts.Json, anything.DeepClone().AsObject()), errors)
                .With("requestBody", new JsonObject { ["content"] = Parts.Content(Parts.Json, anything, example) }),
        };
    }

    private static void PostReplaced(JsonObject paths, string path, string id, string summary, IReadOnlyList<Manifest> manifests, string model)
    {
        if (manifests.FirstOrDefault(manifest => manifest.Name == model) is { } manifest)
        {
            Post(paths, path, id, Replaced, summary, InputSchemas.Example(manifest));
        }
    }

    /// <summary>A request of one row for every input.</summary>
    private static JsonObject TensorExample(Manifest manifest) => new()
    {
        ["inputs"] = new JsonArray([.. manifest.Inputs.Select(input => (JsonNode)new JsonObject
        {
            ["name"] = input.Name,
            ["shape"] = new JsonArray(1, 1),
            ["datatype"] = input.OnnxType == OnnxType.String ? "BYTES" : "FP32",
            ["data"] = new JsonArray(TensorElement(input)),
        })]),
    };

    private static JsonNode? TensorElement(ModelInput input) => input.Kind switch
    {
        InputKind.List when input.Example.ValueKind == System.Text.Json.JsonValueKind.Array =>
            string.Join((char)Scoring.InputField.ItemSeparator, input.Example.EnumerateArray().Select(item => item.GetString())),
        InputKind.Date => Scoring.InputField.Days(DateOnly.ParseExact(input.Example.GetString()!, Scoring.InputField.DateFormat, CultureInfo.InvariantCulture)),
        _ => InputSchemas.Node(input.Example),
    };
}
