using System.Text;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Pages;
using SkiaSharp;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Pages;

public sealed class CardMarkdownTest
{
    private static readonly Manifest Movies = Manifest.Parse(Published.Read("movie-success/2", "manifest.json"));

    private static readonly Func<string, SKSizeI?> NoSize = _ => null;

    [Theory]
    [MemberData(nameof(Published.Versions), MemberType = typeof(Published))]
    public void A_published_card_shows_all_its_plots_and_has_no_style_or_script(string version)
    {
        var manifest = Manifest.Parse(Published.Read(version, "manifest.json"));
        var html = CardMarkdown.ToHtml(Encoding.UTF8.GetString(Published.Read(version, "card.md")), manifest, "versions/9/", _ => new(1200, 800));
        Assert.All(
            manifest.Files.Keys.Where(file => file.StartsWith("plots/", StringComparison.Ordinal)),
            plot => Assert.Contains($"<img src=\"versions/9/{plot}\" width=\"1200\" height=\"800\"", html, StringComparison.Ordinal));
        Assert.Contains("id=\"limits\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("<img src=x onerror=alert(1)>", "<img")]
    [InlineData("[text](javascript:alert(1))", "href")]
    [InlineData("[text](/models)", "href")]
    [InlineData("<javascript:alert(1)>", "href")]
    [InlineData("![text](https://example.org/picture.png)", "<img")]
    [InlineData("![text](plots/other.png)", "<img")]
    [InlineData("![text](plots/../../1/plots/roc.png)", "<img")]
    [InlineData("![text](model.onnx)", "<img")]
    public void What_would_run_or_lead_elsewhere_stays_text(string markdown, string forbidden) =>
        Assert.DoesNotContain(forbidden, CardMarkdown.ToHtml(markdown, Movies, "", NoSize), StringComparison.Ordinal);

    [Fact]
    public void A_picture_that_is_not_the_version_s_leaves_its_description() =>
        Assert.Equal("<p>before a <em>curve</em> after</p>\n", CardMarkdown.ToHtml("before ![a *curve*](https://example.org/p.png) after", Movies, "", NoSize));

    [Fact]
    public void A_picture_whose_size_cannot_be_told_is_shown_without() =>
        Assert.Equal("<p><img src=\"plots/roc.png\" alt=\"a\" /></p>\n", CardMarkdown.ToHtml("![a](plots/roc.png)", Movies, "", NoSize));

    [Fact]
    public void Links_to_the_web_and_into_the_card_work() =>
        Assert.Equal(
            "<p><a href=\"https://example.org/\">a</a> <a href=\"#limits\">b</a></p>\n",
            CardMarkdown.ToHtml("[a](https://example.org/) [b](#limits)", Movies, "", NoSize));

    [Fact]
    public void A_table_scrolls_by_itself_under_its_heading_s_name_and_aligns_by_class()
    {
        var html = CardMarkdown.ToHtml("## Errors & more\n\n| a | b |\n|---|---:|\n| x | 1 |\n", Movies, "", NoSize);
        Assert.Contains("<div class=\"scrolls\" role=\"group\" tabindex=\"0\" aria-label=\"Table: Errors &amp; more\">", html, StringComparison.Ordinal);
        Assert.Contains("<td class=\"number\">1</td>", html, StringComparison.Ordinal);
    }
}
