using System.Text.Json;
using Carter;
using Hitcast.InferenceApi.Operations;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>What is served, and why a version is not.</summary>
internal sealed class ModelsModule : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        app.MapGet("/models", List);
        app.MapGet("/models/{model}", Show);
        app.MapGet("/models/{model}/versions/{version}", Show);
        app.MapGet("/models/{model}/drift", Drift);
        app.MapGet("/models/{model}/versions/{version}/drift", Drift);
    }

    private static Task List(HttpContext context, ModelCatalog catalog) => WriteAsync(context, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("models");
        foreach (var model in catalog.Models)
        {
            writer.WriteStartObject();
            ModelJson.WriteState(writer, model);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static async Task Show(HttpContext context, ModelCatalog catalog)
    {
        if (await RequestedModel.FindAsync(context, catalog) is not { } model)
        {
            return;
        }

        if (context.GetRouteValue("version") is null && model.ServedVersion is null)
        {
            await WriteAsync(context, writer => ModelJson.Write(writer, model, shown: null));
        }
        else if (await RequestedModel.HoldAsync(context, model) is { } lease)
        {
            using (lease)
            {
                await WriteAsync(context, writer => ModelJson.Write(writer, model, lease.Version));
            }
        }
    }

    private static async Task Drift(HttpContext context, ModelCatalog catalog)
    {
        if (await RequestedModel.HoldAsync(context, catalog) is { } lease)
        {
            using (lease)
            {
                await WriteAsync(context, lease.Version.Drift.Report().Write);
            }
        }
    }

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter, JsonWriters.Options);
        write(writer);
    }
}
