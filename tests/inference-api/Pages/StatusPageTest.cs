using Deque.AxeCore.Playwright;
using Hitcast.InferenceApi.Tests.Status;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Hitcast.InferenceApi.Tests.Pages;

/// <summary>The operator's page, beside a real worker.</summary>
[Collection(PageServer.Collection)]
public sealed class StatusPageTest(PageServer server, StatusServer status)
{
    [Fact]
    public async Task The_footer_leads_there_and_each_part_is_shown()
    {
        await using var page = await server.OpenAddressAsync(await status.StartedAsync(), "");
        // What comes after the first paint moves the footer, and a click that it moves away from is none.
        await Expect(page.Browser.GetByText("Data: ")).ToBeVisibleAsync();
        await page.Browser.GetByRole(AriaRole.Link, new() { Name = "How the service stands" }).ClickAsync();
        foreach (var part in new[] { "Catalogue", "Service", "Worker", "Models", "Questions", "Gemini" })
        {
            await Expect(page.Browser.GetByRole(AriaRole.Region, new() { Name = part, Exact = true })).ToBeVisibleAsync();
        }

        await Expect(page.Browser.GetByRole(AriaRole.Table, new() { Name = "Functions" })).ToContainTextAsync("load-movies");
        await Expect(page.Browser.GetByRole(AriaRole.Table, new() { Name = "Requests since the start" })).ToContainTextAsync("movie-success");
        page.AssertQuiet();
    }

    [Fact]
    public async Task An_object_set_aside_is_run_again_by_the_keyboard_with_the_focus_kept_meanwhile()
    {
        var key = await status.SetAsideAsync("by-keyboard", "no gzip");
        await status.WriteAsync(key, status.Movie(2));
        await using var page = await server.OpenAddressAsync(await status.StartedAsync(), "status");
        var again = page.Browser.GetByRole(AriaRole.Button, new() { Name = $"Run again {key}" });
        await again.FocusAsync();
        for (var readings = 0; readings < 2; readings++)
        {
            await page.Browser.WaitForResponseAsync(response => response.Url.EndsWith("/status", StringComparison.Ordinal));
        }

        await Expect(again).ToBeFocusedAsync();
        await page.Browser.Keyboard.PressAsync("Enter");
        await Expect(page.Status).ToHaveTextAsync($"{key} was handed to load-movies again. It is gone from the list unless it fails as often again.");
        await Expect(again).ToHaveCountAsync(0);
        await Expect(page.Browser.Locator("#worker")).ToBeFocusedAsync();
        await Expect(page.Browser.GetByText("No object is set aside.")).ToBeVisibleAsync();
        page.AssertQuiet();
    }

    [Theory]
    [InlineData(ColorScheme.Light, true)]
    [InlineData(ColorScheme.Dark, true)]
    [InlineData(ColorScheme.Light, false)]
    [InlineData(ColorScheme.Dark, false)]
    public async Task The_rules_of_WCAG_that_a_program_can_check_are_kept(ColorScheme colours, bool well)
    {
        await using var bad = well ? null : await ApiServer.StartWithoutModelsAsync("Worker:BaseAddress=http://127.0.0.1:9");
        await using var page = await server.OpenAddressAsync(bad ?? await status.StartedAsync(), "status", new() { ColorScheme = colours });
        await Expect(page.Browser.Locator("#gemini")).ToBeVisibleAsync();
        var result = await page.Browser.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
    }

    [Fact]
    public async Task On_a_phone_nothing_scrolls_sideways()
    {
        await using var page = await server.OpenAddressAsync(
            await status.StartedAsync(), "status", new() { ViewportSize = new() { Width = 360, Height = 740 }, HasTouch = true, IsMobile = true });
        await Expect(page.Browser.Locator("#gemini")).ToBeVisibleAsync();
        Assert.Equal(360, await page.Browser.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.Equal("0", await page.Browser.EvaluateAsync<string>("getComputedStyle(document.querySelector('h2#models')).order"));
        page.AssertQuiet();
    }

    [Fact]
    public async Task Where_the_server_wants_a_key_the_page_asks_for_it_and_keeps_it_for_the_tab()
    {
        const string key = "a-key-of-some-length";
        await using var guarded = await ApiServer.StartWithoutModelsAsync($"ApiKeys:0={key}", "Worker:BaseAddress=http://127.0.0.1:9");
        await using var page = await server.OpenAddressAsync(guarded, "status");
        await page.Browser.GetByLabel("API key").FillAsync("a–key\u200b of söme length");
        await page.Browser.GetByRole(AriaRole.Button, new() { Name = "Use this key" }).ClickAsync();
        await Expect(page.Browser.Locator("#api-key-error")).ToHaveTextAsync("A key has unaccented letters, digits and signs only, and no spaces. Copy it again.");
        await page.Browser.GetByLabel("API key").FillAsync($" {key} ");
        await page.Browser.GetByRole(AriaRole.Button, new() { Name = "Use this key" }).ClickAsync();
        await Expect(page.Browser.GetByRole(AriaRole.Region, new() { Name = "Worker" })).ToContainTextAsync("cannot be reached");
        page.AssertQuiet(refusedRequests: true);
    }

    [Fact]
    public async Task A_server_that_goes_away_is_told_above_what_was_known()
    {
        await using var going = await ApiServer.StartWithoutModelsAsync("Worker:BaseAddress=http://127.0.0.1:9");
        await using var page = await server.OpenAddressAsync(going, "status");
        await Expect(page.Browser.Locator("#gemini")).ToBeVisibleAsync();
        await going.App.StopAsync(TestContext.Current.CancellationToken);
        await Expect(page.Browser.GetByRole(AriaRole.Alert)).ToContainTextAsync("What stands below is from before.");
        await Expect(page.Browser.Locator("#gemini")).ToBeVisibleAsync();
    }
}
