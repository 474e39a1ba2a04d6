using Carter;
using Hitcast.InferenceApi.Compatibility;
using Hitcast.InferenceApi.ModelRepository;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.OpenApi;

/// <summary>The OpenAPI document, made from the manifests at each reading, and Swagger UI, which shows it.</summary>
internal sealed class OpenApiModule : ICarterModule
{
    public const string Address = "/openapi/v1.json";

    public void AddRoutes(IEndpointRouteBuilder app) => app.MapGet(Address, Document).AllowAnonymous();

    private static async Task Document(HttpContext context, ModelCatalog catalog, EndpointDataSource endpoints, IOptions<CompatibilityOptions> replaced)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-cache";
        await context.Response.WriteAsync(ApiDocument.Write(catalog, endpoints, replaced.Value).ToJsonString(), context.RequestAborted);
    }
}

public static class Docs
{
    private const string DocsPrefix = "docs";

    /// <summary>Swagger UI at <c>/docs</c>, from the package's own files: no request to another host.</summary>
    public static IApplicationBuilder UseDocs(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/" + DocsPrefix, StringComparison.OrdinalIgnoreCase),
        docs => docs.UseSwaggerUI(options =>
        {
            options.RoutePrefix = DocsPrefix;
            options.DocumentTitle = "Hitcast";
            options.SwaggerEndpoint(OpenApiModule.Address, "Hitcast");
            options.EnableTryItOutByDefault();
        }));
}
