using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Hitcast.InferenceApi.Tests.Predictions;

/// <summary>One HTTP/1.1 call over a bare socket, which reads while it sends, or does not: .NET's own client sends all before it reads.</summary>
internal sealed class RawCall : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TcpClient socket = new();
    private StreamReader reader = null!;
    private readonly Queue<string> lines = new();
    private string begun = "";
    private bool ended;

    public static async Task<RawCall> StartAsync(HttpClient server, string address, string contentType)
    {
        var call = new RawCall();
        await call.socket.ConnectAsync("127.0.0.1", server.BaseAddress!.Port);
        call.reader = new(call.socket.GetStream(), Encoding.Latin1);
        await call.WriteAsync($"POST {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {contentType}\r\nTransfer-Encoding: chunked\r\n\r\n");
        return call;
    }

    public Task SendAsync(string text) => WriteAsync($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n");

    public Task EndAsync() => WriteAsync("0\r\n\r\n");

    /// <summary>The reply's status; its head is read.</summary>
    public async Task<int> StatusAsync()
    {
        var status = int.Parse((await HeadLineAsync()).Split(' ')[1], CultureInfo.InvariantCulture);
        while (await HeadLineAsync() != "")
        {
        }

        return status;
    }

    /// <summary>The body of a reply that comes with its length, or ends with the connection.</summary>
    public Task<string> ReadToEndAsync() => reader.ReadToEndAsync().WaitAsync(Patience);

    /// <summary>The next line of the reply's body; null at its end.</summary>
    public async Task<string?> ReadLineAsync()
    {
        while (lines.Count == 0 && !ended)
        {
            var piece = new char[int.Parse(await HeadLineAsync(), NumberStyles.HexNumber, CultureInfo.InvariantCulture)];
            await reader.ReadBlockAsync(piece).AsTask().WaitAsync(Patience);
            await HeadLineAsync();
            ended = piece.Length == 0;
            var parts = (begun + new string(piece)).Split('\n');
            begun = parts[^1];
            foreach (var line in parts[..^1])
            {
                lines.Enqueue(line);
            }
        }

        return lines.TryDequeue(out var next) ? next : null;
    }

    public void Dispose()
    {
        // No farewell: the connection is reset, as by a caller that crashed.
        socket.Client.LingerState = new(enable: true, seconds: 0);
        socket.Dispose();
    }

    private async Task WriteAsync(string text) => await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask().WaitAsync(Patience);

    private async Task<string> HeadLineAsync() =>
        await reader.ReadLineAsync().WaitAsync(Patience) ?? throw new EndOfStreamException("The service closed the connection.");
}
