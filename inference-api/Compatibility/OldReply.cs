using System.Text.Json;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Predictions;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Compatibility;

/// <summary>Answers as everywhere else, with the properties beside that callers of the replaced services read.</summary>
internal static class OldReply
{
    /// <summary>Scores the request's one row and writes its answer.</summary>
    public static async Task<PredictionCall> AnswerAsync(HttpContext context, ModelVersion version, ScoringRequest request)
    {
        var call = new PredictionCall(version, new PredictOptions(Explain: false));
        await version.Scorer.ScoreAsync(request);
        version.Drift.Observe(request.Rows, request.Answers);
        context.Response.ContentType = "application/json";
        using (var rented = JsonWriters.Rent(context.Response.BodyWriter))
        {
            new AnswerWriter(call).Write(rented.Writer, request.Rows, request.Answers, row: 0, writer => WriteOld(writer, version, request.Answers));
            rented.Writer.Flush();
        }

        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        return call;
    }

    private static void WriteOld(Utf8JsonWriter writer, ModelVersion version, Answers answers)
    {
        foreach (var (index, output) in version.Manifest.Outputs.Index())
        {
            if (output.Name == "prediction")
            {
                writer.WriteNumber("popularidad_estimada", Math.Round((double)answers.Number(index, row: 0), 2));
            }
            else if (output.Name == "probability")
            {
                writer.WriteNumber("probabilidad_exito", answers.Number(index, row: 0));

                // Of the request, not of the movie: callers look at it before they read on.
                writer.WriteBoolean("success", true);
            }
        }
    }
}
