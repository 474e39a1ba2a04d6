using System.Text.Json;
using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Running;
using Hitcast.Worker.Lake;

namespace Hitcast.Worker.Hosting.AzureFunctions;

/// <summary>The custom handler of Azure Functions: the host of Azure posts to <c>/FUNCTION</c> when its timer fires.</summary>
internal static class AzureFunctionsHost
{
    /// <summary>Azure ends a run after 10 minutes, as the generated host.json says; so much is kept for the reply.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(9.5);

    // With an empty body the host of Azure would wait until its limit.
    private const string Done = """{"Outputs":{},"Logs":[],"ReturnValue":null}""";

    public static void MapAzureFunctions(this IEndpointRouteBuilder routes)
    {
        // Any answer means that the handler is ready.
        routes.MapGet("/", () => Results.Text("ready"));
        routes.MapPost("/{function}", InvokeAsync);
    }

    private static async Task<IResult> InvokeAsync(
        string function, JsonElement body, HttpContext http, FunctionCatalog catalog, Invoker invoker, Arrivals arrivals, TimeProvider time, IHostApplicationLifetime lifetime)
    {
        if (catalog.Find(function) is not { } definition)
        {
            return Results.Problem($"There is no function {function}.", statusCode: 404);
        }

        try
        {
            var now = time.GetUtcNow();
            var request = AzureTimerRequest.Parse(body, now);
            var context = new FunctionContext(http.Request.Headers["X-Azure-Functions-InvocationId"].FirstOrDefault() ?? http.TraceIdentifier, now + Timeout, request.Attempt);
            // A lake's function gets a timer too, and lists what arrived.
            await (definition.Trigger is Trigger.Lake
                ? arrivals.RunAsync(definition, context, lifetime.ApplicationStopping)
                : invoker.InvokeAsync(new Invocation(definition, context) { Timer = request.Timer }, lifetime.ApplicationStopping));
            return Results.Text(Done, "application/json");
        }
        catch (InvalidArgumentException exception)
        {
            return Results.Problem(exception.Message, statusCode: 400);
        }
        catch (Exception exception) when (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The invoker has logged it; any status but 2xx makes Azure count the run as failed and retry it.
            return Results.Problem(exception is FunctionFailedException or LakeException ? exception.Message : $"{function} failed; the log says why.", statusCode: 500);
        }
    }
}
