using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.ModelRepository;
using SkiaSharp;

namespace Hitcast.InferenceApi.Pages;

/// <summary>The pictures of a model card: only those that the manifest lists.</summary>
internal static class Plots
{
    public const string Folder = "plots/";

    /// <summary>Whether a path, as a card writes it, is a picture of the version.</summary>
    public static bool IsListed(Manifest manifest, string path) =>
        path.StartsWith(Folder, StringComparison.Ordinal) && manifest.Files.ContainsKey(path) && ContentTypeOf(path) is not null;

    /// <summary>Null where the version has no picture of that name, or its file is gone.</summary>
    public static async Task<WebFile?> ReadAsync(ModelVersion version, string plot, CancellationToken cancellation)
    {
        var path = Folder + plot;
        if (!IsListed(version.Manifest, path))
        {
            return null;
        }

        try
        {
            return new(await File.ReadAllBytesAsync(Path.Combine(version.Folder, path), cancellation), ContentTypeOf(path)!);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            // A version that is served goes on when its folder is deleted; its pictures do not.
            return null;
        }
    }

    /// <summary>Width and height in pixels; null of a drawing without pixels, and where the file is gone.</summary>
    public static SKSizeI? SizeOf(ModelVersion version, string path)
    {
        using var picture = SKCodec.Create(Path.Combine(version.Folder, path));
        return picture?.Info.Size;
    }

    public static string Existing(ModelVersion version) =>
        "The version has no plot of that name. There are "
        + string.Join(", ", version.Manifest.Files.Keys.Where(path => IsListed(version.Manifest, path)).Select(path => path[Folder.Length..])) + ".";

    private static string? ContentTypeOf(string path) => Path.GetExtension(path) switch
    {
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".webp" => "image/webp",
        ".svg" => "image/svg+xml",
        _ => null,
    };
}
