using System.Text;
using System.Text.Json;
using Deque.AxeCore.Playwright;
using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Tests.Charts;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Hitcast.InferenceApi.Tests.Pages;

/// <summary>The page's own drawing of charts, in a page of ours under its content policy.</summary>
[Collection(PageServer.Collection)]
public sealed class ChartTest(PageServer server)
{
    private const string Draw = """
        async figure => {
          const { drawChart } = await import('/page/chart.js');
          const style = document.createElement('link');
          const loaded = new Promise(resolve => { style.onload = resolve; });
          Object.assign(style, { rel: 'stylesheet', href: '/page/chart.css' });
          document.head.append(style);
          await loaded;
          document.querySelector('main').replaceChildren(document.createElement('h1'), drawChart(JSON.parse(figure)));
          document.querySelector('main h1').textContent = 'A chart';
        }
        """;

    private static readonly Dictionary<ChartType, Chart> Charts = new[]
    {
        ChartPlanner.Plan(Tables.Named("movies", 9, index => 40L - index), Tables.Request(ChartType.Bar)),
        ChartPlanner.Plan(Tables.Named("movies", 9, index => 40L - index), Tables.Request(ChartType.Share)),
        ChartPlanner.Plan(Tables.Yearly("movies", 9, index => 1.0 + index), Tables.Request(ChartType.Column)),
        ChartPlanner.Plan(Tables.YearlyByGenre("revenue", 4, (year, genre) => 1e6 * (year + genre)), Tables.Request(ChartType.Line)),
        ChartPlanner.Plan(Tables.YearlyByGenre("revenue", 4, (year, genre) => 1e6 * (year + genre + 1)), Tables.Request(ChartType.Area)),
        ChartPlanner.Plan(Tables.Of("title:text budget:integer runtime:integer", ["A", 3L, 90L], ["B", 1L, 100L], ["C", 2L, 110L]), Tables.Request(ChartType.Scatter)),
        ChartPlanner.Plan(Tables.Of("runtime:integer", [.. Enumerable.Range(0, 50).Select(index => new object?[] { 60L + index })]), Tables.Request()),
        ChartPlanner.Plan(Tables.Of("title:text director:text", ["A", "B"], ["C", "D"]), Tables.Request()),
    }.ToDictionary(plan => plan.Chart.Type, plan => plan.Chart);

    public static TheoryData<ChartType> Types { get; } = [.. Enum.GetValues<ChartType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Every_type_is_drawn_with_its_data_as_a_table(ChartType type)
    {
        await using var page = await OpenAsync(Charts[type], ColorScheme.Light);
        await Expect(page.Browser.Locator("figcaption")).ToHaveTextAsync("Of movies");
        if (type != ChartType.Table)
        {
            await Expect(page.Browser.GetByRole(AriaRole.Img)).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("^Of movies"));
            Assert.True(await page.Browser.Locator(".chart-picture > svg").Locator("rect, path, circle").CountAsync() > 1);
            await page.Browser.GetByText("The data as a table").ClickAsync();
        }

        var rows = type == ChartType.Table ? 2 : Charts[type].Series.SelectMany(series => series.Points).Select(point => point.X).Distinct().Count();
        await Expect(page.Browser.Locator("tbody tr")).ToHaveCountAsync(rows);
        Assert.DoesNotContain("NaN", await page.Browser.Locator("figure").InnerHTMLAsync(), StringComparison.Ordinal);
        page.AssertQuiet();
    }

    [Theory]
    [InlineData(ChartType.Line, ColorScheme.Light)]
    [InlineData(ChartType.Area, ColorScheme.Dark)]
    [InlineData(ChartType.Bar, ColorScheme.Dark)]
    [InlineData(ChartType.Table, ColorScheme.Light)]
    public async Task The_rules_of_WCAG_that_a_program_can_check_are_kept(ChartType type, ColorScheme colours)
    {
        await using var page = await OpenAsync(Charts[type], colours);
        var result = await page.Browser.RunAxe();
        Assert.Empty(result.Violations.Select(violation => $"{violation.Id}: {violation.Help}: {string.Join(", ", violation.Nodes.Select(node => node.Html))}"));
    }

