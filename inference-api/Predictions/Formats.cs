using System.Net.Http.Headers;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>What a body is, by its content type.</summary>
internal enum BodyFormat
{
    Json,
    Ndjson,
    Csv,
    Unknown,
}

internal static class Formats
{
    public const string Supported =
        "The content type must be application/json, application/x-ndjson or text/csv, in UTF-8, with no Content-Encoding.";

    public static BodyFormat Of(HttpRequest request) =>
        request.Headers.ContentEncoding is [] or ["identity"] ? Of(request.ContentType) : BodyFormat.Unknown;

    /// <summary>No content type at all is taken for JSON, as curl's and tritonclient's users mean it.</summary>
    public static BodyFormat Of(string? contentType) => contentType switch
    {
        null or "" or "application/json" => BodyFormat.Json,
        "application/x-ndjson" => BodyFormat.Ndjson,
        "text/csv" => BodyFormat.Csv,
        _ when MediaTypeHeaderValue.TryParse(contentType, out var parsed) && IsUtf8(parsed.CharSet) => OfMediaType(parsed.MediaType),
        _ => BodyFormat.Unknown,
    };

    private static BodyFormat OfMediaType(string? mediaType) => mediaType?.ToLowerInvariant() switch
    {
        "application/json" => BodyFormat.Json,
        "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonlines" => BodyFormat.Ndjson,
        "text/csv" => BodyFormat.Csv,
        _ => BodyFormat.Unknown,
    };

    private static bool IsUtf8(string? charset) => charset is null || charset.Trim('"').ToLowerInvariant() is "utf-8" or "utf8" or "us-ascii";
}
