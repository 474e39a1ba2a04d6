using System.Text;

namespace Hitcast.Worker.Tests.Tmdb;

/// <content>What it answers in place of what was asked for.</content>
internal sealed partial class TmdbDouble
{
    private IResult TooMany(HttpContext context)
    {
        Refused429++;
        context.Response.Headers.RetryAfter = "0";
        return Error(429, 25, "Your request count (41) is over the allowed limit of 40.");
    }

    private Fault? NextFault(int id) =>
        always.TryGetValue(id, out var fault) || (faults.TryGetValue(id, out var queue) && queue.TryDequeue(out fault)) ? fault : null;

    private Fault? FaultOf(HttpContext context)
    {
        var address = context.Request.Path + context.Request.QueryString.Value;
        return Faults?.Invoke(address, times.AddOrUpdate(address, 1, (_, asked) => asked + 1));
    }

    /// <summary>The reply of a list: what TMDB says, or a fault of those that a list can have.</summary>
    private async Task<IResult> ListAsync(HttpContext context, Func<IResult> reply)
    {
        switch (FaultOf(context))
        {
            case Fault.ServerError:
                return Error(500, 11, "Internal error: Something went wrong, contact TMDb.");
            case Fault.TooManyRequests:
                return TooMany(context);
            case Fault.CutBody:
                context.Response.ContentLength = 1000;
                await context.Response.WriteAsync("{\"results\":[");
                await context.Response.Body.FlushAsync();
                context.Abort();
                return Results.Empty;
            case Fault.Reset:
                context.Abort();
                return Results.Empty;
            default:
                return reply();
        }
    }

    private async Task<IResult> FailAsync(int id, Fault fault, HttpContext context)
    {
        var movie = Catalogue.Has(id) ? Catalogue.Movie(id) : """{"success":false,"status_code":34,"status_message":"The resource you requested could not be found."}""";
        switch (fault)
        {
            case Fault.TooManyRequests:
                return TooMany(context);
            case Fault.Code25WithStatus200:
                return Error(200, 25, "Your request count is over the allowed limit.");
            case Fault.ServerError:
                return Error(500, 11, "Internal error: Something went wrong, contact TMDb.");
            case Fault.Maintenance:
                return Error(503, 46, "The API is undergoing maintenance. Try again later.");
            case Fault.CutJson:
                return Json(movie[..(movie.Length / 2)]);
            case Fault.MissingPart:
                return Json(Catalogue.Movie(id, withKeywords: false));
            case Fault.AnotherMovie:
                return Json(Catalogue.Movie(id + 1));
            case Fault.NotFoundByProxy:
                return Results.Text("<html>Not found</html>", "text/html", statusCode: 404);
            case Fault.CutBody:
                context.Response.ContentLength = Encoding.UTF8.GetByteCount(movie);
                await context.Response.WriteAsync(movie[..(movie.Length / 2)]);
                await context.Response.Body.FlushAsync();
                break;
            case Fault.Slow:
                await context.Response.WriteAsync(movie[..10]);
                await context.Response.Body.FlushAsync();
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
        }

        context.Abort();
        return Results.Empty;
    }

    private static IResult Json(string json) => Results.Text(json, "application/json");

    private static IResult Error(int status, int code, string message) => Results.Text(
        $$"""{"success":false,"status_code":{{code}},"status_message":"{{message}}"}""", "application/json", statusCode: status);
}
