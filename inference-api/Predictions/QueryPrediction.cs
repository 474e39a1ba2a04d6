using System.Text;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Scoring;
using Microsoft.Extensions.Primitives;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>One prediction from the query string: <c>?track_genre=pop&amp;artists=A&amp;artists=B</c>, with <c>explain=true</c> beside the inputs.</summary>
internal static class QueryPrediction
{
    /// <returns>What was asked for and answered.</returns>
    public static async Task<PredictionCall> AnswerAsync(HttpContext context, ModelVersion version)
    {
        var request = version.Scorer.Rent();
        try
        {
            var call = new PredictionCall(version, Read(context.Request.Query, request));
            if (!request.Rows.Commit(request.Errors))
            {
                await JsonPredictions.WriteErrorsAsync(context, request.Errors);
                return call;
            }

            await JsonPredictions.ScoreAsync(context, call, request);
            return call;
        }
        finally
        {
            version.Scorer.Return(request);
        }
    }

    private static PredictOptions Read(IQueryCollection query, ScoringRequest request)
    {
        var options = new PredictOptions(Explain: false);
        request.Rows.Begin();
        foreach (var (name, values) in query)
        {
            if (request.Rows.Schema.Find(Encoding.UTF8.GetBytes(name)) is { } field)
            {
                Read(field, values, request);
            }
            else if (name != PredictOptions.ExplainName)
            {
                request.Errors.Add(name, request.Rows.Schema.Suggest(name));
            }
            else if (PredictOptions.TryParse(values, out var explain))
            {
                options = new(explain);
            }
            else
            {
                request.Errors.Add(name, PredictOptions.ExplainMustBe);
            }
        }

        return options;
    }

    private static void Read(InputField field, StringValues values, ScoringRequest request)
    {
        if (values.Count > 1 && field.Kind != Contract.InputKind.List)
        {
            request.Errors.Add(field.Name, "stands there more than once. Send it once.");
            return;
        }

        foreach (var value in values)
        {
            TextRowReader.Set(request.Rows, field, Encoding.UTF8.GetBytes(value ?? ""), request.Errors);
        }
    }
}
