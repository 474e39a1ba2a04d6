using System.Text.Json;
using Carter;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Operations;

namespace Hitcast.InferenceApi.Accuracy;

/// <summary>How a model's forecasts came out.</summary>
internal sealed class AccuracyModule : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) => app.MapGet("/models/{model}/accuracy", Show);

    private static async Task Show(HttpContext context, ModelCatalog catalog, AccuracyReader reader)
    {
        if (await RequestedModel.FindAsync(context, catalog) is { } model)
        {
            var report = await reader.ReadAsync(context.RequestAborted);
            context.Response.ContentType = "application/json";
            await using var writer = new Utf8JsonWriter(context.Response.BodyWriter, JsonWriters.Options);
            AccuracyJson.Write(writer, model.Name, report);
        }
    }
}
