using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.OpenApi;

/// <summary>A model's inputs as schemas, with all that the manifest knows of them, and example requests.</summary>
internal static class InputSchemas
{
    /// <summary>The object of all inputs.</summary>
    public static JsonObject Object(Manifest manifest)
    {
        var schema = SharedSchemas.Object([.. manifest.Inputs.Select(input => (input.Name, Of(input)))]);
        schema["description"] = manifest.Summary;
        schema["additionalProperties"] = false;
        if (manifest.Inputs.Where(input => input.Required).Select(input => (JsonNode)input.Name).ToArray() is { Length: > 0 } required)
        {
            schema["required"] = new JsonArray(required);
        }

        schema["example"] = Example(manifest);
        return schema;
    }

    public static JsonObject Of(ModelInput input)
    {
        var schema = input.Kind switch
        {
            InputKind.Number => new JsonObject { ["type"] = "number", ["format"] = "double" },
            InputKind.Flag => new JsonObject { ["type"] = "boolean" },
            InputKind.Date => new JsonObject { ["type"] = "string", ["format"] = "date" },
            InputKind.Category => Parts.Text(),
            _ => new JsonObject { ["type"] = "array", ["items"] = Parts.Text() },
        };
        schema["description"] = Description(input);
        schema["nullable"] = !input.Required;
        schema["example"] = Node(input.Example);
        schema["x-kind"] = input.Kind.ToString().ToLowerInvariant();
        AddLimit(schema, input.Kind, "minimum", input.Minimum);
        AddLimit(schema, input.Kind, "maximum", input.Maximum);
        if (input.Unit is not null)
        {
            schema["x-unit"] = input.Unit;
        }

        if (input.Seen.Commonest is { } commonest)
        {
            schema["x-commonest"] = new JsonArray([.. commonest.Select(name => (JsonNode)name)]);
        }

        return schema;
    }

    /// <summary>A request that is answered as it stands.</summary>
    public static JsonObject Example(Manifest manifest) =>
        new(manifest.Inputs.Select(input => KeyValuePair.Create(input.Name, Node(input.Example))));

    /// <summary>The same as two lines of a CSV file.</summary>
    public static string CsvExample(Manifest manifest) =>
        string.Join(',', manifest.Inputs.Select(input => Cell(input.Name))) + "\n" + string.Join(',', manifest.Inputs.Select(input => Cell(CsvValue(input)))) + "\n";

    public static JsonNode? Node(JsonElement value) => JsonNode.Parse(value.GetRawText());

    private static string CsvValue(ModelInput input) => input.Example.ValueKind switch
    {
        JsonValueKind.Array => string.Join(input.Separator ?? ";", input.Example.EnumerateArray().Select(item => item.GetString()).Take(input.Separator is null ? 1 : int.MaxValue)),
        JsonValueKind.String => input.Example.GetString()!,
        _ => input.Example.GetRawText(),
    };

    private static string Cell(string value) =>
        value.AsSpan().IndexOfAny(",\"\n") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    private static string Description(ModelInput input)
    {
        var allowed = new InputField(input, index: 0).Allowed;
        var seen = input.Seen switch
        {
            { Range: { } range } => $" In training 98 of 100 lie from {range.P01} to {range.P99}.",
            { Commonest: { } names, Distinct: { } distinct } => string.Create(CultureInfo.InvariantCulture, $" Training knows {distinct}, such as {string.Join(", ", names.Take(5))}; others are answered too."),
            _ => "",
        };
        return $"{input.Description}: {allowed}.{(input.Required ? "" : " May be missing.")}{seen}";
    }

    private static void AddLimit(JsonObject schema, InputKind kind, string name, JsonElement? limit)
    {
        if (limit is { ValueKind: not JsonValueKind.Null } value)
        {
            // OpenAPI knows no limits of dates.
            schema[kind == InputKind.Number ? name : "x-" + name] = Node(value);
        }
    }
}
