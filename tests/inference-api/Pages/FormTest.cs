using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Hitcast.InferenceApi.Tests.Pages;

[Collection(PageServer.Collection)]
public sealed partial class FormTest(PageServer server)
{
    private const string Songs = "spotify-popularity";
    private const string Movies = "movie-success";

    [Theory]
    [InlineData(Songs)]
    [InlineData(Movies)]
    public async Task Every_input_of_the_manifest_has_a_field_with_its_example_and_limits(string model)
    {
        await using var page = await server.OpenAsync(model);
        using var shown = JsonDocument.Parse(await server.Server.Client.GetStringAsync($"/models/{model}", TestContext.Current.CancellationToken));
        foreach (var input in shown.RootElement.GetProperty("manifest").GetProperty("inputs").EnumerateArray())
        {
            var field = page.Browser.Locator(".field").Filter(new() { Has = page.Browser.Locator($"#in-{input.GetProperty("name").GetString()}-hint") });
            await Expect(field.Locator(".hint")).ToContainTextAsync(input.GetProperty("description").GetString()!);
            if (input.GetProperty("unit").GetString() is { } unit)
            {
                await Expect(field.Locator(".hint")).ToContainTextAsync(unit);
            }

            if (input.GetProperty("kind").GetString() == "number")
            {
                Assert.Equal(input.GetProperty("example").GetDouble(), await field.Locator("input").First.EvaluateAsync<double>("input => input.valueAsNumber"));
            }
            else if (input.GetProperty("kind").GetString() is "date" or "category")
            {
                await Expect(field.Locator("input").First).ToHaveValueAsync(input.GetProperty("example").GetString()!);
            }
            else if (input.GetProperty("kind").GetString() == "list")
            {
                await Expect(field.Locator(".tags li span")).ToHaveTextAsync(input.GetProperty("example").EnumerateArray().Select(item => item.GetString()!));
            }
        }

        page.AssertQuiet();
    }

    [Fact]
    public async Task The_keyboard_alone_changes_the_answer()
    {
        await using var page = await server.OpenAsync(Songs);
        var before = await page.Figure.InnerTextAsync();
        await page.Browser.Keyboard.PressAsync("Tab");
        await page.Browser.Keyboard.PressAsync("Enter");
        Assert.Equal("content", await page.FocusedIdAsync());

        await page.TabToAsync("in-album_name");
        await page.Browser.Keyboard.PressAsync("Control+A");
        await page.AnswerToAsync(() => page.Browser.Keyboard.TypeAsync("An album that nobody knows"));
        await Expect(page.Figure).Not.ToHaveTextAsync(before);
        await Expect(page.Status).ToContainTextAsync($"Expected popularity: {await page.Figure.InnerTextAsync()}, between");
        page.AssertQuiet();
    }

    [Fact]
    public async Task Arrows_step_a_number_and_stop_at_its_limit()
    {
        await using var page = await server.OpenAsync(Songs);
        await page.Field("danceability").FillAsync("0.985");
        await page.AnswerToAsync(() => page.Field("danceability").PressAsync("ArrowUp"));
        await Expect(page.Field("danceability")).ToHaveValueAsync("1");
        await page.Field("danceability").PressAsync("ArrowUp");
        await Expect(page.Field("danceability")).ToHaveValueAsync("1");
    }

