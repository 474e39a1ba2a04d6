using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hitcast.Worker.Tmdb;

/// <summary>What TMDB says in place of a reply.</summary>
internal sealed record TmdbError(
    [property: JsonPropertyName("status_code")] int? Code, [property: JsonPropertyName("status_message")] string? Message)
{
    public const int InvalidId = 6;
    public const int NotFound = 34;
    public const int RateLimit = 25;

    // No error is longer than a few hundred bytes, and no movie is shorter.
    private const int MostBytes = 2048;

    /// <returns>Null where the body is no such error.</returns>
    public static TmdbError? Read(ReadOnlySpan<byte> body)
    {
        if (body.Length > MostBytes)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<TmdbError>(body) is { Code: not null } error ? error : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
