using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Hitcast.Worker.Warehouse;

/// <summary>The lines of an object under tmdb/movies/: gzipped JSON, each line with its line break, <c>{"fetched_at", "id", "status", "body"}</c>.</summary>
internal static class LakeLines
{
    /// <summary>TMDB's longest replies have some hundred kilobytes; what is longer by far is no reply.</summary>
    private const int LongestLine = 32 * 1024 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>One document a line, which the caller disposes of.</summary>
    /// <exception cref="LakeObjectException">The object is cut, empty, no gzip, or a line is no JSON.</exception>
    public static async IAsyncEnumerable<JsonDocument> ReadAsync(Stream content, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var zipped = new TailStream(content);
        await using var unzipped = new GZipStream(zipped, CompressionMode.Decompress);
        var reader = PipeReader.Create(unzipped, new(bufferSize: 256 * 1024));
        var number = 0;
        var length = 0L;
        while (true)
        {
            var read = await ReadSomeAsync(reader, number, cancellation);
            var rest = read.Buffer;
            while (TryTakeLine(ref rest, out var line))
            {
                number++;
                yield return Parse(line, number);
            }

            if (rest.Length > LongestLine)
            {
                throw new LakeObjectException($"Line {number + 1} is longer than {LongestLine} bytes.");
            }

            length += read.Buffer.Length - rest.Length;
            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                // A gzip that was cut reads as one that ends.
                if ((uint)length != zipped.LastNumber)
                {
                    throw new LakeObjectException($"The object is cut in or after line {number}: it is shorter than its gzip says.");
                }

                if (number == 0)
                {
                    throw new LakeObjectException("The object has no line.");
                }

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

    private static bool TryTakeLine(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> line)
    {
        line = default;
        if (rest.PositionOf((byte)'\n') is not { } end)
        {
            return false;
        }

        line = rest.Slice(0, end);
        rest = rest.Slice(rest.GetPosition(1, end));
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
