using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Hitcast.InferenceApi.Tests.Pages;

[Collection(PageServer.Collection)]
public sealed partial class LookTest(PageServer server)
{
    private static readonly BrowserNewContextOptions Phone = new() { ViewportSize = new() { Width = 360, Height = 740 }, HasTouch = true, IsMobile = true };

    [Theory]
    [InlineData("#spotify-popularity")]
    [InlineData("#movie-success")]
    [InlineData("models/spotify-popularity/card")]
    [InlineData("models/movie-success/versions/1/card")]
    public async Task On_a_phone_nothing_scrolls_sideways(string address)
    {
        await using var page = await server.OpenAddressAsync(server.Server, address, Phone);
        if (address.StartsWith('#'))
        {
            await page.UntilAnsweredAsync();
            await page.Answer.GetByText("Ask the same with curl").ClickAsync();
            await page.Browser.Locator(".card-section > summary").ClickAsync();
            await Expect(page.Browser.Locator(".card-section h3").First).ToBeVisibleAsync();
        }

        Assert.Equal(360, await page.Browser.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        page.AssertQuiet();
    }

    [Fact]
    public async Task On_a_phone_a_line_at_the_bottom_tells_the_answer_and_leads_to_it()
    {
        await using var page = await server.OpenAsync("spotify-popularity", Phone);
        var peek = page.Browser.Locator(".peek");
        await Expect(peek).ToContainTextAsync(await page.Figure.InnerTextAsync());
        await peek.TapAsync();
        await Expect(page.Figure).ToBeInViewportAsync();
        await Expect(peek).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Dark_and_light_follow_the_system()
    {
        await using var page = await server.OpenAsync("movie-success", new() { ColorScheme = ColorScheme.Light });
        var light = await BrightnessAsync(page);
        await page.Browser.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        var dark = await BrightnessAsync(page);
        Assert.True(light > 200 && dark < 60, $"The paper's brightness is {light} in light and {dark} in dark.");
    }

    [Fact]
    public async Task Nothing_moves_where_motion_is_unwanted()
    {
        await using var page = await server.OpenAsync("movie-success", new() { ReducedMotion = ReducedMotion.Reduce });
        Assert.Equal(0, await page.Browser.EvaluateAsync<int>(
            "[...document.querySelectorAll('*')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0 || getComputedStyle(e).animationName !== 'none').length"));
        Assert.Equal("auto", await page.Browser.EvaluateAsync<string>("getComputedStyle(document.documentElement).scrollBehavior"));
    }

    [Theory]
    [InlineData("spotify-popularity")]
    [InlineData("movie-success")]
    public async Task Every_control_and_picture_has_a_name(string model)
    {
        await using var page = await server.OpenAsync(model);
        var tree = await page.Browser.Locator("body").AriaSnapshotAsync();
        Assert.Matches(@"- (main|banner|contentinfo)", tree);
        Assert.Matches(@"- img "".+""", tree);
        Assert.DoesNotMatch(Nameless(), tree);
    }

    [Theory]
    [InlineData("#spotify-popularity", ColorScheme.Light)]
    [InlineData("#movie-success", ColorScheme.Dark)]
    [InlineData("#spotify-popularity?tempo=9999", ColorScheme.Light)]
    [InlineData("#movie-success?budget=0", ColorScheme.Dark)]
    [InlineData("models/movie-success/card", ColorScheme.Light)]
    [InlineData("models/spotify-popularity/card", ColorScheme.Dark)]
    public async Task The_rules_of_WCAG_that_a_program_can_check_are_kept(string address, ColorScheme colours)
    {
        await using var page = await server.OpenAddressAsync(server.Server, address, new() { ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce });
        await Expect(page.Browser.Locator(address.StartsWith('#') ? ".answer:not([aria-busy]) :is(.figure, .problem)" : "article")).ToBeVisibleAsync();
        var result = await page.Browser.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
    }

    [Fact]
    public async Task Focus_is_seen_on_every_stop()
    {
        await using var page = await server.OpenAsync("movie-success");
        for (var stop = 0; stop < 25; stop++)
        {
            await page.Browser.Keyboard.PressAsync("Tab");
            Assert.True(
                await page.Browser.EvaluateAsync<bool>("parseFloat(getComputedStyle(document.activeElement).outlineWidth) >= 2"),
                $"Stop {stop} shows no focus: {await page.Browser.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 200)")}");
        }
    }

    private static Task<int> BrightnessAsync(OpenPage page) => page.Browser.EvaluateAsync<int>(
        "Math.round(getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3)");

    /// <summary>A line of the accessibility tree such as "- button" or "- textbox: 25", where a name would stand in quotes.</summary>
    [GeneratedRegex(@"^\s*- (button|link|textbox|spinbutton|combobox|radio|radiogroup|checkbox|slider|img|region|form|navigation)\b(?! "")", RegexOptions.Multiline)]
    private static partial Regex Nameless();
}
