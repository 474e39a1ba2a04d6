using System.Text.Json.Nodes;

namespace Hitcast.InferenceApi.OpenApi;

/// <summary>Schemas that are the same for all models.</summary>
internal static class SharedSchemas
{
    public static JsonObject All() => new()
    {
        ["Problem"] = Object(
            ("type", Parts.Text()),
            ("title", Parts.Text()),
            ("status", new() { ["type"] = "integer" }),
            ("detail", Parts.Text()),
            ("traceId", Parts.Text()),
            ("errors", new()
            {
                ["type"] = "object",
                ["description"] = "What is wrong, by field.",
                ["additionalProperties"] = new JsonObject { ["type"] = "array", ["items"] = Parts.Text() },
            })),
        ["Unusual"] = Object(
            ("input", Parts.Text()),
            ("value", new() { ["description"] = "The value or item; null if it is missing.", ["nullable"] = true }),
            ("why", Parts.Text())),
    };

    public static JsonObject Object(params (string Name, JsonObject Schema)[] properties) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(properties.Select(property => KeyValuePair.Create<string, JsonNode?>(property.Name, property.Schema))),
    };

    public static string Meaning(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "Not JSON, or not of the form",
        StatusCodes.Status404NotFound => "There is no such model or version",
        StatusCodes.Status413PayloadTooLarge => "The body is too large",
        StatusCodes.Status415UnsupportedMediaType => "The content type is none of those here",
        StatusCodes.Status422UnprocessableEntity => "Inputs are wrong: errors names each",
        StatusCodes.Status429TooManyRequests => "Too many requests, or a budget is used up: Retry-After says when to come back",
        StatusCodes.Status502BadGateway => "Gemini gave no usable answer",
        StatusCodes.Status503ServiceUnavailable => "Nothing can be served now",
        StatusCodes.Status504GatewayTimeout => "Gemini did not answer in time",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
