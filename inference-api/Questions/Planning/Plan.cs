using System.Text.Json;
using Hitcast.InferenceApi.Gemini;

namespace Hitcast.InferenceApi.Questions.Planning;

/// <summary>What Gemini makes of a question, as it answers.</summary>
internal sealed record Plan(string? Kind, string? Language, string? Title, string? Sql, string? Chart, string? Text, IReadOnlyList<string>? Choices)
{
    public const string IsSql = "sql";
    public const string IsWhatIf = "what_if";
    public const string IsCounterQuestion = "counter_question";
    public const string IsCannotAnswer = "cannot_answer";

    private const int LongestSql = 8000;
    private const int LongestText = 500;
    private static readonly string[] Charts = ["bar", "column", "line", "area", "scatter", "histogram", "share", "table"];

    /// <summary>The shape that Gemini is held to. What must go with which kind is checked here, since the schema cannot say it.</summary>
    public static readonly JsonElement Schema = JsonSerializer.SerializeToElement(new
    {
        type = "object",
        properties = new
        {
            kind = new { type = "string", @enum = new[] { IsSql, IsWhatIf, IsCounterQuestion, IsCannotAnswer } },
            language = new { type = "string", description = "ISO 639-1 code" },
            title = new { type = "string" },
            sql = new { type = "string", description = "With kind sql, and with kind what_if where it is about a movie of the views." },
            chart = new { type = "string", @enum = (string[])[.. Charts, "none"] },
            text = new { type = "string", description = "The question back, or why it cannot be answered." },
            choices = new { type = "array", items = new { type = "string" }, maxItems = 5 },
        },
        required = new[] { "kind", "language", "title" },
        additionalProperties = false,
        propertyOrdering = new[] { "kind", "language", "title", "sql", "chart", "text", "choices" },
    });

    /// <summary>Null where Gemini has no wish.</summary>
    public string? ChartWish => Charts.Contains(Chart) ? Chart : null;

    /// <summary>Two small letters; English where Gemini's is none.</summary>
    public string LanguageCode => Language is [>= 'a' and <= 'z', >= 'a' and <= 'z', ..] ? Language[..2] : "en";

    /// <returns>This, with texts of no more than they may be.</returns>
    /// <exception cref="GeminiException">Something is missing that its kind needs.</exception>
    public Plan Checked()
    {
        var choices = Choices?.Where(choice => !string.IsNullOrWhiteSpace(choice)).Select(choice => Short(choice)!).Distinct().Take(5).ToArray() ?? [];
        var missing = Kind switch
        {
            IsSql => string.IsNullOrWhiteSpace(Sql) || Sql.Length > LongestSql ? "SQL" : null,
            IsWhatIf => Sql?.Length > LongestSql ? "SQL" : null,
            IsCounterQuestion => string.IsNullOrWhiteSpace(Text) ? "question" : choices.Length < 2 ? "choices" : null,
            IsCannotAnswer => string.IsNullOrWhiteSpace(Text) ? "reason" : null,
            _ => "kind",
        };
        return missing is null
            ? this with { Sql = string.IsNullOrWhiteSpace(Sql) ? null : Sql, Title = Short(Title) ?? "", Text = Short(Text), Choices = choices }
            : throw new GeminiException(GeminiFailure.Unusable, $"Gemini's plan for the question has no {missing} that can be used. Ask again, or ask differently.");
    }

    private static string? Short(string? text) => text?.Trim() is { Length: > LongestText } far ? string.Concat(far.AsSpan(0, LongestText), "…") : text?.Trim();
}
