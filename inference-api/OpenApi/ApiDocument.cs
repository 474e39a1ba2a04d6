using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Compatibility;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.ModelRepository;

namespace Hitcast.InferenceApi.OpenApi;

/// <summary>OpenAPI 3.0: the addresses of each served model, typed from its manifest, and those that are the same for all.</summary>
internal static class ApiDocument
{
    public static JsonObject Write(ModelCatalog catalog, EndpointDataSource endpoints, CompatibilityOptions replaced)
    {
        var manifests = Manifests(catalog);
        var schemas = SharedSchemas.All();
        var paths = new JsonObject();
        foreach (var manifest in manifests)
        {
            ModelPaths.Add(paths, schemas, manifest);
        }

        SharedPaths.Add(paths, manifests, [.. endpoints.Endpoints.OfType<RouteEndpoint>().Select(endpoint => "/" + endpoint.RoutePattern.RawText?.Trim('/'))], replaced);
        AskPaths.Add(paths, schemas);
        return new()
        {
            ["openapi"] = "3.0.3",
            ["info"] = new JsonObject
            {
                ["title"] = "Hitcast",
                ["version"] = "1",
                ["description"] = "Forecasts hits: how popular a song will be, whether a movie will pay off. Answers questions about movies.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    private static List<Manifest> Manifests(ModelCatalog catalog)
    {
        var manifests = new List<Manifest>();
        foreach (var model in catalog.Models)
        {
            if (model.Hold() is { } lease)
            {
                using (lease)
                {
                    manifests.Add(lease.Version.Manifest);
                }
            }
        }

        return manifests;
    }
}
