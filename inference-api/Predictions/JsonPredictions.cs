using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>One JSON object → one answer; an array of objects → an array of answers, or of all their errors.</summary>
internal static class JsonPredictions
{
    public static async Task AnswerAsync(HttpContext context, PredictionCall call)
    {
        var reader = context.Request.BodyReader;
        var body = await ReadToEndAsync(reader, context.RequestAborted);
        var request = call.Version.Scorer.Rent();
        try
        {
            if (FirstByte(body) == (byte)'[')
            {
                await JsonArrayPredictions.AnswerAsync(context, call, body);
            }
            else if (TryRead(body, request, out var notJson))
            {
                await ScoreAsync(context, call, request);
            }
            else
            {
                await (notJson is null ? WriteErrorsAsync(context, request.Errors) : Problems.WriteAsync(context, StatusCodes.Status400BadRequest, notJson));
            }
        }
        finally
        {
            call.Version.Scorer.Return(request);
            reader.AdvanceTo(body.End);
        }
    }

    public static Task WriteErrorsAsync(HttpContext context, FieldErrors errors) => Problems.WriteAsync(
        context, StatusCodes.Status422UnprocessableEntity, "Some inputs are wrong; errors names each.", errors.ByField());

    /// <summary>What to say of a text that is no JSON, without a word of ours about how it is parsed.</summary>
    public static string NotJson(JsonException exception) =>
        $"The body is not JSON, or nests deeper than 64: something is wrong at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1} of that line.";

    private static bool TryRead(ReadOnlySequence<byte> body, ScoringRequest request, out string? notJson)
    {
        notJson = null;
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                notJson = "The body must be a JSON object from input names to values, or an array of such objects.";
                return false;
            }

            return JsonRowReader.ReadOnly(ref reader, request.Rows, request.Errors);
        }
        catch (JsonException exception)
        {
            notJson = NotJson(exception);
            return false;
        }
    }

    /// <summary>Scores a request that has been read, and writes its answer.</summary>
    public static async Task ScoreAsync(HttpContext context, PredictionCall call, ScoringRequest request)
    {
        request.Answers.WithFeatures = call.Options.Explain;
        await call.Version.Scorer.ScoreAsync(request);
        call.Version.Drift.Observe(request.Rows, request.Answers);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Write(context.Response.BodyWriter, new(call), request);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private static long Write(PipeWriter output, AnswerWriter answerWriter, ScoringRequest request)
    {
        using var rented = JsonWriters.Rent(output);
        answerWriter.Write(rented.Writer, request.Rows, request.Answers, row: 0);
        rented.Writer.Flush();
        return rented.Writer.BytesCommitted;
    }

    private static async ValueTask<ReadOnlySequence<byte>> ReadToEndAsync(PipeReader reader, CancellationToken cancellation)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellation);
            if (result.IsCompleted)
            {
                return result.Buffer;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static byte? FirstByte(ReadOnlySequence<byte> body)
    {
        var reader = new SequenceReader<byte>(body);
        reader.AdvancePastAny(" \t\r\n"u8);
        return reader.TryPeek(out var first) ? first : null;
    }
}
