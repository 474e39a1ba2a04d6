using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Planning;

/// <summary>How far a question has come; each stage is useful alone. The answer itself is no stage.</summary>
public abstract record PlanStage
{
    /// <summary>Gemini has read the question.</summary>
    /// <param name="Title">A heading of a few words.</param>
    /// <param name="Sql">What is about to run; null where only the movie model is asked.</param>
    public sealed record Understood(string Title, string? Sql) : PlanStage;

    /// <summary>The SQL was sent back, and other SQL will come.</summary>
    public sealed record SentBack(Correction Correction) : PlanStage;

    /// <summary>The SQL gave rows, and the text about them is being written; or the movie model gave forecasts.</summary>
    public sealed record Rows(string? Sql, Table Table) : PlanStage;
}
