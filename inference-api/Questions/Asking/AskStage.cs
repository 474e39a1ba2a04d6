using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Questions.Planning;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Asking;

/// <summary>How far a question has come, before it is answered.</summary>
internal abstract record AskStage
{
    public sealed record Understood(AnsweredBy By, string Language) : AskStage;

    /// <summary>What is about to run.</summary>
    public sealed record Sql(string Text) : AskStage;

    /// <summary>Gemini's SQL was sent back to it.</summary>
    public sealed record SentBack(Correction Correction) : AskStage;

    /// <param name="Chart">Null where there are no rows to draw.</param>
    public sealed record Rows(Table Table, IReadOnlyList<Layer.ColumnLabel> Columns, Chart? Chart) : AskStage;
}
