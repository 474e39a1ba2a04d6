using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.OpenApi;

/// <summary>The addresses where one model predicts.</summary>
internal static class ModelPaths
{
    private static readonly int[] Errors = [400, 404, 413, 415, 422, 503];

    public static void Add(JsonObject paths, JsonObject schemas, Manifest manifest)
    {
        var type = Parts.TypeName(manifest.Name);
        schemas[type + "Inputs"] = InputSchemas.Object(manifest);
        schemas[type + "Answer"] = AnswerSchemas.Object(manifest);
        paths[$"/models/{manifest.Name}/predict"] = new JsonObject { ["post"] = Post(manifest, type), ["get"] = Get(manifest, type) };
        paths[$"/models/{manifest.Name}/versions/{{version}}/predict"] = new JsonObject { ["post"] = PostMany(manifest, type) };
    }

    private static JsonObject Post(Manifest manifest, string type)
    {
        var answers = Parts.Content(Parts.Json, Parts.Reference(type + "Answer"));
        var bodies = Parts.Content(Parts.Json, Parts.Reference(type + "Inputs"), InputSchemas.Example(manifest));
        AddStream(bodies, "application/x-ndjson", InputSchemas.Example(manifest).ToJsonString() + "\n");
        AddStream(bodies, "text/csv", InputSchemas.CsvExample(manifest));
        AddStream(answers, "application/x-ndjson", null);
        AddStream(answers, "text/csv", null);
        return Parts.Operation($"predict{type}", manifest.Name, manifest.Title, answers, Errors)
            .With("description", $"{manifest.Summary} An array of objects is answered by an array; NDJSON and CSV are streamed, row by row.")
            .With("parameters", new JsonArray(Explain()))
            .With("requestBody", new JsonObject { ["required"] = true, ["content"] = bodies });
    }

    private static JsonObject PostMany(Manifest manifest, string type)
    {
        static JsonObject Array(string schema) => new() { ["type"] = "array", ["items"] = Parts.Reference(schema) };
        var version = Parts.Parameter(
            "version", "path", "The version's number", new() { ["type"] = "integer" }, JsonValue.Create(manifest.Version));
        var example = new JsonArray(InputSchemas.Example(manifest), InputSchemas.Example(manifest));
        return Parts.Operation($"predictMany{type}", manifest.Name, $"{manifest.Title}: many at once, by one version", Parts.Content(Parts.Json, Array(type + "Answer")), Errors)
            .With("description", "Takes single objects, NDJSON and CSV too, as the address without a version does.")
            .With("parameters", new JsonArray(version, Explain()))
            .With("requestBody", new JsonObject { ["required"] = true, ["content"] = Parts.Content(Parts.Json, Array(type + "Inputs"), example) });
    }

    private static JsonObject Get(Manifest manifest, string type)
    {
        var parameters = manifest.Inputs.Select(input => (JsonNode)Parts.Parameter(
            input.Name, "query", input.Description, InputSchemas.Of(input), InputSchemas.Node(input.Example), input.Required));
        return Parts.Operation($"predict{type}FromQuery", manifest.Name, $"{manifest.Title}, from the query string", Parts.Content(Parts.Json, Parts.Reference(type + "Answer")), 404, 422, 503)
            .With("parameters", new JsonArray([.. parameters, Explain()]));
    }

    private static JsonObject Explain() => Parts.Parameter(
        "explain", "query", "Whether the answer is to say how far each input moved it", new() { ["type"] = "boolean", ["default"] = false });

    private static void AddStream(JsonObject content, string mediaType, string? example) =>
        content[mediaType] = Parts.Content(mediaType, Parts.Text(), example)[mediaType]!.DeepClone();
}
