using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace Hitcast.InferenceApi.Benchmark.Loads;

/// <summary>One request of many rows, made while it is sent; the answer is read at the same time and its lines counted.</summary>
/// <remarks>Not HttpClient: over HTTP/1.1 it reads nothing before all is sent, and a server that streams would wait for it for ever.
/// HTTP/1.0, since then the end of the connection ends the answer, which saves taking chunks apart.</remarks>
internal static class BatchLoad
{
    private const int BufferBytes = 64 * 1024;
    private const int MostTextShown = 500;

    /// <exception cref="InvalidOperationException">A row was not answered.</exception>
    public static async Task<double> RowsPerSecond(Uri address, BatchFormat format, int rows, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancellation);
        await using var stream = client.GetStream();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Send(stream, address, format, rows, cancellation), Receive(stream, format, rows, cancellation));
        return rows / clock.Elapsed.TotalSeconds;
    }

    private static async Task Send(Stream stream, Uri address, BatchFormat format, int rows, CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        var filled = Encoding.ASCII.GetBytes(
            $"POST {address.PathAndQuery} HTTP/1.0\r\nHost: {address.Authority}\r\nContent-Type: {format.ContentType}\r\nAccept: {format.ContentType}\r\nContent-Length: {format.Bytes(rows)}\r\n\r\n", buffer);
        format.Head.CopyTo(buffer, filled);
        filled += format.Head.Length;
        for (var row = 0; row < rows; row++)
        {
            var line = format.Lines[row % format.Lines.Count];
            if (filled + line.Length > buffer.Length)
            {
                await stream.WriteAsync(buffer.AsMemory(0, filled), cancellation);
                filled = 0;
            }

            line.CopyTo(buffer, filled);
            filled += line.Length;
        }

        await stream.WriteAsync(buffer.AsMemory(0, filled), cancellation);
    }

    private static async Task Receive(Stream stream, BatchFormat format, int rows, CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        var (lines, marked, kept, inHead) = (0L, 0L, 0, true);
        for (int got; (got = await stream.ReadAsync(buffer.AsMemory(kept), cancellation)) > 0;)
        {
            var text = buffer.AsSpan(0, kept + got);
            var head = inHead ? Head(text) : 0;
            inHead &= head == 0;
            var whole = inHead ? 0 : text.LastIndexOf((byte)'\n') + 1;
            lines += text[head..Math.Max(head, whole)].Count((byte)'\n');
            marked += text[head..Math.Max(head, whole)].Count(format.RowMark);
            kept = text.Length - whole;
            text[whole..].CopyTo(buffer);
        }

        var end = Encoding.UTF8.GetString(buffer, 0, Math.Min(kept, MostTextShown));
        if (kept > 0 || lines - format.AnswerHead != rows || marked != rows)
        {
            throw new InvalidOperationException($"{rows} rows of {format.Name} sent, {lines} lines answered, {marked} of them predictions; the answer ended with a broken line or one of more than {BufferBytes} bytes: \"{end}\"");
        }
    }

    /// <summary>The length of the head, 0 while it is not complete.</summary>
    private static int Head(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf("\r\n\r\n"u8);
        if (end >= 0 && text.IndexOf(" 200 "u8) != "HTTP/1.1".Length)
        {
            throw new InvalidOperationException($"The batch was refused: {Encoding.UTF8.GetString(text)}");
        }

        return end < 0 ? 0 : end + 4;
    }
}
