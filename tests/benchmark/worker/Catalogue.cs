using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitcast.Worker.Lake;

namespace Hitcast.Worker.Benchmark;

/// <summary>A catalogue of any size: the sample's movies again and again, under other numbers.</summary>
internal static class Catalogue
{
    private const int ObjectLines = 1000;

    /// <returns>The keys of the objects.</returns>
    public static async Task<IReadOnlyList<string>> WriteAsync(ILake lake, int movies)
    {
        var sample = ReadSample();
        var keys = new List<string>();
        for (var first = 0; first < movies; first += ObjectLines)
        {
            var key = $"tmdb/movies/2026-03-05T000000Z/{keys.Count + 1:000000}.jsonl.gz";
            await lake.PutIfAbsentAsync(key, Zip(Enumerable.Range(first, Math.Min(ObjectLines, movies - first)).Select(i => Renumbered(sample[i % sample.Count], i + 1))), CancellationToken.None);
            keys.Add(key);
        }

        return keys;
    }

    private static string Renumbered(JsonNode line, int id)
    {
        line["id"] = id;
        line["body"]!["id"] = id;
        return line.ToJsonString();
    }

    public static List<JsonNode> ReadSample()
    {
        var folder = Path.GetFullPath(Path.Combine(Here(), "../../../worker/sample-catalogue"));
        var lines = new List<JsonNode>();
        foreach (var file in Directory.GetFiles(folder, "*.jsonl.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
            while (reader.ReadLine() is { } line)
            {
                lines.Add(JsonNode.Parse(line) ?? throw new JsonException("null"));
            }
        }

        return lines;
    }

    private static byte[] Zip(IEnumerable<string> lines)
    {
        using var content = new MemoryStream();
        using (var zip = new GZipStream(content, CompressionLevel.Fastest))
        {
            foreach (var line in lines)
            {
                zip.Write(Encoding.UTF8.GetBytes(line + "\n"));
            }
        }

        return content.ToArray();
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
