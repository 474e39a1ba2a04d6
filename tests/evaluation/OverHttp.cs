using System.Net.Http.Json;
using System.Text.Json;

namespace Hitcast.Evaluation;

/// <summary>Asks a running API, which may have a key for Gemini.</summary>
internal sealed class OverHttp(HttpClient http)
{
    public async Task<Reply> AskAsync(Question question, CancellationToken cancellation)
    {
        var before = question.After is null ? default : await AskAsync(question.After, [], cancellation);
        object[] turns = question.After is null || before.ValueKind != JsonValueKind.Object ? []
            : [new { question = question.After, sql = Text(before, "sql"), answer = Text(before, "answer") }];
        var reply = await AskAsync(question.Text, turns, cancellation);
        // What was asked before is paid for too.
        var cost = Cost(before) + Cost(reply) ?? Cost(before) ?? Cost(reply);
        if (reply.ValueKind != JsonValueKind.Object || Text(reply, "status") != "answered")
        {
            return new(null, [], cost, Text(reply, "answer") ?? "refused");
        }

        var by = reply.GetProperty("answered_by");
        return new(Text(by, "way"), [.. reply.GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().Select(Value).ToArray())], cost, Text(by, "title") ?? "");
    }

    /// <returns>The reply; undefined where the API refused the question, which declines it.</returns>
    private async Task<JsonElement> AskAsync(string question, object[] turns, CancellationToken cancellation)
    {
        using var response = await http.PostAsJsonAsync("/ask-text", new { question, turns }, cancellation);
        return response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonElement>(cancellation)
            : (int)response.StatusCode is >= 400 and < 500 and not 401 and not 404 and not 429 ? default
            : throw new HttpRequestException($"The API answered \"{question}\" with {(int)response.StatusCode}.");
    }

    private static double? Cost(JsonElement reply) => reply.ValueKind == JsonValueKind.Object && reply.TryGetProperty("usage", out var usage)
        && usage.ValueKind == JsonValueKind.Object && usage.TryGetProperty("cost_usd", out var cost) && cost.ValueKind == JsonValueKind.Number ? cost.GetDouble() : null;

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Null => null,
        _ => value.ToString(),
    };
}
