using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>A version as a bucket lists it: its files' ETags by their paths, in order.</summary>
internal sealed partial record BucketVersion(string Model, int Version, SortedDictionary<string, string> Tags)
{
    public const string Manifest = "manifest.json";

    /// <summary>Another text means that somebody has written here.</summary>
    public string State => JsonSerializer.Serialize(Tags);

    public string Folder => Path.Combine(Model, Version.ToString(CultureInfo.InvariantCulture));

    /// <summary>The key of a file, behind the repository's prefix.</summary>
    public string KeyOf(string file) => string.Create(CultureInfo.InvariantCulture, $"{Model}/{Version}/{file}");

    /// <summary>All versions among some objects. Keys that no version's file could have, also those that would leave its folder, are passed over.</summary>
    public static IReadOnlyList<BucketVersion> Among(IEnumerable<(string Key, string Tag)> objects)
    {
        var versions = new Dictionary<(string Model, int Version), BucketVersion>();
        foreach (var (key, tag) in objects)
        {
            if (KeyPattern().Match(key) is { Success: true } match && int.TryParse(match.Groups["version"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                var name = (match.Groups["model"].Value, number);
                versions.TryAdd(name, new(name.Value, number, new(StringComparer.Ordinal)));
                versions[name].Tags[match.Groups["file"].Value] = tag;
            }
        }

        return [.. versions.Values];
    }

    /// <summary>Whether all files are there that a manifest lists. One that is no manifest lists none that could be waited for.</summary>
    public bool HasAllOf(ReadOnlySpan<byte> manifest)
    {
        try
        {
            var reader = new Utf8JsonReader(manifest);
            return JsonElement.ParseValue(ref reader).GetProperty("files").EnumerateObject().All(file => Tags.ContainsKey(file.Name));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return true;
        }
    }

    [GeneratedRegex(@"^(?<model>\w[\w.-]*)/(?<version>[1-9][0-9]*)/(?<file>\w[\w.-]*(/\w[\w.-]*)*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();
}
