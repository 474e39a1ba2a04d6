using System.Globalization;
using Hitcast.InferenceApi.Contract;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using SkiaSharp;

namespace Hitcast.InferenceApi.Pages;

/// <summary>Markdown of a model card to HTML that needs nothing but this server, and runs nothing.</summary>
internal static class CardMarkdown
{
    /// <summary>The anchor of the section that says what the model must not be used for.</summary>
    public const string LimitsAnchor = "limits";

    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    /// <param name="address">The version's address, relative to the page's; empty or with a slash at its end.</param>
    /// <param name="sizeOf">The pixels of a picture of the version, by its path; null where they cannot be told.</param>
    public static string ToHtml(string markdown, Manifest manifest, string address, Func<string, SKSizeI?> sizeOf)
    {
        var card = Markdown.Parse(markdown, Pipeline);
        NameLimits(card);
        foreach (var link in card.Descendants<LinkInline>().ToList())
        {
            Confine(link, manifest, address, sizeOf);
        }

        foreach (var link in card.Descendants<AutolinkInline>().Where(link => !link.IsEmail && !IsForPeople(link.Url)).ToList())
        {
            link.ReplaceBy(new LiteralInline(link.Url));
        }

        using var html = new StringWriter();
        var renderer = new HtmlRenderer(html);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.ReplaceOrAdd<HtmlTableRenderer>(new CardTableRenderer());
        renderer.Render(card);
        return html.ToString();
    }

    private static void NameLimits(MarkdownDocument card) =>
        card.Descendants<HeadingBlock>().FirstOrDefault(heading => TextOf(heading).Contains("must not", StringComparison.OrdinalIgnoreCase))
            ?.SetAttributes(new() { Id = LimitsAnchor });

    public static string TextOf(LeafBlock block) =>
        block.Inline is null ? "" : string.Concat(block.Inline.Descendants<LiteralInline>().Select(literal => literal.Content.ToString()));

    /// <summary>Pictures are the version's own, links lead to the web or into the card; of anything else the text is left.</summary>
    private static void Confine(LinkInline link, Manifest manifest, string address, Func<string, SKSizeI?> sizeOf)
    {
        var url = link.Url ?? "";
        if (link.IsImage && Plots.IsListed(manifest, url))
        {
            link.Url = address + url;
            KeepRoom(link, sizeOf(url));
        }
        else if (link.IsImage || !IsForPeople(url))
        {
            link.ReplaceBy(new ContainerInline());
        }
    }

    /// <summary>A picture has its room before it arrives, so that nothing below it moves while somebody reads there.</summary>
    private static void KeepRoom(LinkInline picture, SKSizeI? size)
    {
        if (size is { } pixels)
        {
            picture.GetAttributes().AddProperty("width", pixels.Width.ToString(CultureInfo.InvariantCulture));
            picture.GetAttributes().AddProperty("height", pixels.Height.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static bool IsForPeople(string url) =>
        url.StartsWith('#') || (Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "https" or "http");
}

/// <summary>Wide tables scroll by themselves; columns are aligned by class, since the page allows no styles in its HTML.</summary>
internal sealed class CardTableRenderer : HtmlTableRenderer
{
    protected override void Write(HtmlRenderer renderer, Table table)
    {
        AlignByClass(table);
        var heading = table.Parent?.TakeWhile(block => block != table).OfType<HeadingBlock>().LastOrDefault();
        renderer.Write("<div class=\"scrolls\" role=\"group\" tabindex=\"0\" aria-label=\"Table: ");
        renderer.WriteEscape(heading is null ? "of the card" : CardMarkdown.TextOf(heading));
        renderer.WriteLine("\">");
        base.Write(renderer, table);
        renderer.WriteLine("</div>");
    }

    private static void AlignByClass(Table table)
    {
        foreach (var row in table.OfType<TableRow>())
        {
            for (var column = 0; column < row.Count && column < table.ColumnDefinitions.Count; column++)
            {
                if (table.ColumnDefinitions[column].Alignment == TableColumnAlign.Right)
                {
                    row[column].GetAttributes().AddClass("number");
                }
            }
        }

        table.ColumnDefinitions.ForEach(column => column.Alignment = null);
    }
}
