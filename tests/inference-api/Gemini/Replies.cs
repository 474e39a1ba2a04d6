using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hitcast.InferenceApi.Tests.Gemini;

/// <summary>Replies of the shapes that Gemini's interface is known to answer with; all words in them are ours.</summary>
internal static class Replies
{
    /// <summary>Tokens that each whole reply says it took.</summary>
    public const int Input = 1200, Output = 80, Thought = 40;

    private static readonly JsonObject Usage = new()
    {
        ["promptTokenCount"] = Input,
        ["candidatesTokenCount"] = Output,
        ["thoughtsTokenCount"] = Thought,
        ["totalTokenCount"] = Input + Output + Thought,
        ["promptTokensDetails"] = new JsonArray(new JsonObject { ["modality"] = "TEXT", ["tokenCount"] = Input }),
    };

    public static ScriptedReply Json(object value) => Text(JsonSerializer.Serialize(value));

    public static ScriptedReply Text(string text, string? finishReason = "STOP") => Parts(finishReason, new JsonObject { ["text"] = text });

    /// <summary>A whole reply with its parts given; none at all where <paramref name="parts"/> is empty.</summary>
    public static ScriptedReply Parts(string? finishReason, params JsonObject[] parts)
    {
        var content = new JsonObject { ["role"] = "model" };
        if (parts.Length > 0)
        {
            content["parts"] = new JsonArray([.. parts]);
        }

        var candidate = new JsonObject { ["content"] = content, ["index"] = 0 };
        if (finishReason is not null)
        {
            candidate["finishReason"] = finishReason;
        }

        return Body(new JsonObject
        {
            ["candidates"] = new JsonArray(candidate),
            ["usageMetadata"] = Usage.DeepClone(),
            ["modelVersion"] = "gemini-3.8-flash",
            ["responseId"] = "made-up",
        });
    }

    public static JsonObject Thinking(string text) => new() { ["text"] = text, ["thought"] = true };

    public static ScriptedReply Blocked(string? reason) => Body(new JsonObject
    {
        ["candidates"] = new JsonArray(),
        ["promptFeedback"] = reason is null ? new() { ["blockReasonMessage"] = "said in words only" } : new JsonObject { ["blockReason"] = reason },
        ["modelVersion"] = "gemini-3.8-flash",
    });

    public static ScriptedReply Body(JsonObject body) => Raw(200, body.ToJsonString());

    public static ScriptedReply Raw(int status, string body, string contentType = "application/json; charset=UTF-8") => async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body, context.RequestAborted);
    };

    /// <summary>An error object; its message names the key, as Google's debug details do.</summary>
    public static ScriptedReply Error(int status, string code, params JsonObject[] details) => Raw(status, new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = status,
            ["message"] = $"something about {GeminiDouble.Key}",
            ["status"] = code,
            ["details"] = new JsonArray([.. details, Detail("DebugInfo", "detail", $"the key was {GeminiDouble.Key}")]),
        },
    }.ToJsonString());

    public static ScriptedReply ErrorReason(int status, string code, string reason) => Error(status, code, Detail("ErrorInfo", "reason", reason));

    /// <param name="quota">Such as <c>…PerModelPerMinute</c> or <c>…PerDay</c>.</param>
    /// <param name="delay">Such as <c>47s</c>; null: Gemini does not say when.</param>
    public static ScriptedReply TooMany(string quota, string? delay) => Error(429, "RESOURCE_EXHAUSTED",
    [
        Detail("QuotaFailure", "violations", new JsonArray(new JsonObject { ["quotaId"] = quota, ["quotaValue"] = "10" })),
        .. delay is null ? Array.Empty<JsonObject>() : [Detail("RetryInfo", "retryDelay", delay)],
    ]);

    /// <summary>The request is taken, and nothing is ever said.</summary>
    public static Task Silence(HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted);

    /// <summary>The head and some of a body come, and then the connection ends.</summary>
    public static async Task BreaksOff(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 5000;
        await context.Response.WriteAsync("""{"candidates": [{"content": {"parts": [{"text": "{\"ki""", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    private static JsonObject Detail(string type, string name, JsonNode value) =>
        new() { ["@type"] = $"type.googleapis.com/google.rpc.{type}", [name] = value };
}
