using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hitcast.InferenceApi.Benchmark.Loads;

/// <summary>One HTTP/1.1 connection with at most one request under way, without an HTTP client's own cost.</summary>
internal sealed class KeepAliveConnection : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] received = new byte[64 * 1024];
    private int length;
    private int sending;

    public KeepAliveConnection(Uri address)
    {
        socket.Connect(IPAddress.Parse(address.Host), address.Port);
        socket.Blocking = false;
    }

    public int Handle => (int)socket.Handle;

    public static byte[] Request(Uri address, byte[] body)
    {
        var head = $"POST {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }

    public void Send(byte[] request, int number)
    {
        (sending, length) = (number, 0);
        if (socket.Send(request) != request.Length)
        {
            throw new InvalidOperationException("The socket's buffer is smaller than a request.");
        }
    }

    /// <summary>Takes what has come; the number of the request once its answer is whole, else null.</summary>
    /// <exception cref="InvalidOperationException">The server closed the connection, or the status is not 200.</exception>
    public int? Receive()
    {
        var got = socket.Receive(received.AsSpan(length), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            return null;
        }

        length += length < received.Length ? got : throw new InvalidOperationException($"An answer is longer than {received.Length} bytes.");
        return got > 0 ? IsWhole(received.AsSpan(0, length)) ? sending : null
            : throw new InvalidOperationException($"The server closed a connection before it had answered ({error}).");
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return false;
        }

        return !answer.StartsWith("HTTP/1.1 200"u8) ? throw new InvalidOperationException($"A request failed: {Encoding.UTF8.GetString(answer)}")
            : Length(answer[..head]) is int length ? answer.Length == head + 4 + length
            : answer.EndsWith("\r\n0\r\n\r\n"u8);
    }

    /// <summary>The value of Content-Length; null where the answer comes in chunks. Servers write the name in either case.</summary>
    private static int? Length(ReadOnlySpan<byte> head)
    {
        var name = head.IndexOf("ontent-Length: "u8) is >= 0 and var upper ? upper : head.IndexOf("ontent-length: "u8);
        if (name < 0)
        {
            return null;
        }

        var value = head[(name + "ontent-Length: "u8.Length)..];
        var end = value.IndexOf((byte)'\r');
        return int.Parse(end < 0 ? value : value[..end], CultureInfo.InvariantCulture);
    }
}
