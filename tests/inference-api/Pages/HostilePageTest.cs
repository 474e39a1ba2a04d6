using Hitcast.InferenceApi.Tests.Questions;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Hitcast.InferenceApi.Tests.Pages;

/// <summary>Names from the lake that would be HTML are shown as text.</summary>
[Collection(PageServer.Collection)]
public sealed class HostilePageTest(PageServer server, HostileWarehouse hostile) : IClassFixture<HostileWarehouse>
{
    [Fact]
    public async Task Hostile_titles_are_shown_as_text_in_answer_chart_and_rows()
    {
        await using var page = await server.OpenAddressAsync(hostile.Server, "#ask?question=Top%2010%20movies%20by%20revenue");
        var turn = page.Browser.Locator(".turn:not([aria-busy])");
        await Expect(turn.Locator(".said")).ToContainTextAsync(HostileWarehouse.Names[0]);
        await Expect(turn.Locator(".data tbody tr").Nth(3)).ToContainTextAsync(HostileWarehouse.Names[3]);
        await Expect(turn.Locator("img, script")).ToHaveCountAsync(0);
        Assert.Equal("Ask about movies · Hitcast", await page.Browser.TitleAsync());
        page.AssertQuiet();
    }
}
