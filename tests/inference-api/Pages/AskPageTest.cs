using Deque.AxeCore.Playwright;
using Hitcast.InferenceApi.Tests.Questions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Hitcast.InferenceApi.Tests.Pages;

/// <summary>The ask box, over the sample warehouse.</summary>
[Collection(PageServer.Collection)]
public sealed class AskPageTest(PageServer server, AskServer asked) : IClassFixture<AskServer>
{
    private const string English = "#ask?question=Top%2010%20comedies%20by%20revenue";
    private const string Spanish = "#ask?question=Las%2010%20pel%C3%ADculas%20de%20terror%20con%20mejor%20valoraci%C3%B3n";
    private static readonly BrowserNewContextOptions Phone = new() { ViewportSize = new() { Width = 360, Height = 740 }, HasTouch = true, IsMobile = true };

    [Fact]
    public async Task An_example_is_a_click_away_and_its_answer_shows_slots_chart_rows_SQL_and_freshness()
    {
        await using var page = await server.OpenAddressAsync(asked.Server, "");
        await Expect(page.Browser.GetByText("Data: 1,613 movies, newest from 5 March 2026")).ToBeVisibleAsync();
        await page.Browser.GetByRole(AriaRole.Button, new() { Name = "Top 10 comedies by revenue" }).ClickAsync();
        var turn = Turn(page);
        await Expect(turn.Locator(".said")).ToContainTextAsync("Inside Out 2 comes first");
        await Expect(turn.Locator(".slots")).ToContainTextAsync("comedies");
        await Expect(turn.Locator("figure svg[role=img]")).ToBeVisibleAsync();
        await Expect(turn.Locator(".data tbody tr")).ToHaveCountAsync(10);
        await Expect(turn.Locator("pre")).ToBeHiddenAsync();
        await turn.GetByText("SQL that was run").ClickAsync();
        await Expect(turn.Locator("pre")).ToContainTextAsync("SELECT movies.movie_id");
        await Expect(page.Status).ToContainTextAsync("Inside Out 2 comes first");
        await Expect(page.Browser.GetByText("This product uses the TMDB API but is not endorsed or certified by TMDB.")).ToBeVisibleAsync();
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_row_tells_where_it_comes_from()
    {
        await using var page = await OpenAsync(English);
        await page.Browser.GetByRole(AriaRole.Button, new() { Name = "Source of Inside Out 2" }).PressAsync("Enter");
        await Expect(Turn(page).Locator(".source")).ToContainTextAsync("tmdb/movies/2026-03-05T000000Z/");
        await page.Browser.GetByRole(AriaRole.Button, new() { Name = "Source of Inside Out 2" }).PressAsync("Enter");
        await Expect(Turn(page).Locator(".source")).ToHaveCountAsync(0);
        page.AssertQuiet();
    }

    [Fact]
    public async Task The_keyboard_alone_asks_and_asks_on()
    {
        await using var page = await server.OpenAddressAsync(asked.Server, "");
        await page.Browser.GetByLabel("Your question").FocusAsync();
        await page.Browser.Keyboard.TypeAsync("Top 3 comedies by revenue");
        await page.Browser.Keyboard.PressAsync("Enter");
        await page.Browser.GetByLabel("Ask on").FocusAsync();
        await page.Browser.Keyboard.TypeAsync("and in the nineties?");
        await page.Browser.Keyboard.PressAsync("Enter");
        await Expect(page.Browser.Locator(".turn")).ToHaveCountAsync(2);
        await Expect(page.Browser.Locator(".turn").Last.Locator(".said")).ToContainTextAsync("Forrest Gump comes first");
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_Spanish_question_gets_a_Spanish_answer_around_which_all_is_Spanish()
    {
        await using var page = await OpenAsync(Spanish);
        await Expect(Turn(page).Locator(".said")).ToContainTextAsync("la primera es Psycho con 8,42 de 10");
        await Expect(Turn(page)).ToContainTextAsync("Pregunta verificada");
        await Expect(Turn(page)).ToContainTextAsync("1.613 películas");
        await Expect(Turn(page)).ToHaveAttributeAsync("lang", "es");
        await Expect(page.Browser.GetByLabel("Sigue preguntando")).ToBeVisibleAsync();
        page.AssertQuiet();
    }

    [Fact]
    public async Task What_is_declined_offers_what_comes_near_as_buttons()
    {
        await using var page = await server.OpenAddressAsync(asked.Server, "#ask?question=Top%205%20comedies%20by%20revenue%20among%20left-handed%20zebras");
        await Expect(Turn(page).Locator(".said")).ToContainTextAsync("No verified question matches this one");
        await Turn(page).Locator(".part-choices button").First.ClickAsync();
        await Expect(page.Browser.Locator(".turn").Last.Locator(".data tbody tr")).Not.ToHaveCountAsync(0);
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_double_click_leaves_no_turn_that_waits_for_ever()
    {
        await using var page = await server.OpenAddressAsync(asked.Server, "#ask?question=Top%205%20comedies%20by%20revenue%20among%20left-handed%20zebras");
        var offered = Turn(page).Locator(".part-choices button").First;
        await Expect(offered).ToBeVisibleAsync();
        await page.Browser.RouteAsync("**/ask-text", async route =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            await route.ContinueAsync();
        });
        await offered.DblClickAsync();
        await Expect(page.Browser.Locator(".turn").Last.Locator(".data tbody tr")).Not.ToHaveCountAsync(0);
        await Expect(page.Browser.Locator(".turn")).ToHaveCountAsync(2);
        await Expect(page.Browser.Locator(".turn[aria-busy]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_source_that_is_closed_before_it_came_stays_closed()
    {
        await using var page = await OpenAsync(English);
        var asksFor = new TaskCompletionSource();
        await page.Browser.RouteAsync("**/evidence/**", async route =>
        {
            await asksFor.Task;
            await route.ContinueAsync();
        });
        var button = page.Browser.Locator("button[aria-expanded]").First;
        await button.ClickAsync();
        await button.ClickAsync();
        await page.Browser.RunAndWaitForResponseAsync(() => { asksFor.SetResult(); return Task.CompletedTask; }, "**/evidence/**");
        await page.Browser.EvaluateAsync("() => fetch('health/live')");
        await Expect(button).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(Turn(page).Locator(".source")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_fragment_that_is_none_shows_the_asking_page()
    {
        await using var page = await server.OpenAddressAsync(asked.Server, "");
        await page.Browser.EvaluateAsync("location.hash = '100%'");
        await page.Browser.ReloadAsync();
        await Expect(page.Browser.GetByRole(AriaRole.Heading, new() { Name = "Ask about movies" })).ToBeVisibleAsync();
        page.AssertQuiet();
    }

    [Fact]
    public async Task With_no_warehouse_it_says_so()
    {
        await using var own = await ApiServer.StartWithoutModelsAsync("Questions:ConnectionString=Host=127.0.0.1;Port=1;Database=none;Username=none;Timeout=2");
        await using var page = await server.OpenAddressAsync(own, "#ask?question=How%20many%20movies%20are%20there%3F");
        await Expect(page.Browser.Locator(".trouble")).ToContainTextAsync("warehouse");
        await Expect(Turn(page).Locator(".no-answer")).ToContainTextAsync("warehouse");
        await Expect(Turn(page).GetByRole(AriaRole.Button, new() { Name = "Ask again" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(English)]
    [InlineData(Spanish)]
    public async Task On_a_phone_nothing_scrolls_sideways(string address)
    {
        await using var page = await OpenAsync(address, Phone);
        Assert.Equal(360, await page.Browser.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        await DrawAsync(page, address == English ? "ask-phone-en" : "ask-phone-es");
    }

    [Theory]
    [InlineData(English, ColorScheme.Light)]
    [InlineData(Spanish, ColorScheme.Dark)]
    public async Task The_rules_of_WCAG_that_a_program_can_check_are_kept(string address, ColorScheme colours)
    {
        await using var page = await OpenAsync(address, new() { ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 1280, Height = 900 } });
        await page.Browser.Locator("button[aria-expanded]").First.ClickAsync();
        await Expect(Turn(page).Locator(".source")).ToContainTextAsync("tmdb/movies");
        var result = await page.Browser.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
        await DrawAsync(page, colours == ColorScheme.Light ? "ask-light" : "ask-dark");
    }

    private static ILocator Turn(OpenPage page) => page.Browser.Locator(".turn").First;

    /// <summary>For a person to look at, where the environment names a folder.</summary>
    private static async Task DrawAsync(OpenPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("HITCAST_PICTURES") is { } folder)
        {
            await page.Browser.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }

    private async Task<OpenPage> OpenAsync(string address, BrowserNewContextOptions? options = null)
    {
        var page = await server.OpenAddressAsync(asked.Server, address, options);
        await Expect(page.Browser.Locator(".turn:not([aria-busy]) .said")).ToBeVisibleAsync();
        await Expect(page.Browser.Locator(".chips button").First).ToBeVisibleAsync();
        return page;
    }
}
