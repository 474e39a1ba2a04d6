using System.Net.Sockets;
using Amazon.Runtime;

namespace Hitcast.Worker.Lake;

/// <summary>The connections to S3: none waits for ever. The SDK's own time limit ends with the headers of a reply.</summary>
internal sealed class S3Connections(TimeSpan limit) : HttpClientFactory
{
    /// <summary>None: the SDK keeps our client as long as its own, and for that alone.</summary>
    public override string? GetConfigUniqueString(IClientConfig clientConfig) => null;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectTimeout = limit,
        // An idle connection is listened to, which takes of its patience.
        PooledConnectionIdleTimeout = limit / 2,
        ConnectCallback = ConnectAsync,
    })
    {
        // What takes long and goes on is not silent.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return new PatientStream(new NetworkStream(socket, ownsSocket: true), limit);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
