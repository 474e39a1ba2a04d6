using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Operations;

public sealed class ShutdownTest
{
    private const string Body = """{"budget": 1000000, "genres": ["Drama"]}""";

    [Fact]
    public async Task Requests_that_were_accepted_are_answered_after_the_host_was_told_to_stop()
    {
        await using var server = await ApiServer.StartAsync();
        var address = server.Client.BaseAddress!;
        var calls = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Call.BeginAsync(address)));

        server.App.Lifetime.StopApplication();
        var stopped = server.App.StopAsync(TestContext.Current.CancellationToken);
        await server.UntilAsync(() => IsRefused(address));
        Assert.False(stopped.IsCompleted);

        foreach (var call in calls)
        {
            var reply = await call.EndAsync();
            Assert.StartsWith("HTTP/1.1 200 OK", reply);
            Assert.Contains("\"probability\":", reply);
        }

        await stopped;
    }

    private static bool IsRefused(Uri address)
    {
        try
        {
            using var socket = new TcpClient(address.Host, address.Port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    /// <summary>A request whose body is held back until the service has said that it is reading it.</summary>
    private sealed class Call(TcpClient socket)
    {
        public static async Task<Call> BeginAsync(Uri address)
        {
            var socket = new TcpClient(address.Host, address.Port);
            var call = new Call(socket);
            await call.SendAsync($"""
                POST /models/movie-success/predict HTTP/1.1
                Host: {address.Authority}
                Content-Type: application/json
                Content-Length: {Body.Length}
                Expect: 100-continue


                """.ReplaceLineEndings("\r\n"));
            var interim = new byte[64];
            var length = await socket.GetStream().ReadAsync(interim);
            Assert.StartsWith("HTTP/1.1 100 Continue", Encoding.ASCII.GetString(interim, 0, length));
            return call;
        }

        public async Task<string> EndAsync()
        {
            await SendAsync(Body);
            using (socket)
            using (var reader = new StreamReader(socket.GetStream()))
            {
                return await reader.ReadToEndAsync();
            }
        }

        private async Task SendAsync(string text) => await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
    }
}
