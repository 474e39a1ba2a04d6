using Carter;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Operations;

namespace Hitcast.InferenceApi.Pages;

/// <summary>The page, and the model cards, for people.</summary>
internal sealed class PagesModule : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app)
    {
        // A browser cannot send a key with a page or a picture. None of these predicts.
        var pages = app.MapGroup("").AllowAnonymous();
        pages.MapRead("/", (HttpContext context) => PageFiles.SendAsync(context, PageFiles.Index)).ExcludeFromDescription();
        pages.MapRead("/page/{file}", SendFile).ExcludeFromDescription();
        pages.MapRead("/models/{model}/card", Card);
        pages.MapRead("/models/{model}/versions/{version}/card", Card);
        pages.MapRead("/models/{model}/versions/{version}/plots/{plot}", Plot);
    }

    private static Task SendFile(HttpContext context, string file) => PageFiles.Find(file) is { } found
        ? PageFiles.SendAsync(context, found)
        : Problems.WriteAsync(context, StatusCodes.Status404NotFound, "The page has no file of that name.");

    private static async Task Card(HttpContext context, ModelCatalog catalog)
    {
        if (await RequestedModel.HoldAsync(context, catalog) is { } lease)
        {
            using (lease)
            {
                await PageFiles.SendAsync(context, CardPage.Of(lease.Version, numbered: context.GetRouteValue("version") is not null));
            }
        }
    }

    private static async Task Plot(HttpContext context, ModelCatalog catalog, string plot)
    {
        if (await RequestedModel.HoldAsync(context, catalog) is { } lease)
        {
            using (lease)
            {
                await (await Plots.ReadAsync(lease.Version, plot, context.RequestAborted) is { } image
                    ? PageFiles.SendAsync(context, image, "public, max-age=31536000, immutable")
                    : Problems.WriteAsync(context, StatusCodes.Status404NotFound, Plots.Existing(lease.Version)));
            }
        }
    }
}
