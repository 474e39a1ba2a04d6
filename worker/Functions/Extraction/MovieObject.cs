using System.Globalization;
using System.IO.Compression;
using System.Text;
using Hitcast.Worker.Tmdb;

namespace Hitcast.Worker.Functions.Extraction;

/// <summary>The lines of one object of the lake: <c>{"fetched_at","id","status","body"}</c>, gzipped.</summary>
internal sealed class MovieObject : IDisposable
{
    private readonly MemoryStream content = new();
    private readonly GZipStream lines;

    public MovieObject() => lines = new GZipStream(content, CompressionLevel.Optimal, leaveOpen: true);

    public int Lines { get; private set; }

    public void Add(DateTimeOffset fetchedAt, MovieReply reply)
    {
        lines.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"fetched_at\":\"{fetchedAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\",\"id\":{reply.Id},\"status\":{reply.Status},\"body\":")));
        lines.Write(OneLine(reply.Body).Span);
        lines.Write("}\n"u8);
        Lines++;
    }

    /// <summary>The whole object; nothing can be added after it.</summary>
    public ReadOnlyMemory<byte> Close()
    {
        lines.Dispose();
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    public void Dispose()
    {
        lines.Dispose();
        content.Dispose();
    }

    /// <summary>In JSON a bare line break can only stand between values, where a space means the same.</summary>
    private static ReadOnlyMemory<byte> OneLine(ReadOnlyMemory<byte> body)
    {
        if (body.Span.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            return body;
        }

        var copy = body.ToArray();
        copy.AsSpan().Replace((byte)'\n', (byte)' ');
        copy.AsSpan().Replace((byte)'\r', (byte)' ');
        return copy;
    }
}
