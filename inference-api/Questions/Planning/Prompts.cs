using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hitcast.InferenceApi.Gemini;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Planning;

/// <summary>What Gemini is sent. Whatever comes from a caller or from the data is a JSON value, and its length is limited.</summary>
internal static class Prompts
{
    private const int LongestAnswer = 1000;
    private const int LongestSql = 4000;
    private static readonly string PlanText = Read("prompt.md");
    private static readonly string WhatIfText = Read("what-if-prompt.md");
    private static readonly string AnswerText = Read("answer-prompt.md");

    private static readonly JsonElement AnswerSchema = JsonSerializer.SerializeToElement(new
    {
        type = "object",
        properties = new { text = new { type = "string" } },
        required = new[] { "text" },
        additionalProperties = false,
    });

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="today">In UTC.</param>
    public static GeminiPrompt ForPlan(PlanRequest request, DateOnly today)
    {
        var examples = request.Examples.Select(example => $"Question: {example.Question}\n{example.Sql}\n");
        var instruction = PlanText
            .Replace("{{today}}", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{{layer}}", request.Layer, StringComparison.Ordinal)
            .Replace("{{examples}}", string.Join('\n', examples), StringComparison.Ordinal);
        var turns = request.Turns.TakeLast(PlanRequest.MaximumTurns).SelectMany(turn => new GeminiTurn[]
        {
            new(FromModel: false, Object(new { Question = Short(turn.Question, PlanRequest.MaximumQuestion) })),
            new(FromModel: true, Object(new { Sql = turn.Sql is null ? null : Short(turn.Sql, LongestSql), Answer = Short(turn.Answer, LongestAnswer) })),
        });
        return new(instruction, [.. turns, new(FromModel: false, Object(new { request.Question }))], Plan.Schema);
    }

    /// <summary>The dialogue goes on: what Gemini planned, and what became of it.</summary>
    public static GeminiPrompt After(GeminiPrompt prompt, Plan plan, SqlRefusedException? refusal) => prompt with
    {
        Turns =
        [
            .. prompt.Turns,
            new(FromModel: true, JsonSerializer.Serialize(plan, Json)),
            new(FromModel: false, refusal is null
                ? Object(new { NoRows = true })
                : Object(new { Refused = refusal.Message, refusal.Mistake?.Message, refusal.Mistake?.Detail, refusal.Mistake?.Hint, refusal.Mistake?.Position })),
        ],
    };

    public static GeminiPrompt ForAnswer(string question, Plan plan, Table table) => new(
        AnswerText.Replace("{{language}}", plan.LanguageCode, StringComparison.Ordinal),
        [new(FromModel: false, RowsJson.Write(question, plan.Title ?? "", table))],
        AnswerSchema);

    /// <param name="features">What the warehouse says of the movie; no rows where it is made up.</param>
    public static GeminiDialogue ForWhatIf(string question, Plan plan, Table features, GeminiFunction function) => new(
        WhatIfText.Replace("{{language}}", plan.LanguageCode, StringComparison.Ordinal).Replace("{{function}}", function.Name, StringComparison.Ordinal),
        RowsJson.Write(question, plan.Title ?? "", features, LongestAnswer),
        function);

    private static string Object(object value) => JsonSerializer.Serialize(value, Json);

    private static string Short(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most), "…");

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Prompts).Assembly.GetManifestResourceStream("planning/" + name)!);
        return reader.ReadToEnd();
    }
}
