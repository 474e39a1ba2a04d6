using System.Net;
using System.Net.Http.Headers;
using Hitcast.InferenceApi.Operations;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Operations;

public sealed class KeysTest
{
    private const string First = "first-key-0123456789";
    private const string Second = "second-key-0123456789";

    private static string[] Settings { get; } = ["ApiKeys:0:Name=label", $"ApiKeys:0:Key={First}", $"ApiKeys:1={Second}"];

    [Theory]
    [InlineData("Authorization", "Bearer " + First, HttpStatusCode.OK)]
    [InlineData("Authorization", "bearer " + Second, HttpStatusCode.OK)]
    [InlineData("X-Api-Key", Second, HttpStatusCode.OK)]
    [InlineData("X-Api-Key", First + "0", HttpStatusCode.Unauthorized)]
    [InlineData("X-Api-Key", "", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Basic " + First, HttpStatusCode.Unauthorized)]
    [InlineData("Accept", "application/json", HttpStatusCode.Unauthorized)]
    public async Task Only_a_known_key_opens_the_models(string header, string value, HttpStatusCode expected)
    {
        await using var server = await ApiServer.StartWithoutModelsAsync(Settings);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/models");
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await server.Client.SendAsync(request);
        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.Unauthorized)
        {
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
            Assert.Equal(Problems.ContentType, response.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task Without_a_key_each_protocol_gets_its_own_shape_of_error_and_a_browser_may_read_it()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync(Settings);
        using var protocol = await server.Client.GetAsync("/v2/models");
        Assert.Equal(HttpStatusCode.Unauthorized, protocol.StatusCode);
        Assert.Equal("application/json", protocol.Content.Headers.ContentType!.ToString());
        Assert.StartsWith("{\"error\":\"This address needs an API key", await protocol.Content.ReadAsStringAsync());

        using var request = new HttpRequestMessage(HttpMethod.Post, "/predict/");
        request.Headers.Add("Origin", "http://elsewhere.example");
        using var old = await server.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        Assert.Equal("*", old.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    [Fact]
    public async Task Health_is_open_and_metrics_and_predictions_are_not()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync(Settings);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.GetAsync("/metrics")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.Client.PostAsync("/models/movie-success/predict", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync("/nowhere")).StatusCode);
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", First);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/metrics")).StatusCode);
        Assert.DoesNotContain(server.Log, line => line.Contains(First, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_to_the_network_without_keys_is_worth_a_warning()
    {
        const string Warning = "Warning: Anyone who reaches";
        await using var open = await ApiServer.StartWithoutModelsAsync("urls=http://0.0.0.0:0");
        Assert.Contains(open.Log, line => line.StartsWith(Warning, StringComparison.Ordinal));
        await using var guarded = await ApiServer.StartWithoutModelsAsync(["urls=http://0.0.0.0:0", .. Settings]);
        Assert.DoesNotContain(guarded.Log, line => line.StartsWith(Warning, StringComparison.Ordinal));
        await using var local = await ApiServer.StartWithoutModelsAsync();
        Assert.DoesNotContain(local.Log, line => line.StartsWith(Warning, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http://localhost:5000", false)]
    [InlineData("http://127.0.0.1:5000", false)]
    [InlineData("http://[::1]:5000", false)]
    [InlineData("http://[::]:5000", true)]
    [InlineData("http://0.0.0.0:5000", true)]
    [InlineData("http://+:5000", true)]
    [InlineData("http://192.168.1.7:5000", true)]
    public void Which_addresses_reach_beyond_this_machine(string address, bool beyond) =>
        Assert.Equal(beyond, OpenListening.IsBeyondLoopback(address));
}
