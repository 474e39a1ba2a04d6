using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Hitcast.Story.Tests;

/// <summary>An answer on the page.</summary>
internal sealed partial class Answer(ILocator turn)
{
    public Task HasChartOfAsync(string title) => Expect(turn.GetByRole(AriaRole.Img).Filter(new() { HasText = title }).First).ToBeVisibleAsync();

    public Task IsByAsync(string way) => Expect(turn.Locator(".way")).ToContainTextAsync(way);

    public async Task<IReadOnlyList<string>> TitlesAsync() =>
        await turn.GetByRole(AriaRole.Button, new() { NameRegex = SourceOf() }).EvaluateAllAsync<string[]>("all => all.map(button => button.getAttribute('aria-label').replace('Source of ', ''))");

    /// <summary>The whole number that a movie's row has in a column.</summary>
    public async Task<long> NumberAsync(string title, string column)
    {
        var headings = await turn.Locator(".data th").AllInnerTextsAsync();
        var at = headings.Select((heading, place) => (heading, place)).Single(pair => pair.heading.StartsWith(column, StringComparison.Ordinal)).place;
        var cell = turn.Locator(".data tbody tr").Filter(new() { HasText = title }).Locator("td").Nth(at);
        return long.Parse(await cell.InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }

    /// <summary>Follows the link beside a row.</summary>
    public async Task<string> SourceOfAsync(string title)
    {
        await turn.GetByRole(AriaRole.Button, new() { Name = $"Source of {title}" }).ClickAsync();
        return await turn.Locator(".source dl").InnerTextAsync();
    }

    [GeneratedRegex("^Source of ")]
    private static partial Regex SourceOf();
}
