using Microsoft.Playwright;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Pages;

/// <summary>The picture of the page that the README shows.</summary>
/// <remarks>Written anew to <c>inference-api/Pages/page.png</c> where the environment says <c>HITCAST_DRAW_PAGE=1</c>.</remarks>
[Collection(PageServer.Collection)]
public sealed class PagePicture(PageServer server)
{
    private const int MostBytes = 400_000;

    [Fact]
    public async Task The_README_can_show_the_page_with_an_answer()
    {
        await using var page = await server.OpenAsync(
            "spotify-popularity", new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1280, Height = 1300 } });
        await Assertions.Expect(page.Answer.GetByRole(AriaRole.Region, new() { Name = "What moved it" })).ToBeInViewportAsync();
        var picture = await page.Browser.ScreenshotAsync();
        Assert.InRange(picture.Length, 1, MostBytes);
        if (Environment.GetEnvironmentVariable("HITCAST_DRAW_PAGE") == "1")
        {
            await File.WriteAllBytesAsync(Path.Combine(Published.Repository, "../inference-api/Pages/page.png"), picture, TestContext.Current.CancellationToken);
        }
    }
}
