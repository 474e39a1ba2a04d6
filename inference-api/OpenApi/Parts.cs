using System.Globalization;
using System.Text.Json.Nodes;

namespace Hitcast.InferenceApi.OpenApi;

/// <summary>Small pieces of the document.</summary>
internal static class Parts
{
    public const string Json = "application/json";

    public static JsonObject Reference(string schema) => new() { ["$ref"] = $"#/components/schemas/{schema}" };

    public static JsonObject Text(string? example = null) =>
        example is null ? new() { ["type"] = "string" } : new() { ["type"] = "string", ["example"] = example };

    public static JsonObject Content(string type, JsonObject schema, JsonNode? example = null)
    {
        var content = new JsonObject { ["schema"] = schema };
        if (example is not null)
        {
            content["example"] = example;
        }

        return new() { [type] = content };
    }

    public static JsonObject Parameter(string name, string place, string description, JsonObject schema, JsonNode? example = null, bool required = false)
    {
        var parameter = new JsonObject
        {
            ["name"] = name,
            ["in"] = place,
            ["description"] = description,
            ["required"] = required || place == "path",
            ["schema"] = schema,
        };
        if (example is not null)
        {
            parameter["example"] = example;
        }

        return parameter;
    }

    /// <param name="statuses">The errors that the operation knows, beside its success.</param>
    public static JsonObject Operation(string id, string tag, string summary, JsonObject content, params int[] statuses)
    {
        var responses = new JsonObject { ["200"] = new JsonObject { ["description"] = "Success", ["content"] = content } };
        foreach (var status in statuses)
        {
            responses[status.ToString(CultureInfo.InvariantCulture)] = new JsonObject
            {
                ["description"] = SharedSchemas.Meaning(status),
                ["content"] = Content("application/problem+json", Reference("Problem")),
            };
        }

        return new() { ["operationId"] = id, ["tags"] = new JsonArray(tag), ["summary"] = summary, ["responses"] = responses };
    }

    public static JsonObject With(this JsonObject operation, string property, JsonNode value)
    {
        operation[property] = value;
        return operation;
    }

    /// <summary>A model's name as the name of a type: <c>movie-success</c> is MovieSuccess.</summary>
    public static string TypeName(string model) => string.Concat(
        model.Split('-', '_', '.', ' ').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
