using System.Globalization;
using System.Text.Json;
using Carter;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Operations;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.OpenInference;

/// <summary>The Open Inference Protocol, version 2, with the binary tensor extension and the repository index.</summary>
internal sealed class OpenInferenceModule : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        Map(app, HttpMethods.Get, "/v2", Server);
        Map(app, HttpMethods.Get, "/v2/health/live", Live, open: true);
        Map(app, HttpMethods.Get, "/v2/health/ready", Ready, open: true);
        Map(app, HttpMethods.Get, "/v2/models", List);
        Map(app, HttpMethods.Post, "/v2/repository/index", Index);
        Map(app, HttpMethods.Post, "/v2/repository/models/{model}/{change:regex(^(load|unload)$)}", Change);
        foreach (var model in (string[])["/v2/models/{model}", "/v2/models/{model}/versions/{version}"])
        {
            Map(app, HttpMethods.Get, model, Model);
            Map(app, HttpMethods.Get, model + "/ready", ModelReady);
            Map(app, HttpMethods.Post, model + "/infer", Infer);
        }

        app.Map("/v2/{**address}", Unknown);
    }

    /// <param name="open">Whether it is answered without a key, as probes want it.</param>
    private static void Map(IEndpointRouteBuilder app, string method, string pattern, RequestDelegate handler, bool open = false)
    {
        var mapped = app.MapMethods(pattern, [method], Replies.Guard(handler)).WithMetadata(Replies.ErrorShape);
        if (open)
        {
            mapped.AllowAnonymous();
        }

        app.Map(pattern, context =>
        {
            context.Response.Headers.Allow = method;
            return Replies.WriteErrorAsync(context, StatusCodes.Status405MethodNotAllowed, $"This address takes {method} only.");
        });
    }

    private static Task Unknown(HttpContext context) =>
        Replies.WriteErrorAsync(context, StatusCodes.Status404NotFound, "There is no such address. See the Open Inference Protocol, version 2.");

    private static Task Server(HttpContext context) => Replies.WriteAsync(context, MetadataJson.WriteServer);

    private static Task Live(HttpContext context) => WriteHealthAsync(context, IsReady(context), StatusCodes.Status200OK);

    private static Task Ready(HttpContext context)
    {
        var ready = IsReady(context);
        return WriteHealthAsync(context, ready, ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static bool IsReady(HttpContext context) => context.RequestServices.GetRequiredService<Readiness>().IsReady;

    private static Task WriteHealthAsync(HttpContext context, bool ready, int status) => Replies.WriteAsync(
        context,
        writer =>
        {
            writer.WriteStartObject();
            writer.WriteBoolean("live", true);
            writer.WriteBoolean("ready", ready);
            if (status != StatusCodes.Status200OK)
            {
                writer.WriteString("error", "The service is not ready. See /health.");
            }

            writer.WriteEndObject();
        },
        status);

    private static Task List(HttpContext context) => Replies.WriteAsync(context, writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartArray("models");
        foreach (var model in Catalog(context).Models)
        {
            writer.WriteStringValue(model.Name);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static async Task Index(HttpContext context)
    {
        var readyOnly = false;
        var (json, _) = await RequestBody.ReadAsync(context);
        if (!json.IsEmpty)
        {
            readyOnly = ReadReadyOnly(json.Span);
        }

        await Replies.WriteAsync(context, writer => MetadataJson.WriteIndex(writer, Catalog(context).Models, readyOnly));
    }

    private static bool ReadReadyOnly(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            return JsonParts.ReadParameter(ref reader, "ready"u8) == 1;
        }
        catch (JsonException exception)
        {
            throw new InferenceException("The body is not JSON. Send nothing, or {\"ready\": true} for the loaded versions only.", exception);
        }
    }

    private static Task Change(HttpContext context) => Replies.WriteErrorAsync(
        context, StatusCodes.Status501NotImplemented, "Models come and go with the folders of the model repository; a version is loaded when it is asked for.");

    private static async Task Model(HttpContext context)
    {
        using var lease = await HoldAsync(context);
        var manifest = lease.Version.Manifest;
        await Replies.WriteAsync(context, writer => MetadataJson.WriteModel(writer, manifest, Catalog(context).Find(manifest.Name)?.Versions ?? []));
    }

    private static async Task ModelReady(HttpContext context)
    {
        using var lease = await HoldAsync(context);
        await Replies.WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("name", lease.Version.Manifest.Name);
            writer.WriteBoolean("ready", true);
            writer.WriteEndObject();
        });
    }

    private static async Task Infer(HttpContext context)
    {
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var start = time.GetTimestamp();
        using var lease = await HoldAsync(context);
        var version = lease.Version;
        try
        {
            var (json, binary) = await RequestBody.ReadAsync(context);
            var request = new InferenceRequestReader(version.Inputs, version.Manifest.Outputs, MostRows(context)).Read(json, binary);
            var answers = await Inference.AnswerAsync(version, request, context.RequestAborted);
            await InferenceResponse.WriteAsync(context, version.Manifest, request, answers);
            version.Metrics.Answered(request.RowCount, unusual: 0, time.GetElapsedTime(start));
        }
        catch (InferenceException exception)
        {
            version.Metrics.Failed(exception.Status.ToString(CultureInfo.InvariantCulture), time.GetElapsedTime(start));
            throw;
        }
        catch (Exception exception)
        {
            version.Metrics.Failed(context, exception, time.GetElapsedTime(start));
            throw;
        }
    }

    private static int MostRows(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<LimitsOptions>>().Value.TensorRows;

    private static async Task<ModelLease> HoldAsync(HttpContext context)
    {
        var held = await RequestedModel.HoldAsync(
            Catalog(context), (string)context.GetRouteValue("model")!, (string?)context.GetRouteValue("version"), context.RequestAborted);
        return held.Lease ?? throw new InferenceException(held.Status, held.Trouble);
    }

    private static ModelCatalog Catalog(HttpContext context) => context.RequestServices.GetRequiredService<ModelCatalog>();
}
