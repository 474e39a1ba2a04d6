using Microsoft.Playwright;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Pages;

/// <summary>Makes the picture of the page that the README shows. Run by hand, with <c>-explicit only</c>.</summary>
[Collection(PageServer.Collection)]
public sealed class PagePicture(PageServer server)
{
    [Fact(Explicit = true)]
    public async Task Draw()
    {
        await using var page = await server.OpenAsync(
            "spotify-popularity", new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1280, Height = 1300 } });
        var picture = Path.GetFullPath(Path.Combine(Published.Repository, "../inference-api/Pages/page.png"));
        await page.Browser.ScreenshotAsync(new() { Path = picture });
        Assert.InRange(new FileInfo(picture).Length, 1, 400_000);
    }
}
