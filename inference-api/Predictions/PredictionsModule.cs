using System.Globalization;
using Carter;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Operations;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>Predictions in JSON, NDJSON and CSV, by the served version or by its number.</summary>
internal sealed class PredictionsModule : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapPost("/models/{model}/predict", Predict);
        app.MapPost("/models/{model}/versions/{version}/predict", Predict);
        app.MapGet("/models/{model}/predict", PredictFromQuery);
        app.MapGet("/models/{model}/versions/{version}/predict", PredictFromQuery);
    }

    private static Task Predict(HttpContext context, ModelCatalog catalog, TimeProvider time) =>
        AnswerAsync(context, catalog, time, static async (context, version) =>
        {
            if (await PredictOptions.ReadAsync(context) is not { } options)
            {
                return null;
            }

            var call = new PredictionCall(version, options);
            await (Formats.Of(context.Request) switch
            {
                BodyFormat.Json => JsonPredictions.AnswerAsync(context, call),
                BodyFormat.Ndjson => StreamedPredictions.AnswerAsync(context, version, new NdjsonRows(call)),
                BodyFormat.Csv => StreamedPredictions.AnswerAsync(context, version, new CsvRows(call)),
                _ => Problems.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, Formats.Supported),
            });
            return call;
        });

    private static Task PredictFromQuery(HttpContext context, ModelCatalog catalog, TimeProvider time) =>
        AnswerAsync(context, catalog, time, static async (context, version) => await QueryPrediction.AnswerAsync(context, version));

    /// <summary>Holds the version that the address names while it answers, and counts the request.</summary>
    private static async Task AnswerAsync(
        HttpContext context, ModelCatalog catalog, TimeProvider time, Func<HttpContext, ModelVersion, Task<PredictionCall?>> answer)
    {
        var start = time.GetTimestamp();
        if (await RequestedModel.HoldAsync(context, catalog) is not { } lease)
        {
            return;
        }

        using (lease)
        {
            var metrics = lease.Version.Metrics;
            try
            {
                var call = await answer(context, lease.Version);
                if (call is not null && context.Response.StatusCode == StatusCodes.Status200OK)
                {
                    metrics.Answered(call.Rows, call.Unusual, time.GetElapsedTime(start));
                }
                else
                {
                    metrics.Failed(context.Response.StatusCode.ToString(CultureInfo.InvariantCulture), time.GetElapsedTime(start));
                }
            }
            catch (Exception exception)
            {
                metrics.Failed(context, exception, time.GetElapsedTime(start));
                throw;
            }
        }
    }
}
