using Carter;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Pages;
using Microsoft.Net.Http.Headers;

namespace Hitcast.InferenceApi.Status;

/// <summary>The whole at one glance, for an operator and for programs; and a second chance for an object that the worker set aside.</summary>
internal sealed class StatusModule : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        // A browser cannot send a key with a page. The page fetches the JSON, which needs one.
        app.MapRead("/status", Show).WithMetadata(new AnonymousWhen(WantsPage));
        app.MapPost("/status/replay", Replay);
    }

    private static async Task Show(HttpContext context, StatusReader reader)
    {
        context.Response.Headers.Vary = HeaderNames.Accept;
        if (WantsPage(context.Request))
        {
            await PageFiles.SendAsync(context, "status.html");
            return;
        }

        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsJsonAsync(await reader.ReadAsync(context.RequestAborted), ReadableJson.Status.StatusReport, cancellationToken: context.RequestAborted);
    }

    /// <summary>Only a body declared as JSON is taken, which a browser does not send for a page of another origin without asking here first.</summary>
    private static async Task Replay(HttpContext context, ReplayRequest request, WorkerClient worker)
    {
        var errors = request.Errors();
        if (errors.Count > 0)
        {
            await Problems.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, "Some fields are wrong; errors names each.", errors);
            return;
        }

        try
        {
            await worker.ReplayAsync(request.Function!, request.Key!, context.RequestAborted);
            context.Response.StatusCode = StatusCodes.Status202Accepted;
        }
        catch (WorkerException exception)
        {
            await Problems.WriteAsync(context, exception.Status, exception.Message);
        }
    }

    /// <summary>A browser names HTML first; who names nothing, or anything, gets JSON.</summary>
    private static bool WantsPage(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var html = QualityOf(accepted, "text/html");
        return html > 0 && html > QualityOf(accepted, "application/json");
    }

    private static double QualityOf(IEnumerable<MediaTypeHeaderValue> accepted, string type) =>
        accepted.Where(media => media.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(media => media.Quality ?? 1).DefaultIfEmpty(0).Max();
}
