using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hitcast.Story.Tests;

/// <summary>One reply of TMDB, as it lies in the lake.</summary>
internal static partial class LakeLine
{
    /// <param name="source">What the page says of where a row comes from: it names object and line.</param>
    public static JsonElement Read(string lake, string source)
    {
        var place = Place().Match(source);
        using var lines = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(lake, place.Groups["object"].Value)), CompressionMode.Decompress));
        for (var skipped = int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture) - 1; skipped > 0; skipped--)
        {
            lines.ReadLine();
        }

        return JsonDocument.Parse(lines.ReadLine()!).RootElement;
    }

    [GeneratedRegex(@"(?<object>tmdb/movies/\S+\.jsonl\.gz), line (?<line>\d+)")]
    private static partial Regex Place();
}
