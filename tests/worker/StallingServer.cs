using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hitcast.Worker.Tests;

/// <summary>An HTTP server that answers with whole headers and the beginning of a body, and then says nothing more.</summary>
internal sealed class StallingServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> callers = [];

    /// <param name="begin">Where the body begins.</param>
    public StallingServer(string begin)
    {
        listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        _ = AnswerAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nETag: \"{new string('0', 32)}\"\r\nContent-Length: 500\r\n\r\n{begin}"));
    }

    public string Address { get; }

    public void Dispose()
    {
        listener.Dispose();
        callers.ForEach(caller => caller.Dispose());
    }

    private async Task AnswerAsync(byte[] reply)
    {
        try
        {
            while (true)
            {
                var caller = await listener.AcceptTcpClientAsync();
                callers.Add(caller);
                await caller.GetStream().ReadAtLeastAsync(new byte[65536], minimumBytes: 1);
                await caller.GetStream().WriteAsync(reply);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It is at its end.
        }
    }
}
