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

    private static async Task Predict(HttpContext context, ModelCatalog catalog)
    {
        if (await RequestedModel.HoldAsync(context, catalog) is not { } lease)
        {
            return;
        }

        using (lease)
        {
            if (await PredictOptions.ReadAsync(context) is not { } options)
            {
                return;
            }

            await (Formats.Of(context.Request.ContentType) switch
            {
                BodyFormat.Json => JsonPredictions.AnswerAsync(context, lease.Version, options),
                BodyFormat.Ndjson => StreamedPredictions.AnswerAsync(context, lease.Version, new NdjsonRows(lease.Version, options)),
                BodyFormat.Csv => StreamedPredictions.AnswerAsync(context, lease.Version, new CsvRows(lease.Version, options)),
                _ => Problems.WriteAsync(context, StatusCodes.Status415UnsupportedMediaType, Formats.Supported),
            });
        }
    }

    private static async Task PredictFromQuery(HttpContext context, ModelCatalog catalog)
    {
        if (await RequestedModel.HoldAsync(context, catalog) is { } lease)
        {
            using (lease)
            {
                await QueryPrediction.AnswerAsync(context, lease.Version);
            }
        }
    }
}
