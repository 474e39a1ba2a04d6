using System.Buffers;
using System.Text.Json;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>An array of requests → an array of answers in the same order; or, if any is wrong, all that is wrong with all of them.</summary>
internal static class JsonArrayPredictions
{
    public static async Task AnswerAsync(HttpContext context, PredictionCall call, ReadOnlySequence<byte> body)
    {
        var rows = new Rows(call.Version.Inputs, OnnxModel.MostRows);
        var errors = new FieldErrors();
        if (Check(body, rows, errors, out var count) is { } notJson)
        {
            await Problems.WriteAsync(context, StatusCodes.Status400BadRequest, notJson);
        }
        else if (errors.Any)
        {
            await JsonPredictions.WriteErrorsAsync(context, errors);
        }
        else
        {
            await AnswerAsync(context, call, body, rows, count);
        }
    }

    /// <summary>Reads the whole array, so that nothing is answered if any of it is wrong.</summary>
    /// <returns>Why it is no array of requests; else null.</returns>
    private static string? Check(ReadOnlySequence<byte> body, Rows rows, FieldErrors errors, out int count)
    {
        var reader = new JsonArrayReader(body, rows, errors);
        try
        {
            while (reader.Read())
            {
            }

            count = reader.Count;
            return null;
        }
        catch (Exception exception) when (exception is JsonException or JsonArrayException)
        {
            count = 0;
            return exception is JsonException notJson ? JsonPredictions.NotJson(notJson) : exception.Message;
        }
    }

    private static async Task AnswerAsync(HttpContext context, PredictionCall call, ReadOnlySequence<byte> body, Rows rows, int count)
    {
        context.Response.ContentType = "application/json";
        var answers = new Answers(call.Version.Scorer.Model, OnnxModel.MostRows) { WithFeatures = call.Options.Explain };
        var answerWriter = new AnswerWriter(call);
        var reader = new JsonArrayReader(body, rows, new FieldErrors());
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter, JsonWriters.Options);
        writer.WriteStartArray();

        bool more;
        do
        {
            // A short array is in the rows already.
            more = count >= rows.Capacity && reader.Read();
            call.Version.Scorer.Model.Score(rows, answers);
            call.Version.Drift.Observe(rows, answers);
            for (var row = 0; row < rows.Count; row++)
            {
                answerWriter.Write(writer, rows, answers, row);
            }

            await writer.FlushAsync(context.RequestAborted);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
        while (more);

        writer.WriteEndArray();
    }
}
