using Hitcast.InferenceApi.Tests.Pages;
using Microsoft.Playwright;

namespace Hitcast.Story.Tests;

/// <summary>Somebody with a browser.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    /// <summary>How long a page has to show something until it is opened anew, in milliseconds; twice as long each time.</summary>
    private const float FirstLook = 1000;
    private const float LongestLook = 30_000;

    private readonly Machine machine;
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;
    private readonly IPage page;

    private Visitor(Machine machine, IPlaywright playwright, IBrowser browser, IPage page) =>
        (this.machine, this.playwright, this.browser, this.page) = (machine, playwright, browser, page);

    public static async Task<Visitor> ArriveAsync(Machine machine)
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await Chromium.LaunchAsync(playwright);
        return new(machine, playwright, browser, await browser.NewPageAsync());
    }

    /// <summary>The newest question and its answer.</summary>
    public Answer Answer => new(page.Locator(".turn").Last);

    /// <summary>Opens a place of the page again and again until it shows these words.</summary>
    /// <param name="place">What follows the <c>#</c>.</param>
    public Task SeesAsync(string place, params string[] words)
    {
        var look = FirstLook;
        return machine.UntilAsync(async () =>
        {
            var lacking = await OpenAsync(place) ? await LackingAsync(page.Locator("main"), words, look) : "The page cannot be reached.";
            look = look < LongestLook ? look * 2 : look;
            return lacking;
        });
    }

    /// <summary>Asks in the box, and asks again until the answer has these words: what was loaded a moment ago is noticed a moment later.</summary>
    public Task AsksAsync(string question, string words) => machine.UntilAsync(async () =>
    {
        await OpenAsync("ask");
        await page.GetByLabel("Your question").FillAsync(question);
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask", Exact = true }).ClickAsync();
        var answer = page.Locator(".turn:not([aria-busy])");
        await Assertions.Expect(answer).ToBeVisibleAsync(new() { Timeout = LongestLook * 2 });
        return await LackingAsync(answer.Locator(".part-sentence"), [words], FirstLook);
    });

    public async ValueTask DisposeAsync()
    {
        await DrawAsync();
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private async Task<bool> OpenAsync(string place)
    {
        try
        {
            // A fragment alone would not load the page anew.
            await page.GotoAsync("about:blank");
            await page.GotoAsync($"{machine.Page}#{place}");
            return true;
        }
        catch (PlaywrightException refused) when (refused.Message.Contains("ERR_CONNECTION_REFUSED", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private static async Task<string?> LackingAsync(ILocator place, string[] words, float look)
    {
        foreach (var text in words)
        {
            try
            {
                await Assertions.Expect(place).ToContainTextAsync(text, new() { Timeout = look });
            }
            catch (PlaywrightException)
            {
                return $"\"{text}\" is not shown, but: {await place.TextContentAsync()}";
            }
        }

        return null;
    }

    /// <summary>For a person to look at, where the environment names a folder.</summary>
    private async Task DrawAsync()
    {
        if (Environment.GetEnvironmentVariable("HITCAST_PICTURES") is { } folder)
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, "story.png"), FullPage = true });
        }
    }
}
