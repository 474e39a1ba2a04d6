using System.Text.Json.Nodes;

namespace Hitcast.InferenceApi.OpenApi;

/// <summary>The addresses of questions.</summary>
internal static class AskPaths
{
    private const string Tag = "questions";
    private const string Example = "Top 5 comedies by revenue";
    private const string Stream = "text/event-stream";
    private static readonly int[] Errors = [400, 413, 422, 429, 502, 503, 504];

    public static void Add(JsonObject paths, JsonObject schemas)
    {
        AskSchemas.Add(schemas);
        paths["/ask-text"] = new JsonObject
        {
            ["post"] = Post("askText", "A question in plain language", Answer(Stream)).With("description",
                "With no key for Gemini only verified questions are answered; status says what a reply is. "
                + "Accept: text/event-stream streams the stages: understood, sql, sent_back, rows, answer, error. Properties of the replaced service stand beside these."),
            ["get"] = Get("askTextFromQuery", "The same from the query string", Answer(Stream)),
        };
        paths["/ask-visual"] = new JsonObject
        {
            ["post"] = Post("askVisual", "A question answered by a chart", Answer("image/png", "image/svg+xml")).With("parameters", new JsonArray(Picture())),
            ["get"] = Get("askVisualFromQuery", "The same from the query string", Answer("image/png", "image/svg+xml"), Picture()),
        };
        paths["/questions"] = new JsonObject
        {
            ["get"] = Parts.Operation("listQuestions", Tag, "The verified questions, and how fresh the data is", Parts.Content(Parts.Json, Parts.Reference(AskSchemas.Questions))),
        };
        paths["/evidence/{movie}"] = new JsonObject
        {
            ["get"] = Parts.Operation("showEvidence", Tag, "Where a movie's figures come from", Parts.Content(Parts.Json, Parts.Reference(AskSchemas.Evidence)), 404, 503)
                .With("parameters", new JsonArray(Parts.Parameter("movie", "path", "TMDB's number of the movie", new() { ["type"] = "integer" }, 862))),
        };
    }

    private static JsonObject Post(string id, string summary, JsonObject answers) => Parts.Operation(id, Tag, summary, answers, Errors)
        .With("requestBody", new JsonObject
        {
            ["required"] = true,
            ["content"] = Parts.Content(Parts.Json, Parts.Reference(AskSchemas.Question), new JsonObject { ["question"] = Example }),
        });

    private static JsonObject Get(string id, string summary, JsonObject answers, params JsonNode[] more) => Parts.Operation(id, Tag, summary, answers, Errors)
        .With("parameters", new JsonArray([Parts.Parameter("question", "query", "In English or Spanish", Parts.Text(), Example, required: true), .. more]));

    private static JsonObject Answer(params string[] others)
    {
        var content = Parts.Content(Parts.Json, Parts.Reference(AskSchemas.Answer));
        foreach (var type in others)
        {
            content[type] = new JsonObject { ["schema"] = type == Stream ? Parts.Text() : Parts.Text().With("format", "binary") };
        }

        return content;
    }

    /// <summary>A function, since a node has one parent.</summary>
    private static JsonObject Picture() => Parts.Parameter(
        "format", "query", "json, or image (png) or svg for a picture; by default what Accept prefers. width (280 to 1600) and scale (1 to 4) size it", Parts.Text(), "json");
}
