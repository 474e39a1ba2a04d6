using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Operations;

public sealed class LimitsTest
{
    private const string Predict = "/models/movie-success/predict";

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused_and_the_limit_named()
    {
        await using var server = await ApiServer.StartAsync("Limits:BodyBytes=2048");
        using var body = new StringContent($$"""{"budget": 1000000, "keywords": ["{{new string('x', 4000)}}"]}""", Encoding.UTF8, "application/json");
        using var response = await server.Client.PostAsync(Predict, body);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("2048 bytes", (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["detail"]!);
    }

    [Fact]
    public async Task A_stream_of_rows_has_no_limit()
    {
        await using var server = await ApiServer.StartAsync("Limits:BodyBytes=2048");
        var rows = string.Concat(Enumerable.Repeat("{\"budget\": 1000000}\n", 1000));
        using var body = new StringContent(rows, Encoding.UTF8, "application/x-ndjson");
        using var response = await server.Client.PostAsync(Predict, body);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1000, (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Who_asks_too_fast_is_told_when_to_come_back_and_others_are_not_held_up()
    {
        const string Key = "first-key-0123456789";
        const string Other = "other-key-0123456789";
        await using var server = await ApiServer.StartWithoutModelsAsync(
            $"ApiKeys:0={Key}", $"ApiKeys:1={Other}", "RateLimit:RequestsPerSecond=0.05", "RateLimit:Burst=3");
        var statuses = new List<HttpStatusCode>();
        for (var request = 0; request < 4; request++)
        {
            statuses.Add((await GetAsync(server, Key)).StatusCode);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], statuses);
        using var refused = await GetAsync(server, Key);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 20);
        Assert.Equal(429, (int)(await refused.Content.ReadFromJsonAsync<JsonNode>())!["status"]!);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(server, Other)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Without_keys_the_rate_counts_by_address()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync("RateLimit:RequestsPerSecond=0.05");
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/models")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await server.Client.GetAsync("/models")).StatusCode);
    }

    private static Task<HttpResponseMessage> GetAsync(ApiServer server, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/models");
        request.Headers.Add("X-Api-Key", key);
        return server.Client.SendAsync(request);
    }
}
