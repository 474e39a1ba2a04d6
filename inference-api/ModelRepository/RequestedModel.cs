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
        var held = await HoldAsync(model, (string?)context.GetRouteValue("version"), context.RequestAborted);
        if (held.Lease is null)
        {
            await Problems.WriteAsync(context, held.Status, held.Trouble);
        }

        return held.Lease;
    }

    /// <summary>The same by names, for addresses that report trouble in their own words: with no version the served one.</summary>
    public static async ValueTask<HeldModel> HoldAsync(ModelCatalog catalog, string model, string? version, CancellationToken cancellation) =>
        catalog.Find(model) is { } found
            ? await HoldAsync(found, version, cancellation)
            : new(null, StatusCodes.Status404NotFound, UnknownModel(catalog, model));

    private static async ValueTask<HeldModel> HoldAsync(ServedModel model, string? version, CancellationToken cancellation)
    {
        if (version is not null)
        {
            return await HoldVersionAsync(model, version, cancellation);
        }

        return model.Hold() is { } lease
            ? new(lease)
            : new(null, StatusCodes.Status503ServiceUnavailable, $"No version of '{model.Name}' can be served: {model.Trouble}");
    }

    private static async ValueTask<HeldModel> HoldVersionAsync(ServedModel model, string version, CancellationToken cancellation)
    {
        try
        {
            if (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && await model.HoldAsync(number, cancellation) is { } lease)
            {
                return new(lease);
            }

            var versions = model.Versions.Count == 0 ? "none" : string.Join(", ", model.Versions.Select(status => status.Version));
            return new(null, StatusCodes.Status404NotFound, $"There is no such version of '{model.Name}'. Its versions: {versions}.");
        }
        catch (VersionRefusedException exception)
        {
            return new(null, StatusCodes.Status503ServiceUnavailable, $"Version {version} of '{model.Name}' was refused: {exception.Message}");
        }
    }

    private static string UnknownModel(ModelCatalog catalog, string name)
    {
        var names = catalog.Models.Select(model => model.Name).ToList();
        return NearestName.Of(name, names) is { } nearest
            ? $"There is no model of that name. Did you mean '{nearest}'?"
            : $"There is no model of that name. There are {string.Join(", ", names)}.";
    }
}

/// <summary>A hold on a version, or why there is none.</summary>
/// <param name="Status">What an HTTP reply to the trouble is: 404 or 503.</param>
/// <param name="Trouble">A sentence for the caller; empty if there is a hold.</param>
public readonly record struct HeldModel(ModelLease? Lease, int Status = StatusCodes.Status200OK, string Trouble = "");
