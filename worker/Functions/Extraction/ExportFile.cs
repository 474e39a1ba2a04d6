using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hitcast.Worker.Hosting.Declaration;

namespace Hitcast.Worker.Functions.Extraction;

/// <summary>TMDB's daily id export: gzipped JSON lines.</summary>
internal static class ExportFile
{
    /// <returns>Each id once, the most popular first.</returns>
    /// <exception cref="FunctionFailedException">The file is cut or no such export.</exception>
    public static async Task<int[]> ReadAsync(string key, Stream content, CancellationToken cancellation)
    {
        var movies = new List<Movie>();
        try
        {
            await using var lines = new GZipStream(content, CompressionMode.Decompress);
            await foreach (var movie in JsonSerializer.DeserializeAsyncEnumerable<Movie>(lines, topLevelValues: true, cancellationToken: cancellation))
            {
                movies.Add(movie);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException or EndOfStreamException)
        {
            throw new FunctionFailedException($"{key} is no id export, or is cut: line {movies.Count + 1} cannot be read. Delete it in the lake to fetch it again.", exception);
        }

        movies.Sort((one, other) => other.Popularity.CompareTo(one.Popularity) is not 0 and var order ? order : one.Id.CompareTo(other.Id));
        return [.. movies.Select(movie => movie.Id).Distinct()];
    }

    private readonly record struct Movie(
        [property: JsonPropertyName("id"), JsonRequired] int Id,
        [property: JsonPropertyName("popularity")] float Popularity);
}
