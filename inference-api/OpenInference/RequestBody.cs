using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace Hitcast.InferenceApi.OpenInference;

/// <summary>The body of an inference request, unpacked, as the JSON and the bytes behind it.</summary>
internal static class RequestBody
{
    public const string HeaderLength = "Inference-Header-Content-Length";
    private const long MostBytes = 30_000_000;
    private static readonly string[] ContentTypes = ["application/json", "application/octet-stream"];

    /// <exception cref="InferenceException">The headers are wrong, or the body is too large or not packed as they say.</exception>
    public static async Task<(ReadOnlyMemory<byte> Json, ReadOnlyMemory<byte> Binary)> ReadAsync(HttpContext context)
    {
        // Clients of Triton send no content type at all.
        var type = context.Request.ContentType?.Split(';')[0].Trim();
        if (!string.IsNullOrEmpty(type) && !ContentTypes.Contains(type, StringComparer.OrdinalIgnoreCase))
        {
            throw new InferenceException(StatusCodes.Status415UnsupportedMediaType, "The content type must be application/json, or application/octet-stream for binary tensors.");
        }

        var body = await ReadAllAsync(Unpacked(context.Request), Limit(context), context.RequestAborted);
        return Split(body, context.Request.Headers[HeaderLength]);
    }

    private static PipeReader Unpacked(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "" or "identity" => request.BodyReader,
        "gzip" => PipeReader.Create(new GZipStream(request.Body, CompressionMode.Decompress)),
        "deflate" => PipeReader.Create(new ZLibStream(request.Body, CompressionMode.Decompress)),
        _ => throw new InferenceException(StatusCodes.Status415UnsupportedMediaType, "The content encoding must be gzip, deflate or none."),
    };

    private static long Limit(HttpContext context) =>
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? MostBytes;

    private static async Task<ReadOnlyMemory<byte>> ReadAllAsync(PipeReader reader, long limit, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellation);
                if (result.Buffer.Length > limit)
                {
                    throw TooLarge();
                }

                if (result.IsCompleted)
                {
                    var body = result.Buffer.ToArray();
                    reader.AdvanceTo(result.Buffer.End);
                    return body;
                }

                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            }
        }
        catch (InvalidDataException exception)
        {
            throw new InferenceException("The body is not compressed as Content-Encoding says.", exception);
        }
    }

    public static InferenceException TooLarge(Exception? inner = null) =>
        new(StatusCodes.Status413PayloadTooLarge, "The body is larger than this server takes. Send fewer rows at once.", inner);

    private static (ReadOnlyMemory<byte> Json, ReadOnlyMemory<byte> Binary) Split(ReadOnlyMemory<byte> body, string? headerLength)
    {
        if (headerLength is null)
        {
            return (body, default);
        }

        if (!int.TryParse(headerLength, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > body.Length)
        {
            throw new InferenceException($"{HeaderLength} must be the number of bytes of the JSON that the body of {body.Length} bytes begins with.");
        }

        return length > 0
            ? (body[..length], body[length..])
            : throw new InferenceException($"Raw requests ({HeaderLength}: 0) are not served. Describe the inputs in JSON, and put their bytes behind it.");
    }
}
