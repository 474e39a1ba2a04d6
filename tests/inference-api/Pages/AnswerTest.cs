using System.Text.RegularExpressions;
using Hitcast.InferenceApi.Tests.ModelRepository;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Hitcast.InferenceApi.Tests.Pages;

[Collection(PageServer.Collection)]
public sealed class AnswerTest(PageServer server)
{
    [Fact]
    public async Task A_regression_shows_figure_interval_contributions_and_what_is_unusual()
    {
        await using var page = await server.OpenAsync("spotify-popularity?artists=Nobody+Yet&album_name=A&track_name=B&track_genre=piano&tempo=0");
        var interval = page.Answer.GetByRole(AriaRole.Img);
        await Expect(interval).ToHaveAccessibleNameAsync(new Regex("range .* to .*, on a scale from 0 to 100"));
        await Expect(page.Answer).ToContainTextAsync("90 times out of 100");
        await Expect(page.Answer.GetByRole(AriaRole.Region, new() { Name = "Unusual here" })).ToContainTextAsync("Nobody Yet");
        var moved = page.Answer.GetByRole(AriaRole.Region, new() { Name = "What moved it" });
        await Expect(moved.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(7);
        await Expect(moved).ToContainTextAsync("11 other inputs");
        Assert.Equal("33.5", await moved.Locator(".end b").First.InnerTextAsync());
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_classification_shows_chance_and_label_with_its_threshold()
    {
        await using var page = await server.OpenAsync("movie-success");
        await Expect(page.Figure).ToHaveTextAsync(new Regex(@"^\d+%$"));
        await Expect(page.Answer.Locator(".verdict")).ToHaveTextAsync("success");
        await Expect(page.Answer.GetByRole(AriaRole.Img)).ToHaveAccessibleNameAsync(new Regex("called ‘success’ from 50% on"));
        await Expect(page.Answer).ToContainTextAsync("+0.7 doubles the odds");
        page.AssertQuiet();
    }

    [Fact]
    public async Task Another_value_shows_what_it_would_change_and_which_version_says_so()
    {
        await using var page = await server.OpenAsync("movie-success?budget=100000000&genres=Horror&runtime=95&release_date=2015-10-01");
        var before = await page.Figure.InnerTextAsync();
        await Expect(page.Answer.Locator(".what-if")).ToHaveTextAsync("Version 2 says so. Change an input to see what it would do.");
        await page.AnswerToAsync(() => page.Field("budget").FillAsync("5000000"));
        await Expect(page.Answer.Locator(".what-if")).ToContainTextAsync($"than the {before} before");
        await Expect(page.Answer.Locator(".what-if")).ToHaveTextAsync(new Regex(@"^Version 2 says so: \d+ points (more|less) than"));
        await page.Answer.GetByRole(AriaRole.Button, new() { Name = "Compare with this one" }).ClickAsync();
        await Expect(page.Answer.Locator(".what-if")).ToHaveTextAsync("Version 2 says so. Change an input to see what it would do.");
        await page.AnswerToAsync(() => page.Field("budget").FillAsync("100000000"));
        await Expect(page.Answer.Locator(".what-if")).Not.ToContainTextAsync($"than the {before} before");
        page.AssertQuiet();
    }

    [Theory]
    [InlineData("spotify-popularity", "accounts for 87% of what makes one case differ", "R², any recording: 0.874")]
    [InlineData("movie-success", "tells which is which 70 times out of 100", "AUC, mean over the periods: 0.695")]
    public async Task How_good_the_model_is_stands_there_in_words_and_in_its_figure(string model, string words, string figure)
    {
        await using var page = await server.OpenAsync(model);
        var quality = page.Browser.GetByRole(AriaRole.Region, new() { Name = "How good is it?" });
        await Expect(quality).ToContainTextAsync(words);
        await Expect(quality).ToContainTextAsync(figure);
        await quality.GetByRole(AriaRole.Link, new() { Name = "must not be used for" }).ClickAsync();
        await Expect(page.Browser.Locator("#limits")).ToBeInViewportAsync();
        page.AssertQuiet();
    }

    [Fact]
    public async Task What_a_model_must_not_be_used_for_stays_in_view_while_the_plots_above_it_arrive()
    {
        await using var page = await server.OpenAsync("spotify-popularity", new() { ReducedMotion = ReducedMotion.Reduce });
        var plots = new TaskCompletionSource();
        await page.Browser.RouteAsync("**/plots/**", async route =>
        {
            await plots.Task;
            await route.ContinueAsync();
        });
        await page.Browser.GetByRole(AriaRole.Link, new() { Name = "must not be used for" }).ClickAsync();
        var limits = page.Browser.Locator("#limits");
        await Expect(limits).ToBeInViewportAsync();
        var before = await limits.BoundingBoxAsync();
        plots.SetResult();
        foreach (var plot in await page.Browser.Locator(".card img").AllAsync())
        {
            await Expect(plot).ToHaveJSPropertyAsync("complete", true);
        }

        await Expect(limits).ToBeInViewportAsync();
        Assert.Equal(before!.Y, (await limits.BoundingBoxAsync())!.Y, 1.0);
        page.AssertQuiet();
    }

    [Fact]
    public async Task The_model_card_opens_on_the_page_with_its_plots()
    {
        await using var page = await server.OpenAsync("movie-success");
        await page.Browser.Locator(".card-section > summary").PressAsync("Enter");
        var plots = page.Browser.Locator(".card-section img");
        await Expect(plots).ToHaveCountAsync(4);
        foreach (var plot in await plots.AllAsync())
        {
            await plot.ScrollIntoViewIfNeededAsync();
            await Expect(plot).ToHaveJSPropertyAsync("complete", true);
            Assert.True(await plot.EvaluateAsync<int>("image => image.naturalWidth") > 0);
            Assert.NotEmpty(await plot.GetAttributeAsync("alt") ?? "");
        }

        page.AssertQuiet();
    }

    [Fact]
    public async Task A_refused_version_is_shown_with_its_reason_while_the_one_before_answers()
    {
        using var repository = new TemporaryRepository();
        repository.Publish();
        File.WriteAllText(Path.Combine(repository.Publish(version: 3), "card.md"), "Other words than those that were published.");
        await using var own = await ApiServer.StartAsync($"Models:Path={repository.Root}");
        await using var page = await server.OpenAddressAsync(own, "#movie-success");
        var refused = page.Browser.GetByRole(AriaRole.Region, new() { Name = "Refused versions" });
        await Expect(refused).ToContainTextAsync("Version 2 goes on answering");
        await Expect(refused).ToContainTextAsync("Version 3 was refused: card.md: its SHA-256");
        await page.UntilAnsweredAsync();
    }

    [Fact]
    public async Task Where_a_key_is_wanted_the_page_asks_for_it_and_uses_it()
    {
        await using var own = await ApiServer.StartAsync("ApiKeys:0:Name=label", "ApiKeys:0:Key=a-key-of-some-length");
        await using var page = await server.OpenAddressAsync(own, "#movie-success");
        await page.Browser.GetByLabel("API key").FillAsync("a-key-of-some-length");
        await page.Browser.GetByRole(AriaRole.Button, new() { Name = "Use this key" }).ClickAsync();
        await page.UntilAnsweredAsync();
        await page.Answer.GetByText("Ask the same with curl").ClickAsync();
        await Expect(page.Answer.Locator("pre")).ToContainTextAsync("X-Api-Key: $API_KEY");
        await Expect(page.Answer.Locator("pre")).Not.ToContainTextAsync("a-key-of-some-length");
    }

    [Fact]
    public async Task A_server_that_was_away_is_asked_again()
    {
        await using var page = await server.OpenAsync("movie-success");
        await page.Browser.RouteAsync("**/predict**", route => route.AbortAsync());
        await page.Field("budget").FillAsync("5000000");
        await Expect(page.Answer).ToContainTextAsync("The server cannot be reached.");
        await Expect(page.Answer).ToContainTextAsync("Trying again in 3 seconds.");
        await page.Browser.UnrouteAsync("**/predict**");
        await page.UntilAnsweredAsync();
    }

    [Fact]
    public async Task A_model_that_is_published_meanwhile_appears()
    {
        using var repository = new TemporaryRepository();
        await using var own = await ApiServer.StartAsync(_ => { }, $"Models:Path={repository.Root}", "Models:PollSeconds=0.1");
        await using var page = await server.OpenAddressAsync(own, "#movie-success");
        await Expect(page.Browser.GetByText("No model has been published yet.")).ToBeVisibleAsync();
        repository.Publish();
        await page.UntilAnsweredAsync();
        await Expect(page.Browser.GetByRole(AriaRole.Link, new() { Name = "Success of a movie" })).ToHaveAttributeAsync("aria-current", "page");
    }

    /// <summary>Asked while the server starts, or just when a model is published.</summary>
    [Theory]
    [InlineData("#ask")]
    [InlineData("#movie-success")]
    [InlineData("#spotify-popularity")]
    public async Task A_model_whose_title_came_after_the_list_gets_it(string address)
    {
        await using var page = await server.OpenAddressAsync(server.Server, address);
        await page.Browser.RouteAsync("**/models", route => route.FulfillAsync(new() { Json = new { models = new[] { Arriving("movie-success"), Arriving("spotify-popularity") } } }), new() { Times = 1 });
        await page.Browser.ReloadAsync();
        var links = page.Browser.GetByRole(AriaRole.Navigation, new() { Name = "Questions and models" }).GetByRole(AriaRole.Link);
        await Expect(links).ToHaveTextAsync(["Ask about movies", "Success of a movie", "Popularity of a song"]);
        await Expect(links.And(page.Browser.Locator("[aria-current=page]"))).ToHaveAttributeAsync("href", address);
        page.AssertQuiet();

        static object Arriving(string name) => new { name, served_version = (int?)null, versions = new[] { new { version = 2, state = "available" } } };
    }

    [Fact]
    public async Task Another_model_is_a_link_away_and_keeps_the_focus()
    {
        await using var page = await server.OpenAsync("movie-success");
        var link = page.Browser.GetByRole(AriaRole.Link, new() { Name = "Popularity of a song" });
        await link.PressAsync("Enter");
        await Expect(page.Browser).ToHaveTitleAsync("Popularity of a song · Hitcast");
        await Expect(link).ToBeFocusedAsync();
        await page.UntilAnsweredAsync();
        page.AssertQuiet();
    }

    [Fact]
    public async Task A_model_that_nobody_has_heard_of_gets_its_page_and_its_texts_stay_texts()
    {
        using var repository = new TemporaryRepository();
        repository.Publish("made-up", editManifest: manifest =>
        {
            manifest["title"] = "<img src=x onerror=alert(1)> & more";
            manifest["metrics"]!["primary"]!["name"] = "Spearman's rho";
            manifest["inputs"]![1]!["description"] = "<script>alert(1)</script>";
            (manifest["inputs"]![1]!["seen"]!["range"]!["p01"], manifest["inputs"]![1]!["seen"]!["range"]!["p99"]) = (105, 105);
            manifest["inputs"]![1]!["maximum"] = null;
        });
        await using var own = await ApiServer.StartAsync($"Models:Path={repository.Root}");
        await using var page = await server.OpenAddressAsync(own, "#made-up");
        await page.UntilAnsweredAsync();
        await Expect(page.Browser.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("<img src=x onerror=alert(1)> & more");
        await Expect(page.Browser.Locator("#in-runtime-hint")).ToHaveTextAsync("<script>alert(1)</script> · from 1 minutes");
        await Expect(page.Browser.GetByRole(AriaRole.Region, new() { Name = "How good is it?" })).ToContainTextAsync("It scores 0.695253; more is better.");
        await page.AnswerToAsync(() => page.Field("runtime").PressAsync("ArrowUp"));
        page.AssertQuiet();
    }
}
