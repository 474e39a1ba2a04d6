using Microsoft.AspNetCore.Http.Features;

namespace Hitcast.InferenceApi.Operations;

/// <summary>The sentence of a problem that the framework found, not one of our handlers.</summary>
public static class StatusTexts
{
    public static string Of(int status, HttpContext context) => status switch
    {
        StatusCodes.Status400BadRequest => "The request is not whole or not valid HTTP.",
        StatusCodes.Status404NotFound => UnknownAddress(context),
        StatusCodes.Status405MethodNotAllowed => $"This address takes {context.Response.Headers.Allow}, not {context.Request.Method}.",
        StatusCodes.Status408RequestTimeout => "The request came too slowly. Send it again.",
        StatusCodes.Status413PayloadTooLarge => TooLarge(context),
        StatusCodes.Status415UnsupportedMediaType => "This address does not take that Content-Type. See /docs.",
        StatusCodes.Status500InternalServerError => "Something failed here that should not have. The log knows more under the traceId.",
        _ => "The request could not be answered. See /docs.",
    };

    private static string TooLarge(HttpContext context) =>
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } limit
            ? $"The body is larger than {limit} bytes. Send fewer rows, or NDJSON or CSV, which are streamed without a limit."
            : "The request is too large.";

    /// <summary>Names the addresses that begin like the one asked for, or else all beginnings.</summary>
    private static string UnknownAddress(HttpContext context)
    {
        var addresses = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText?.Trim('/'))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var beginning = Beginning(context.Request.Path.Value ?? "/");
        var near = addresses.Where(address => Beginning(address) == beginning).ToList();
        return near.Count > 0
            ? $"There is nothing at this address. There are {string.Join(", ", near)}."
            : $"There is nothing at this address. There are addresses under {string.Join(", ", addresses.Select(Beginning).Distinct())}.";
    }

    private static string Beginning(string path) => "/" + path.Split('/', 3)[1];
}
