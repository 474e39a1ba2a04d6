using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hitcast.Worker.Tests.Warehouse;

/// <summary>A server that speaks PostgreSQL's protocol as far as a client needs to hear its version; every statement succeeds and gives no row.</summary>
internal sealed class OldPostgres : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly string version;
    private readonly Task serving;

    public OldPostgres(string version)
    {
        this.version = version;
        listener.Start();
        serving = ServeAsync();
    }

    public string ConnectionString => $"Host=127.0.0.1;Port={((IPEndPoint)listener.LocalEndpoint).Port};Username=hitcast;Database=hitcast;SSL Mode=Disable;Server Compatibility Mode=NoTypeLoading";

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(ending.Token);
            try
            {
                await ServeAsync(client.GetStream());
            }
            catch (IOException)
            {
                // The client is gone.
            }
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        await ReadBodyAsync(stream);
        await SendAsync(stream, ('R', [0, 0, 0, 0]), ('S', Text("server_version", version)), ('S', Text("server_encoding", "UTF8")), ('S', Text("client_encoding", "UTF8")), ('Z', "I"u8.ToArray()));
        var kind = new byte[1];
        while (await stream.ReadAsync(kind, ending.Token) == 1)
        {
            await ReadBodyAsync(stream);
            switch ((char)kind[0])
            {
                case 'P':
                    await SendAsync(stream, ('1', []));
                    break;
                case 'B':
                    await SendAsync(stream, ('2', []));
                    break;
                case 'D':
                    await SendAsync(stream, ('n', []));
                    break;
                case 'E':
                    await SendAsync(stream, ('C', Text("SELECT 0")));
                    break;
                case 'S':
                    await SendAsync(stream, ('Z', "I"u8.ToArray()));
                    break;
                case 'X':
                    return;
            }
        }
    }

    private async Task ReadBodyAsync(NetworkStream stream)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, ending.Token);
        await stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(length) - 4], ending.Token);
    }

    private async Task SendAsync(NetworkStream stream, params (char Kind, byte[] Body)[] messages)
    {
        foreach (var (kind, body) in messages)
        {
            var message = new byte[5 + body.Length];
            message[0] = (byte)kind;
            BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + body.Length);
            body.CopyTo(message.AsSpan(5));
            await stream.WriteAsync(message, ending.Token);
        }
    }

    private static byte[] Text(params string[] texts) => Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => text + "\0")));
}
