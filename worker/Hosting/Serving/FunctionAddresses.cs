using System.Text.Json;
using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Scheduling;

namespace Hitcast.Worker.Hosting.Serving;

/// <summary><c>/functions</c>: how the functions stand, and a second chance for an arrival that was set aside.</summary>
internal static class FunctionAddresses
{
    public const string Path = "/functions";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void MapFunctions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, ListAsync);
        // With a body of JSON, so that a page of another origin cannot send it unasked.
        routes.MapPost(Path + "/{name}/replay", ReplayAsync);
    }

    private static async Task<IResult> ListAsync(FunctionStates states, CancellationToken cancellation) =>
        Results.Json(new { functions = await states.ReadAsync(withHistory: true, cancellation) }, Json);

    private static async Task<IResult> ReplayAsync(
        string name, Replay replay, FunctionCatalog catalog, ArrivalStore arrivals, ArrivalQueue queue, CancellationToken cancellation)
    {
        if (catalog.Find(name) is not { Trigger: Trigger.Lake } function)
        {
            return Results.Problem($"There is no function {name} that waits for arrivals.", statusCode: StatusCodes.Status404NotFound);
        }

        var (state, _) = await arrivals.ReadAsync(function, cancellation);
        if (!state.SetAside.Any(arrival => arrival.Key == replay.Key))
        {
            return Results.Problem($"{replay.Key} is not set aside by {name}: it is done, comes again by itself, or never arrived.", statusCode: StatusCodes.Status404NotFound);
        }

        await queue.AddAsync(function, replay.Key, attempt: 1, TimeSpan.Zero, cancellation);
        await arrivals.ForgetAsync(function, replay.Key, cancellation);
        return Results.Accepted();
    }

    /// <param name="Key">The object's key in the lake.</param>
    internal sealed record Replay(string Key);
}
