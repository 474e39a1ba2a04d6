using System.Collections.Frozen;
using System.Reflection;

namespace Hitcast.InferenceApi.Pages;

/// <summary>The files of <c>wwwroot</c>, which lie in the assembly: the page is there wherever the program runs.</summary>
public static class PageFiles
{
    private const string Prefix = "page/";

    private static readonly FrozenDictionary<string, WebFile> Files = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Prefix.Length..], name => new WebFile(Read(name), ContentTypeOf(name)));

    internal static WebFile Index => Files["index.html"];

    internal static WebFile? Find(string name) => Files.GetValueOrDefault(name);

    /// <summary>Sends a page of <c>wwwroot</c>.</summary>
    public static Task SendAsync(HttpContext context, string name) => SendAsync(context, Files[name]);

    internal static Task SendAsync(HttpContext context, WebFile file, string cacheControl = "no-cache")
    {
        context.Response.Headers.CacheControl = cacheControl;
        return TypedResults.Bytes(file.Content, file.ContentType, entityTag: file.EntityTag).ExecuteAsync(context);
    }

    private static byte[] Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"No content type is known for '{other}'. Add it to PageFiles."),
    };
}
