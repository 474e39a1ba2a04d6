using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Operations;

public sealed class HealthTest
{
    [Fact]
    public async Task It_is_not_ready_while_no_model_is_proven_and_says_why()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync();
        await server.UntilAsync(() => server.Readiness.Parts.Count > 0);
        var before = await server.Client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, before.StatusCode);
        Assert.Equal("1", before.Headers.GetValues("Retry-After").Single());
        var reply = await before.Content.ReadFromJsonAsync<JsonNode>();
        Assert.Equal("not ready", (string)reply!["status"]!);
        Assert.Contains("model repository", (string)reply["reasons"]![0]!);
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Before_any_part_has_reported_it_is_starting()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync();
        var early = new Hitcast.InferenceApi.Operations.Readiness(server.App.Lifetime, TimeProvider.System);
        Assert.Equal(["The service is starting."], early.Reasons);
        early.Report("models", "No model.");
        early.Report("questions", null);
        Assert.Equal(["No model."], early.Reasons);
        early.Report("models", null);
        Assert.True(early.IsReady);
    }

    [Fact]
    public async Task While_it_drains_it_answers_and_says_that_it_is_not_ready()
    {
        await using var server = await ApiServer.StartAsync("Limits:DrainSeconds=3");
        Assert.Equal(HttpStatusCode.OK, (await server.Client.GetAsync("/health/ready")).StatusCode);

        var stopped = server.App.StopAsync();
        await server.UntilAsync(() => !server.Readiness.IsReady);
        using var another = new HttpClient { BaseAddress = server.Client.BaseAddress };
        var draining = await another.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, draining.StatusCode);
        Assert.Contains("The service is stopping.", await draining.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await another.GetAsync("/models")).StatusCode);

        await stopped;
        await Assert.ThrowsAsync<HttpRequestException>(() => another.GetAsync("/health/live"));
    }

    [Fact]
    public async Task Each_part_is_shown()
    {
        await using var server = await ApiServer.StartAsync();
        var health = await server.Client.GetFromJsonAsync<JsonNode>("/health");
        Assert.Equal("ready", (string)health!["status"]!);
        Assert.Equal("ready", (string)health["parts"]!["models"]!["status"]!);
        Assert.NotEmpty((string)health["version"]!);
    }
}
