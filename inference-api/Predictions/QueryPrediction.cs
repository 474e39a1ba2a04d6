using System.Net;
using System.Text;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Scoring;
using Microsoft.AspNetCore.WebUtilities;

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
            var call = new PredictionCall(version, Read(context.Request.QueryString, request));
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

    private static PredictOptions Read(QueryString query, ScoringRequest request)
    {
        var options = new PredictOptions(Explain: false);
        request.Rows.Begin();

        // ASP.NET Core's own collection takes ?tempo=1&Tempo=2 for one name.
        foreach (var pair in new QueryStringEnumerable(query.Value))
        {
            var (name, value) = (Decoded(pair.EncodedName), Decoded(pair.EncodedValue));
            if (request.Rows.Schema.Find(name) is { } field)
            {
                Read(field, value, request);
            }
            else if (!name.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(PredictOptions.ExplainName)))
            {
                var unknown = Encoding.UTF8.GetString(name);
                request.Errors.Add(unknown, request.Rows.Schema.Suggest(unknown));
            }
            else if (PredictOptions.TryParse(Encoding.UTF8.GetString(value), out var explain))
            {
                options = new(explain);
            }
            else
            {
                request.Errors.Add(PredictOptions.ExplainName, PredictOptions.ExplainMustBe);
            }
        }

        return options;
    }

    private static void Read(InputField field, byte[] value, ScoringRequest request)
    {
        if (!request.Rows.Claim(field.Index) && field.Kind != InputKind.List)
        {
            request.Errors.Add(field.Name, "stands there more than once. Send it once.");
            return;
        }

        TextRowReader.Set(request.Rows, field, value, request.Errors);
    }

    private static byte[] Decoded(ReadOnlyMemory<char> encoded)
    {
        var bytes = Encoding.UTF8.GetBytes(encoded.ToArray());
        return WebUtility.UrlDecodeToBytes(bytes, 0, bytes.Length)!;
    }
}
