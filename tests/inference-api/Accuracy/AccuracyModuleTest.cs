using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hitcast.InferenceApi.Tests.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Hitcast.InferenceApi.Tests.Accuracy;

[Collection(PageServer.Collection)]
public sealed class AccuracyModuleTest(KeptForecasts kept, PageServer browser) : IClassFixture<KeptForecasts>
{
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Results_that_are_known_are_told_by_version_month_and_tenth_of_the_chances()
    {
        var version = (await GetAsync(kept.Server, KeptForecasts.Known))["versions"]!.AsArray().Single()!;
        Assert.Equal(kept.Cases.Count, (int)version["results"]!);
        Assert.Equal(kept.Cases.Count(one => one.PaidOff), (int)version["paid_off"]!);
        Assert.Equal(Auc(), (double)version["auc"]!, 1e-9);
        Assert.Equal(kept.Cases.Average(one => Math.Pow(one.Probability - (one.PaidOff ? 1 : 0), 2)), (double)version["brier"]!, 1e-9);
        var month = version["months"]!.AsArray().Single()!;
        Assert.Equal("2026-03", (string?)month["month"]);
        Assert.Equal((double)version["auc"]!, (double)month["auc"]!);
        Assert.Equal(kept.Cases.Count, version["calibration"]!.AsArray().Sum(bin => (int)bin!["results"]!));
    }

    [Fact]
    public async Task Where_none_is_known_yet_or_there_is_no_warehouse_the_reply_says_so()
    {
        var waiting = (await GetAsync(kept.Server, KeptForecasts.Waiting))["versions"]!.AsArray().Single()!;
        Assert.Equal(24, (int)waiting["movies"]!);
        Assert.Equal(0, (int)waiting["results"]!);
        Assert.Null(waiting["auc"]);
        Assert.Empty(waiting["months"]!.AsArray());

        await using var alone = await ApiServer.StartAsync("Questions:ConnectionFile=no-such-file");
        var nothing = await GetAsync(alone, "movie-success");
        Assert.Empty(nothing["versions"]!.AsArray());
        Assert.NotEmpty((string)nothing["reason"]!);
        Assert.Equal("There is no model of that name. Did you mean 'movie-success'?", (string?)(await GetAsync(alone, "movie-sucess"))["detail"]);
    }

    [Fact]
    public async Task Metrics_name_the_figures_of_each_version()
    {
        var pattern = new Regex("hitcast_model_realised_auc\\{[^}]*model_name=\"known-results\",model_version=\"2\"[^}]*\\} (?<value>[0-9.]+)");
        var text = "";
        while (!pattern.IsMatch(text))
        {
            text = await kept.Server.Client.GetStringAsync("/metrics", cancellation);
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
        }

        Assert.Equal(Auc(), double.Parse(pattern.Match(text).Groups["value"].Value, CultureInfo.InvariantCulture), 1e-9);
        Assert.Matches("hitcast_model_realised_results\\{[^}]*model_name=\"waiting-for-results\"[^}]*\\} 0\\s", text);
        Assert.DoesNotMatch("hitcast_model_realised_brier\\{[^}]*model_name=\"waiting-for-results\"", text);
        Assert.Matches("hitcast_model_realised_calibration_gap\\{[^}]*model_name=\"known-results\"", text);
    }

    [Fact]
    public async Task The_page_shows_them_and_says_where_there_are_none_yet()
    {
        await using var page = await browser.OpenAddressAsync(kept.Server, $"#{KeptForecasts.Known}");
        await page.UntilAnsweredAsync();
        var section = page.Browser.GetByRole(AriaRole.Region, new() { Name = "Held against what came" });
        await Expect(section).ToContainTextAsync($"Version 2: {kept.Cases.Count:N0} results");
        await Expect(section).ToContainTextAsync($"it had told which is which {Math.Round(100 * Auc())} times out of 100");
        await Expect(section.GetByRole(AriaRole.Img)).ToHaveAccessibleNameAsync(new Regex("Calibration of version 2: said"));
        await Expect(section.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        page.AssertQuiet();

        await using var waiting = await browser.OpenAddressAsync(kept.Server, $"#{KeptForecasts.Waiting}");
        await Expect(waiting.Browser.GetByRole(AriaRole.Region, new() { Name = "Held against what came" }))
            .ToContainTextAsync("Version 2 has forecast 24 movies. None of the results is known yet.");
    }

    private double Auc() => (
        from won in kept.Cases
        where won.PaidOff
        from lost in kept.Cases
        where !lost.PaidOff
        select won.Probability > lost.Probability ? 1 : won.Probability == lost.Probability ? 0.5 : 0).Average();

    private async Task<JsonNode> GetAsync(ApiServer server, string model) =>
        (await JsonNode.ParseAsync(await (await server.Client.GetAsync($"/models/{model}/accuracy", cancellation)).Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation))!;
}
