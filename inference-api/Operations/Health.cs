using System.Reflection;

namespace Hitcast.InferenceApi.Operations;

/// <summary><c>/health/live</c>, <c>/health/ready</c> and <c>/health</c>. Open to all: they tell nothing but the service's state.</summary>
public static class Health
{
    private const int RetryAfterSeconds = 1;
    private static readonly OperationsJson Json = new(new(OperationsJson.Default.Options) { Encoder = JsonWriters.Options.Encoder });

    /// <summary>Of the program, with the commit that it was built from.</summary>
    public static string Version { get; } =
        typeof(Health).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().WithTags("Health");
        health.MapRead("/live", Live).WithSummary("The process serves.");
        health.MapRead("/ready", Ready).WithSummary("Requests can be answered: all models are proven, and the service is not stopping.");
        health.MapRead("", Parts).WithSummary("Each part of the service.");
    }

    private static IResult Live(HttpContext context) => Reply(context, new HealthReply("live"), StatusCodes.Status200OK);

    private static IResult Ready(HttpContext context, Readiness readiness)
    {
        var reasons = readiness.Reasons;
        return reasons.Count == 0
            ? Reply(context, new HealthReply("ready"), StatusCodes.Status200OK)
            : Reply(context, new HealthReply("not ready", reasons), StatusCodes.Status503ServiceUnavailable);
    }

    private static IResult Parts(HttpContext context, Readiness readiness)
    {
        var reasons = readiness.Reasons;
        var parts = readiness.Parts.ToDictionary(
            part => part.Key, part => part.Value is null ? new HealthReply("ready") : new HealthReply("not ready", [part.Value]));
        var status = reasons.Count == 0 ? "ready" : "not ready";
        return Reply(context, new HealthReply(status, reasons, parts, Version), StatusCodes.Status200OK);
    }

    private static IResult Reply(HttpContext context, HealthReply reply, int status)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        }

        return Results.Json(reply, Json.HealthReply, statusCode: status);
    }
}
