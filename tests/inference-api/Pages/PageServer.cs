using Microsoft.Playwright;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Pages;

/// <summary>A real browser before the real service, once for all tests of the page.</summary>
public sealed class PageServer(RunningApi api) : IAsyncLifetime
{
    public const string Collection = "The page in a browser";
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    internal ApiServer Server => api.Server;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await Chromium.LaunchAsync(playwright);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    /// <summary>A fresh window on the page, once an answer is there.</summary>
    /// <param name="fragment">What follows the <c>#</c>.</param>
    internal async Task<OpenPage> OpenAsync(string fragment, BrowserNewContextOptions? options = null)
    {
        var page = await OpenAddressAsync(Server, $"#{fragment}", options);
        await page.UntilAnsweredAsync();
        return page;
    }

    internal async Task<OpenPage> OpenAddressAsync(ApiServer server, string address, BrowserNewContextOptions? options = null)
    {
        var context = await browser.NewContextAsync(options ?? new());
        context.SetDefaultTimeout(Chromium.Patience);
        var page = new OpenPage(context, await context.NewPageAsync(), server.Client.BaseAddress!);
        await page.Browser.GotoAsync(new Uri(server.Client.BaseAddress!, address).AbsoluteUri);
        return page;
    }
}

[CollectionDefinition(PageServer.Collection)]
public sealed class PageServerDefinition : ICollectionFixture<PageServer>;