    [Fact]
    public async Task Arrow_keys_lead_from_value_to_value()
    {
        await using var page = await OpenAsync(Charts[ChartType.Line], ColorScheme.Light);
        var tip = page.Browser.GetByRole(AriaRole.Status).And(page.Browser.Locator(".chart-tip"));
        await page.Browser.Locator(".chart-picture > svg").FocusAsync();
        await page.Browser.Keyboard.PressAsync("Home");
        await Expect(tip).ToHaveTextAsync("2000Genre 0: 0Genre 1: 1,000,000Genre 2: 2,000,000Genre 3: 3,000,000");
        await page.Browser.Keyboard.PressAsync("ArrowRight");
        await Expect(tip).ToContainTextAsync("2001Genre 0: 1,000,000");
        await page.Browser.Keyboard.PressAsync("End");
        await page.Browser.Keyboard.PressAsync("ArrowDown");
        await Expect(tip).ToContainTextAsync("2004");
        await page.Browser.Keyboard.PressAsync("Escape");
        await Expect(tip).ToBeEmptyAsync();
        page.AssertQuiet();
    }

    [Fact]
    public async Task Pointing_at_a_bar_tells_its_number()
    {
        await using var page = await OpenAsync(Charts[ChartType.Share], ColorScheme.Light);
        await page.Browser.Locator(".chart-picture > svg rect.series-0").Nth(2).HoverAsync();
        await Expect(page.Browser.Locator(".chart-tip")).ToHaveTextAsync("Name 2Movies: 38 · 12%");
        page.AssertQuiet();
    }

    [Fact]
    public async Task Text_is_shown_as_text()
    {
        const string hostile = "<img src=x onerror=alert(1)>";
        var chart = ChartPlanner.Plan(Tables.Of("title:text revenue:integer", [hostile, 5L], ["Up", 3L]), Tables.Request(title: hostile, language: ChartLanguage.Spanish)).Chart;
        await using var page = await OpenAsync(chart, ColorScheme.Light);
        await Expect(page.Browser.Locator("figcaption")).ToHaveTextAsync(hostile);
        await page.Browser.GetByText("Los datos en una tabla").ClickAsync();
        await Expect(page.Browser.Locator("tbody td").First).ToHaveTextAsync(hostile);
        await Expect(page.Browser.Locator("figure img")).ToHaveCountAsync(0);
        page.AssertQuiet();
    }

    [Fact]
    public async Task On_a_phone_nothing_scrolls_sideways_and_what_turns_is_drawn_anew()
    {
        await using var page = await OpenAsync(Charts[ChartType.Column], ColorScheme.Light, new() { Width = 360, Height = 740 });
        Assert.Equal(360, await page.Browser.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        var picture = page.Browser.Locator(".chart-picture > svg");
        var upright = await picture.GetAttributeAsync("viewBox");
        await page.Browser.SetViewportSizeAsync(740, 360);
        await Expect(picture).Not.ToHaveAttributeAsync("viewBox", upright!);
        page.AssertQuiet();
    }

    private async Task<OpenPage> OpenAsync(Chart chart, ColorScheme colours, ViewportSize? size = null)
    {
        var page = await server.OpenAddressAsync(server.Server, "models/movie-success/card", new() { ColorScheme = colours, ReducedMotion = ReducedMotion.Reduce, ViewportSize = size });
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            ChartFigure.Write(writer, chart);
        }

        await page.Browser.EvaluateAsync(Draw, Encoding.UTF8.GetString(bytes.ToArray()));
        if (chart.Type != ChartType.Table)
        {
            await Expect(page.Browser.Locator(".chart-picture > svg[viewBox]")).ToBeVisibleAsync();
        }

        return page;
    }
}
