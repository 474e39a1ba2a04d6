using Microsoft.Playwright;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Pages;

/// <summary>The picture of the page that the README shows.</summary>
/// <remarks>Written anew to <c>inference-api/Pages/page.png</c> where the environment says <c>HITCAST_DRAW_PAGE=1</c>.</remarks>
[Collection(PageServer.Collection)]
public sealed class PagePicture(PageServer server, SampleWarehouse warehouse)
{
    private const int MostBytes = 400_000;

    [Fact]
    public async Task The_README_can_show_the_page_with_an_answer()
    {
        await using var api = await ApiServer.StartAsync($"Questions:ConnectionString={await warehouse.ReaderConnectionStringAsync()}");
        await using var page = await server.OpenAddressAsync(
            api,
            "#ask?question=Top%205%20comedies%20by%20revenue",
            new() { ColorScheme = ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1100, Height = 1340 } });
        await Assertions.Expect(page.Browser.Locator(".turn figure svg[role=img]")).ToBeInViewportAsync();
        var picture = await page.Browser.ScreenshotAsync();
        Assert.InRange(picture.Length, 1, MostBytes);
        if (Environment.GetEnvironmentVariable("HITCAST_DRAW_PAGE") == "1")
        {
            await File.WriteAllBytesAsync(Path.Combine(Published.Repository, "../inference-api/Pages/page.png"), picture, TestContext.Current.CancellationToken);
        }
    }
}
