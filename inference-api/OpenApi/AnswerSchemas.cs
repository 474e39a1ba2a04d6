using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.OpenApi;

/// <summary>A model's answer as a schema, by its outputs.</summary>
internal static class AnswerSchemas
{
    public static JsonObject Object(Manifest manifest)
    {
        var properties = new List<(string, JsonObject)>
        {
            ("model", Parts.Text(manifest.Name)),
            ("version", new() { ["type"] = "integer" }),
        };
        properties.AddRange(manifest.Outputs.Select(output => (output.Name, Of(output))));
        if (manifest.Interval is not null)
        {
            properties.Add(("level", Number("The share of true values that lies between lower and upper.")));
        }

        var required = new JsonArray([.. properties.Select(property => (JsonNode)property.Item1), "unusual"]);
        properties.Add(("unusual", new() { ["type"] = "array", ["items"] = Parts.Reference("Unusual"), ["description"] = "Inputs that are rare or new against training." }));
        properties.Add(("base_value", Number("With explain=true: where the contributions start.")));
        properties.Add(("contributions", new()
        {
            ["type"] = "object",
            ["description"] = $"With explain=true: how far each input moved the answer, in {manifest.Explanation.Scale}.",
            ["additionalProperties"] = new JsonObject { ["type"] = "number", ["format"] = "double" },
        }));
        var schema = SharedSchemas.Object([.. properties]);
        schema["required"] = required;
        return schema;
    }

    private static JsonObject Of(ModelOutput output)
    {
        var schema = output.Values is null ? Number(output.Meaning) : Parts.Text().With("description", output.Meaning);
        if (output.Values is { } values)
        {
            schema["x-values"] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        }

        if (output.Unit is not null)
        {
            schema["x-unit"] = output.Unit;
        }

        return schema;
    }

    private static JsonObject Number(string description) => new() { ["type"] = "number", ["format"] = "double", ["description"] = description };
}
