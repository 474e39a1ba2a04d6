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
        var errors = new FieldErrors();
        if (!TryRead(body, call.Version.Inputs, errors, out var chunks, out var notJson))
        {
            await (notJson is null
                ? JsonPredictions.WriteErrorsAsync(context, errors)
                : Problems.WriteAsync(context, StatusCodes.Status400BadRequest, notJson));
            return;
        }

        context.Response.ContentType = "application/json";
        var answers = new Answers(call.Version.Scorer.Model, OnnxModel.MostRows) { WithFeatures = call.Options.Explain };
        var answerWriter = new AnswerWriter(call);
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter, JsonWriters.Options);
        writer.WriteStartArray();
        foreach (var rows in chunks)
        {
            call.Version.Scorer.Model.Score(rows, answers);
            call.Version.Drift.Observe(rows, answers);
            for (var row = 0; row < rows.Count; row++)
            {
                answerWriter.Write(writer, rows, answers, row);
            }

            await writer.FlushAsync(context.RequestAborted);
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }

        writer.WriteEndArray();
    }

    private static bool TryRead(ReadOnlySequence<byte> body, InputSchema inputs, FieldErrors errors, out List<Rows> chunks, out string? notJson)
    {
        (chunks, notJson) = ([], null);
        try
        {
            var reader = new Utf8JsonReader(body);
            reader.Read();
            for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            {
                errors.Prefix = $"[{index}].";
                if (reader.TokenType != JsonTokenType.StartObject)
                {
                    notJson = $"Item {index} of the array is not an object from input names to values.";
                    return false;
                }

                if (chunks is not [.., { IsFull: false }])
                {
                    chunks.Add(new(inputs, OnnxModel.MostRows));
                }

                JsonRowReader.Read(ref reader, chunks[^1], errors);
            }

            // What follows the array is read too: it must be nothing.
            reader.Read();
            return !errors.Any;
        }
        catch (JsonException exception)
        {
            notJson = JsonPredictions.NotJson(exception);
            return false;
        }
    }
}
