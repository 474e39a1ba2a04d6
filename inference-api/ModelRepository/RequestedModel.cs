using System.Globalization;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>The model and version that an address names. Where there is none, the reply says so already and null is returned.</summary>
public static class RequestedModel
{
    /// <summary>The model of the route's <c>model</c>.</summary>
    public static async ValueTask<ServedModel?> FindAsync(HttpContext context, ModelCatalog catalog)
    {
        var name = (string)context.GetRouteValue("model")!;
        if (catalog.Find(name) is { } model)
        {
            return model;
        }

        await Problems.WriteAsync(context, StatusCodes.Status404NotFound, UnknownModel(catalog, name));
        return null;
    }

    /// <summary>Holds the version of the route's <c>model</c> and <c>version</c>; with no version the served one.</summary>
    public static async ValueTask<ModelLease?> HoldAsync(HttpContext context, ModelCatalog catalog) =>
        await FindAsync(context, catalog) is { } model ? await HoldAsync(context, model) : null;

    /// <summary>Holds the version of the route's <c>version</c>; with none the served one.</summary>
    public static async ValueTask<ModelLease?> HoldAsync(HttpContext context, ServedModel model)
    {
        if (context.GetRouteValue("version") is string version)
        {
            return await HoldVersionAsync(context, model, version);
        }

        if (model.Hold() is { } lease)
        {
            return lease;
        }

        await Problems.WriteAsync(
            context, StatusCodes.Status503ServiceUnavailable, $"No version of '{model.Name}' can be served: {model.Trouble}");
        return null;
    }

    private static async ValueTask<ModelLease?> HoldVersionAsync(HttpContext context, ServedModel model, string version)
    {
        try
        {
            if (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && await model.HoldAsync(number, context.RequestAborted) is { } lease)
            {
                return lease;
            }

            var versions = model.Versions.Count == 0 ? "none" : string.Join(", ", model.Versions.Select(status => status.Version));
            await Problems.WriteAsync(context, StatusCodes.Status404NotFound, $"There is no such version of '{model.Name}'. Its versions: {versions}.");
        }
        catch (VersionRefusedException exception)
        {
            await Problems.WriteAsync(
                context, StatusCodes.Status503ServiceUnavailable, $"Version {version} of '{model.Name}' was refused: {exception.Message}");
        }

        return null;
    }

    private static string UnknownModel(ModelCatalog catalog, string name)
    {
        var names = catalog.Models.Select(model => model.Name).ToList();
        return NearestName.Of(name, names) is { } nearest
            ? $"There is no model of that name. Did you mean '{nearest}'?"
            : $"There is no model of that name. There are {string.Join(", ", names)}.";
    }
}
