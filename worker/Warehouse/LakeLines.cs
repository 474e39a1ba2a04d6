using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Hitcast.Worker.Warehouse;

/// <summary>The lines of an object under tmdb/movies/: gzipped JSON, <c>{"fetched_at", "id", "status", "body"}</c>.</summary>
internal static class LakeLines
{
    /// <summary>TMDB's longest replies have some hundred kilobytes; what is longer by far is no reply.</summary>
    private const int LongestLine = 32 * 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>One document a line, which the caller disposes of.</summary>
    /// <exception cref="LakeObjectException">The object is cut, no gzip, or a line is no JSON.</exception>
    public static async IAsyncEnumerable<JsonDocument> ReadAsync(Stream content, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var unzipped = new GZipStream(content, CompressionMode.Decompress);
        var reader = PipeReader.Create(unzipped, new(bufferSize: 256 * 1024));
        var number = 0;
        while (true)
        {
            var read = await ReadSomeAsync(reader, number, cancellation);
            var rest = read.Buffer;
            while (TryTakeLine(ref rest, read.IsCompleted, out var line))
            {
                number++;
                yield return Parse(line, number);
            }

            if (rest.Length > LongestLine)
            {
                throw new LakeObjectException($"Line {number + 1} is longer than {LongestLine} bytes.");
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                yield break;
            }
        }
    }

    private static async ValueTask<ReadResult> ReadSomeAsync(PipeReader reader, int number, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAsync(cancellation);
        }
        catch (InvalidDataException exception)
        {
            throw new LakeObjectException($"After line {number} it is no gzip: {exception.Message}", exception);
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, bool last, out ReadOnlySequence<byte> line)
    {
        var end = rest.PositionOf((byte)'\n');
        line = end is { } found ? rest.Slice(0, found) : rest;
        if (end is null && (!last || rest.IsEmpty))
        {
            return false;
        }

        rest = end is { } newline ? rest.Slice(rest.GetPosition(1, newline)) : rest.Slice(rest.End);
        return true;
    }

    private static JsonDocument Parse(ReadOnlySequence<byte> line, int number)
    {
        try
        {
            return JsonDocument.Parse(line, Options);
        }
        catch (JsonException exception)
        {
            throw new LakeObjectException($"Line {number} is no JSON: {exception.Message}", exception);
        }
    }
}
