using System.Text.Json;
using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Questions.Asking;

namespace Hitcast.InferenceApi.Questions.Replies;

/// <summary>What callers of the replaced movie service read, beside the reply's own properties.</summary>
/// <remarks>There <c>success</c> stood in a reply with rows only, and a reply without them held <c>respuesta</c> or <c>error</c> with <c>sugerencia</c>
/// (in <c>/ask-visual</c> <c>suggestion</c>).</remarks>
internal static class OldProperties
{
    /// <summary><c>POST /ask-text</c>: <c>success</c>, <c>datos</c>, <c>pregunta_original</c>, <c>sql_ejecutada</c>.</summary>
    public static void WriteText(Utf8JsonWriter writer, AskRequest request, AskOutcome outcome)
    {
        if (outcome.Data is { Table.Rows.Count: > 0 } data)
        {
            writer.WriteBoolean("success", true);
            TableWriter.WriteRows(writer, "datos", data.Table);
            writer.WriteString("pregunta_original", request.Question);
        }
        else
        {
            writer.WriteString(outcome.Status == AskStatus.Answered ? "respuesta" : "error", outcome.Answer);
            writer.WriteString("sugerencia", Suggestion(outcome));
        }

        if (outcome.Data is { Sql: var sql })
        {
            writer.WriteString("sql_ejecutada", sql);
        }
    }

    /// <summary><c>/ask-visual</c>: <c>success</c>, <c>grafico</c> (a PNG as data address), <c>mensaje</c>, <c>detalles</c>.</summary>
    public static async Task<JsonReply.WriteOld> VisualAsync(AskOutcome outcome, CancellationToken cancellation)
    {
        var picture = outcome.Data?.Chart is { } chart ? await ChartImage.PngAsync(chart, ChartSize.Desktop, cancellation) : [];
        return (writer, request, outcome) => WriteVisual(writer, request, outcome, picture);
    }

    private static void WriteVisual(Utf8JsonWriter writer, AskRequest request, AskOutcome outcome, byte[] picture)
    {
        if (outcome.Data is not { Chart: { } chart } data)
        {
            writer.WriteString("error", outcome.Answer);
            writer.WriteString("suggestion", Suggestion(outcome));
            return;
        }

        writer.WriteBoolean("success", true);
        writer.WriteString("grafico", "data:image/png;base64," + Convert.ToBase64String(picture));
        writer.WriteString("mensaje", outcome.Answer);
        writer.WriteStartObject("detalles");
        writer.WriteString("pregunta", request.Question);
        writer.WriteString("tipo_grafico", JsonNames.Of(chart.Type));
        writer.WriteNumber("datos_encontrados", data.Table.Rows.Count);
        writer.WriteString("sql_ejecutada", data.Sql);
        ReplyWriter.WriteStrings(writer, "columnas", data.Columns.Select(column => column.Title));
        writer.WriteEndObject();
    }

    private static string Suggestion(AskOutcome outcome) => string.Join(' ', outcome.Choices);
}
