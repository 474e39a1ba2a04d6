using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Operations;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Operations;

public sealed class ProblemsTest
{
    private const string Secret = "secret of /srv/somewhere";

    [Fact]
    public async Task An_unexpected_exception_is_logged_once_and_tells_the_caller_nothing()
    {
        await using var server = await ApiServer.StartAsync(app => app.MapGet("/fails", void () => throw new InvalidOperationException(Secret)));
        using var response = await server.Client.GetAsync("/fails");
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(Problems.ContentType, response.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("secret", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Exception", text, StringComparison.Ordinal);
        var logged = Assert.Single(server.Log, line => line.Contains(Secret, StringComparison.Ordinal));
        Assert.Contains((string)JsonNode.Parse(text)!["traceId"]!, logged);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task An_unknown_address_gets_the_ones_that_exist()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync();
        Assert.Contains("/models/{model}/predict", await DetailAsync(server, HttpMethod.Get, "/models/a/b/c", HttpStatusCode.NotFound));
        Assert.Contains("/health, /metrics, /models", await DetailAsync(server, HttpMethod.Get, "/nowhere", HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_wrong_method_gets_the_right_one()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync();
        var detail = await DetailAsync(server, HttpMethod.Delete, "/models", HttpStatusCode.MethodNotAllowed);
        Assert.Equal("This address takes GET, not DELETE.", detail);
    }

    [Fact]
    public async Task A_request_that_is_no_http_is_a_bad_request()
    {
        await using var server = await ApiServer.StartAsync(app => app.MapPost("/reads", context => context.Request.Body.CopyToAsync(Stream.Null)));
        var uri = server.Client.BaseAddress!;
        using var socket = new TcpClient(uri.Host, uri.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("POST /reads HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"));
        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 400 Bad Request", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task Every_reply_bears_the_security_headers_and_no_server()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync();
        foreach (var address in (string[])["/models", "/nowhere", "/health/live", "/metrics"])
        {
            using var response = await server.Client.GetAsync(address);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
            Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
            Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
            Assert.False(response.Headers.Contains("Server"));
        }
    }

    private static async Task<string> DetailAsync(ApiServer server, HttpMethod method, string address, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(method, address);
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(Problems.ContentType, response.Content.Headers.ContentType!.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonNode>();
        Assert.Equal((int)expected, (int)problem!["status"]!);
        Assert.NotEmpty((string)problem["traceId"]!);
        return (string)problem["detail"]!;
    }
}
