using System.Text;
using System.Text.Json;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Questions.Asking;

namespace Hitcast.InferenceApi.Questions.Replies;

/// <summary>Stages and answer as server-sent events, each with one JSON object: <c>understood</c>, <c>sql</c>, <c>sent_back</c>, <c>rows</c>, <c>answer</c>, <c>error</c>.</summary>
internal sealed class EventStream(HttpContext context)
{
    public const string ContentType = "text/event-stream";

    public Task WriteAsync(AskStage stage) => stage switch
    {
        AskStage.Understood understood => WriteAsync("understood", writer =>
        {
            writer.WriteString("language", understood.Language);
            writer.WritePropertyName("answered_by");
            ReplyWriter.WriteBy(writer, understood.By);
        }),
        AskStage.Sql sql => WriteAsync("sql", writer => writer.WriteString("sql", sql.Text)),
        AskStage.SentBack { Correction: var correction } => WriteAsync("sent_back", writer =>
        {
            writer.WriteString("sql", correction.Sql);
            writer.WriteString("why", correction.Why);
        }),
        AskStage.Rows rows => WriteAsync("rows", writer =>
        {
            TableWriter.Write(writer, rows.Table, rows.Columns);
            ReplyWriter.WriteChart(writer, rows.Chart);
        }),
        _ => throw new ArgumentException($"{stage.GetType().Name} is no stage that is known here.", nameof(stage)),
    };

    public Task WriteAnswerAsync(AskRequest request, AskOutcome outcome, TimeSpan took) =>
        SendAsync("answer", writer => ReplyWriter.Write(writer, request, outcome, took));

    /// <summary>The last event where there is no answer: problem details.</summary>
    public Task WriteErrorAsync(Trouble trouble) => WriteAsync("error", writer =>
    {
        writer.WriteNumber("status", trouble.Status);
        writer.WriteString("detail", trouble.Sentence);
        writer.WriteString("traceId", Problems.TraceId(context));
        if (trouble.RetryAfter is { } wait)
        {
            writer.WriteNumber("retry_after", Math.Ceiling(wait.TotalSeconds));
        }
    });

    private Task WriteAsync(string name, Action<Utf8JsonWriter> write) => SendAsync(name, writer =>
    {
        writer.WriteStartObject();
        write(writer);
        writer.WriteEndObject();
    });

    private async Task SendAsync(string name, Action<Utf8JsonWriter> write)
    {
        Begin();
        var body = context.Response.BodyWriter;
        Encoding.ASCII.GetBytes($"event: {name}\ndata: ", body);
        using (var rented = JsonWriters.Rent(body))
        {
            write(rented.Writer);
            rented.Writer.Flush();
        }

        Encoding.ASCII.GetBytes("\n\n", body);
        await body.FlushAsync(context.RequestAborted);
    }

    private void Begin()
    {
        var response = context.Response;
        if (!response.HasStarted)
        {
            response.ContentType = ContentType;
            response.Headers.CacheControl = "no-store";

            // Else a proxy such as nginx keeps the stages back until the answer is there.
            response.Headers["X-Accel-Buffering"] = "no";
        }
    }
}
