using System.Text.Json;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Gemini;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Questions.Planning;

/// <summary>A served version as a function that Gemini may call: its name, and its inputs with their kinds and limits, from the manifest.</summary>
internal static class MovieFunction
{
    /// <summary>Of values that a text or list is known by, so many are named.</summary>
    private const int Named = 20;

    public static GeminiFunction Of(ModelVersion version) => new(
        "forecast_" + version.Manifest.Name.Replace('-', '_'),
        $"{version.Manifest.Summary} {string.Join(' ', version.Manifest.Outputs.Select(output => $"{output.Name}: {output.Meaning}."))}",
        JsonSerializer.SerializeToElement(Parameters(version.Inputs)));

    private static JsonObject Parameters(InputSchema inputs) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(inputs.Fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, Parameter(field)))),
        ["required"] = new JsonArray([.. inputs.Fields.Where(field => field.Input.Required).Select(field => (JsonNode)field.Name)]),
        ["additionalProperties"] = false,
    };

    private static JsonObject Parameter(InputField field)
    {
        var commonest = field.Input.Seen.Commonest is { Count: > 0 } seen ? $"; most often {string.Join(", ", seen.Take(Named))}" : "";
        var parameter = new JsonObject { ["description"] = $"{field.Input.Description}: {field.Allowed}{commonest}" };
        switch (field.Kind)
        {
            case InputKind.Number:
                parameter["type"] = "number";
                Limit(parameter, "minimum", field.Minimum);
                Limit(parameter, "maximum", field.Maximum);
                break;
            case InputKind.Flag:
                parameter["type"] = "boolean";
                break;
            case InputKind.List:
                parameter["type"] = "array";
                parameter["items"] = new JsonObject { ["type"] = "string" };
                break;
            case InputKind.Date:
                (parameter["type"], parameter["format"]) = ("string", "date");
                break;
            default:
                parameter["type"] = "string";
                break;
        }

        return parameter;
    }

    private static void Limit(JsonObject parameter, string name, double? limit)
    {
        if (limit is { } value)
        {
            parameter[name] = value;
        }
    }
}