    [Fact]
    public async Task A_flag_is_a_choice_by_arrow_keys_under_the_names_of_its_sides()
    {
        await using var page = await server.OpenAsync(Songs);
        var mode = page.Browser.GetByRole(AriaRole.Radiogroup, new() { Name = "Mode" });
        await Expect(mode.GetByLabel("minor")).ToBeCheckedAsync();
        await mode.GetByLabel("minor").FocusAsync();
        var response = await page.AnswerToAsync(() => page.Browser.Keyboard.PressAsync("ArrowLeft"));
        await Expect(mode.GetByLabel("major")).ToBeCheckedAsync();
        Assert.Contains("\"mode\":true", response.Request.PostData, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_come_by_Enter_and_comma_and_go_by_Backspace_and_button()
    {
        await using var page = await server.OpenAsync(Movies);
        var tags = page.Browser.GetByRole(AriaRole.List, new() { Name = "Cast, chosen" }).Locator("li > span");
        await page.Field("cast").FocusAsync();
        await page.Browser.Keyboard.TypeAsync("Ann Example,");
        await page.Browser.Keyboard.TypeAsync("  Bob Example ");
        await page.AnswerToAsync(() => page.Browser.Keyboard.PressAsync("Enter"), sent: "\"cast\":[\"Meryl Streep\",\"Tom Hanks\",\"Ann Example\",\"Bob Example\"]");
        await Expect(tags).ToHaveTextAsync(["Meryl Streep", "Tom Hanks", "Ann Example", "Bob Example"]);

        await page.Browser.Keyboard.PressAsync("Backspace");
        await Expect(tags).ToHaveTextAsync(["Meryl Streep", "Tom Hanks", "Ann Example"]);
        await page.Browser.GetByRole(AriaRole.Button, new() { Name = "Remove Meryl Streep" }).PressAsync("Enter");
        await Expect(tags).ToHaveTextAsync(["Tom Hanks", "Ann Example"]);
        await Expect(page.Browser.GetByRole(AriaRole.Button, new() { Name = "Remove Tom Hanks" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_comma_within_a_known_name_does_not_end_it()
    {
        await using var page = await server.OpenAsync(Movies);
        await page.Field("production_companies").FocusAsync();
        await page.Browser.Keyboard.TypeAsync("Kennedy/Marshall Company, The");
        await page.AnswerToAsync(() => page.Browser.Keyboard.PressAsync("Enter"));
        await Expect(page.Browser.GetByRole(AriaRole.Button, new() { Name = "Remove Kennedy/Marshall Company, The" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_is_wrong_stands_at_its_field_and_goes_when_it_is_right()
    {
        await using var page = await server.OpenAsync(Songs);
        await page.AnswerToAsync(() => page.Field("tempo").FillAsync("9999"));
        await Expect(page.ErrorOf("tempo")).ToContainTextAsync("Tempo is 9999. It must be a number from 0 to 500");
        await Expect(page.Field("tempo")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(page.Answer).ToContainTextAsync("No answer yet");

        await page.AnswerToAsync(() => page.Field("track_genre").FillAsync(""));
        await Expect(page.ErrorOf("track_genre")).ToContainTextAsync("is missing");
        await page.Answer.GetByRole(AriaRole.Button, new() { Name = "Track genre" }).ClickAsync();
        await Expect(page.Field("track_genre")).ToBeFocusedAsync();

        await page.AnswerToAsync(() => page.Field("track_genre").FillAsync("piano"));
        await page.AnswerToAsync(() => page.Field("tempo").FillAsync("120"));
        await Expect(page.ErrorOf("tempo")).ToBeEmptyAsync();
        await Expect(page.Figure).ToBeVisibleAsync();
        page.AssertQuiet(refusedRequests: true);
    }

    [Fact]
    public async Task An_answer_that_comes_late_is_dropped()
    {
        await using var page = await server.OpenAsync(Songs);
        var held = new TaskCompletionSource();
        var first = true;
        await page.Browser.RouteAsync("**/predict**", async route =>
        {
            if (first)
            {
                first = false;
                await held.Task;
            }

            await route.ContinueAsync();
        });
        await page.Browser.RunAndWaitForRequestAsync(() => page.Field("tempo").FillAsync("0"), _ => true);
        await page.AnswerToAsync(() => page.Field("album_name").FillAsync("Nobody knows it"));
        await page.UntilAnsweredAsync();
        var shown = await page.Answer.InnerTextAsync();
        held.SetResult();
        await page.Browser.EvaluateAsync("() => fetch('health/live')");
        Assert.Equal(shown, await page.Answer.InnerTextAsync());
    }

    [Fact]
    public async Task An_address_brings_back_what_was_entered()
    {
        await using var page = await server.OpenAsync(Movies);
        await page.AnswerToAsync(() => page.Field("budget").FillAsync("1234567"));
        await page.Field("cast").FillAsync("A & B, #1?");
        await page.AnswerToAsync(() => page.Field("cast").PressAsync("Enter"));
        await page.AnswerToAsync(() => page.Field("runtime").FillAsync(""));
        var figure = await page.Figure.InnerTextAsync();

        await using var again = await server.OpenAsync(new Uri(page.Browser.Url).Fragment[1..]);
        await Expect(again.Field("budget")).ToHaveValueAsync("1234567");
        await Expect(again.Field("runtime")).ToHaveValueAsync("");
        await Expect(again.Browser.GetByRole(AriaRole.Button, new() { Name = "Remove A & B, #1?" })).ToBeVisibleAsync();
        await Expect(again.Figure).ToHaveTextAsync(figure);
    }

    [Fact]
    public async Task The_curl_command_gives_the_answer_that_is_shown()
    {
        await using var page = await server.OpenAsync(Songs);
        await page.AnswerToAsync(() => page.Field("track_name").FillAsync("It's a $(song) \"here\" \\ é"));
        await page.Answer.GetByText("Ask the same with curl").ClickAsync();
        var command = CurlCommand().Match(await page.Answer.Locator("pre code").InnerTextAsync());
        Assert.True(command.Success);

        var request = Unquoted(command.Groups["body"].Value);
        Assert.Equal("It's a $(song) \"here\" \\ é", JsonDocument.Parse(request).RootElement.GetProperty("track_name").GetString());
        using var body = new StringContent(request, Encoding.UTF8, "application/json");
        using var response = await server.Server.Client.PostAsync(new Uri(Unquoted(command.Groups["url"].Value)), body, TestContext.Current.CancellationToken);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var prediction = answer.RootElement.GetProperty("prediction").GetDouble();
        await Expect(page.Figure).ToHaveTextAsync(prediction.ToString("F1", CultureInfo.InvariantCulture));
    }

    /// <summary>What a POSIX shell makes of a word in single quotes.</summary>
    private static string Unquoted(string word) => word.Replace(@"'\''", "'", StringComparison.Ordinal);

    [GeneratedRegex(@"^curl '(?<url>[^']+)' \\\n  -H 'Content-Type: application/json' \\\n  -d '(?<body>(?:[^']|'\\'')*)'$")]
    private static partial Regex CurlCommand();
}
