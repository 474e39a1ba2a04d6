using System.Globalization;
using System.Text;
using System.Text.Json;
using Carter;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Scoring;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Compatibility;

/// <summary>The addresses of the songs' and the movies' services that this one replaces. Their callers differ by the slash at the end.</summary>
internal sealed class CompatibilityModule : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        // Routing takes both for one address: the handler tells them apart.
        Open(app.MapPost("/predict", Predict));
        Open(app.MapGet("/predict/params", Params));
        Open(app.MapGet("/predict/health", Health)).AllowAnonymous();
    }

    private static RouteHandlerBuilder Open(RouteHandlerBuilder address) =>
        address.RequireCors(policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod());

    private static Task Predict(HttpContext context, ModelCatalog catalog, IOptions<CompatibilityOptions> options, TimeProvider time)
    {
        var model = context.Request.Path.Value!.EndsWith('/') ? options.Value.Songs : options.Value.Movies;
        return AnswerAsync(context, catalog, model, time, ReadBodyAsync);
    }

    /// <summary>With a query string a prediction from it, as the songs' service gave; without one, what the inputs are.</summary>
    private static Task Params(HttpContext context, ModelCatalog catalog, IOptions<CompatibilityOptions> options, TimeProvider time) =>
        context.Request.QueryString.HasValue
            ? AnswerAsync(context, catalog, options.Value.Songs, time, ReadQueryAsync)
            : WithModelAsync(context, catalog, options.Value.Songs, version => WriteAsync(context, writer => InputList.Write(writer, version.Manifest)));

    private static async Task Health(HttpContext context, ModelCatalog catalog, IOptions<CompatibilityOptions> options)
    {
        using var lease = catalog.Find(options.Value.Movies)?.Hold();
        var version = lease?.Version.Manifest.Version;
        context.Response.StatusCode = version is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        await WriteAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("status", version is null ? "error" : "ok");
            writer.WriteString("message", version is null ? $"No version of '{options.Value.Movies}' can be served." : "The model is loaded.");
            writer.WriteBoolean("model_available", version is not null);
            writer.WriteString("model", options.Value.Movies);
            writer.WriteEndObject();
        });
    }

    private static Task AnswerAsync(
        HttpContext context, ModelCatalog catalog, string model, TimeProvider time, Func<HttpContext, ScoringRequest, Task<string?>> read) =>
        WithModelAsync(context, catalog, model, async version =>
        {
            var start = time.GetTimestamp();
            var request = version.Scorer.Rent();
            try
            {
                if (await read(context, request) is { } trouble)
                {
                    var status = request.Errors.Any ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status400BadRequest;
                    await Problems.WriteAsync(context, status, trouble, request.Errors.Any ? request.Errors.ByField() : null);
                    version.Metrics.Failed(status.ToString(CultureInfo.InvariantCulture), time.GetElapsedTime(start));
                    return;
                }

                var call = await OldReply.AnswerAsync(context, version, request);
                version.Metrics.Answered(call.Rows, call.Unusual, time.GetElapsedTime(start));
            }
            catch (Exception exception)
            {
                version.Metrics.Failed(context, exception, time.GetElapsedTime(start));
                throw;
            }
            finally
            {
                version.Scorer.Return(request);
            }
        });

    private static async Task WithModelAsync(HttpContext context, ModelCatalog catalog, string model, Func<ModelVersion, Task> answer)
    {
        var held = await RequestedModel.HoldAsync(catalog, model, version: null, context.RequestAborted);
        if (held.Lease is not { } lease)
        {
            await Problems.WriteAsync(context, held.Status, held.Trouble);
            return;
        }

        using (lease)
        {
            await answer(lease.Version);
        }
    }

    private static async Task<string?> ReadBodyAsync(HttpContext context, ScoringRequest request)
    {
        try
        {
            using var old = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            return old.RootElement.ValueKind == JsonValueKind.Object
                ? Read(OldRequest.Translate(old.RootElement, request.Rows.Schema).Span, request)
                : "The body must be a JSON object.";
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The latter is what System.Text.Json throws for a lone surrogate.
            return "The body is not JSON.";
        }
    }

    private static string? Read(ReadOnlySpan<byte> json, ScoringRequest request)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        return JsonRowReader.ReadOnly(ref reader, request.Rows, request.Errors) ? null : WrongInputs;
    }

    private const string WrongInputs = "Some inputs are wrong; errors names each.";

    private static Task<string?> ReadQueryAsync(HttpContext context, ScoringRequest request)
    {
        request.Rows.Begin();
        foreach (var (name, values) in context.Request.Query)
        {
            if (request.Rows.Schema.Find(Encoding.UTF8.GetBytes(name)) is { } field)
            {
                // Callers write flags as floats.
                var value = (field.Kind, values.ToString()) switch
                {
                    (InputKind.Flag, "1.0") => "1",
                    (InputKind.Flag, "0.0") => "0",
                    (_, var text) => text,
                };
                TextRowReader.Set(request.Rows, field, Encoding.UTF8.GetBytes(value), request.Errors);
            }
        }

        return Task.FromResult(request.Rows.Commit(request.Errors) ? null : WrongInputs);
    }

    private static async Task WriteAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json";
        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter, JsonWriters.Options);
        write(writer);
    }
}
