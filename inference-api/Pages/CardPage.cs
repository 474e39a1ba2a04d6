using System.Globalization;
using System.Net;
using System.Text;
using Hitcast.InferenceApi.ModelRepository;

namespace Hitcast.InferenceApi.Pages;

/// <summary>A version's model card as a page in the style of the others.</summary>
internal static class CardPage
{
    private static readonly string Template = Encoding.UTF8.GetString(PageFiles.Find("card.html")!.Content.Span);

    /// <param name="numbered">Whether the address names the version; all links of the page are relative to it.</param>
    public static WebFile Of(ModelVersion version, bool numbered)
    {
        var manifest = version.Manifest;
        var address = numbered ? "" : string.Create(CultureInfo.InvariantCulture, $"versions/{manifest.Version}/");
        var page = Template
            .Replace("{{root}}", numbered ? "../../../../" : "../../", StringComparison.Ordinal)
            .Replace("{{model}}", manifest.Name, StringComparison.Ordinal)
            .Replace("{{title}}", WebUtility.HtmlEncode(manifest.Title), StringComparison.Ordinal)
            .Replace("{{card}}", CardMarkdown.ToHtml(Encoding.UTF8.GetString(version.Card.Span), manifest, address, path => Plots.SizeOf(version, path)), StringComparison.Ordinal);
        return new(Encoding.UTF8.GetBytes(page), "text/html; charset=utf-8");
    }
}
