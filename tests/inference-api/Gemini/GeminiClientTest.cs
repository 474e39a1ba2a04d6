using System.Text.Json;
using Hitcast.InferenceApi.Gemini;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Gemini;

public sealed class GeminiClientTest
{
    private const string Secret = "a question that nobody else may read";

    private static readonly GeminiPrompt Prompt = new(
        "You count.", [new(false, "Earlier"), new(true, "{}"), new(false, Secret)], JsonElement.Parse("""{"type": "object", "properties": {"count": {"type": "integer"}}}"""));

    private sealed record Counted(int Count);

    [Fact]
    public async Task A_call_is_as_the_interface_wants_it()
    {
        await using var gemini = await GeminiDouble.StartAsync(Replies.Json(new { count = 3 }));
        await using var server = await ApiServer.StartWithoutModelsAsync(gemini.Settings);
        var answer = await AskAsync(server);

        Assert.Equal(3, answer.Value.Count);
        var call = Assert.Single(gemini.Calls);
        Assert.Equal("/v1beta/models/gemini-3.8-flash:generateContent", call.Address);
        Assert.Equal(GeminiDouble.Key, call.Key);
        Assert.Equal(
            """
            {"systemInstruction":{"parts":[{"text":"You count."}]},
            "contents":[{"role":"user","parts":[{"text":"Earlier"}]},{"role":"model","parts":[{"text":"{}"}]},{"role":"user","parts":[{"text":"a question that nobody else may read"}]}],
            "generationConfig":{"maxOutputTokens":4096,"seed":7,"thinkingConfig":{"thinkingLevel":"LOW","includeThoughts":false},
            "responseMimeType":"application/json","responseJsonSchema":{"type":"object","properties":{"count":{"type":"integer"}}},"candidateCount":1}}
            """.ReplaceLineEndings(""), call.Body.GetRawText());
    }

    [Fact]
    public async Task Tokens_and_cost_are_in_the_answer_and_in_the_metrics()
    {
        await using var gemini = await GeminiDouble.StartAsync(Replies.Parts("STOP", Replies.Thinking("hm"), new() { ["text"] = """{"count":""" }, new() { ["text"] = "4}" }));
        await using var server = await ApiServer.StartWithoutModelsAsync(
            [.. gemini.Settings, "Gemini:Model=dear-model", "Gemini:InputPrice=10", "Gemini:OutputPrice=100", "Gemini:DailyBudget=1"]);
        var answer = await AskAsync(server);

        Assert.Equal(4, answer.Value.Count);
        Assert.Equal(new("gemini-3.8-flash", 1, Replies.Input, Replies.Output, Replies.Thought, 0.012m + 0.012m), answer.Usage);
        var metrics = await server.Client.GetStringAsync("/metrics");
        Assert.Contains("hitcast_gemini_tokens_total{", metrics);
        Assert.Contains("token_type=\"thought\"", metrics);
        Assert.Contains("hitcast_gemini_cost_usd_total{", metrics);
        Assert.Contains("hitcast_gemini_duration_seconds_count{", metrics);
        Assert.Contains("hitcast_gemini_budget_left_usd", metrics);
    }

    [Fact]
    public async Task A_model_about_to_be_shut_down_is_warned_of_once()
    {
        var reply = Replies.Body(new()
        {
            ["candidates"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject
            {
                ["content"] = new System.Text.Json.Nodes.JsonObject { ["parts"] = new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["text"] = "{}" }) },
            }),
            ["modelStatus"] = new System.Text.Json.Nodes.JsonObject { ["retirementTime"] = "2027-05-07T00:00:00Z", ["modelStage"] = "DEPRECATED" },
        });
        await using var gemini = await GeminiDouble.StartAsync(reply, reply);
        await using var server = await ApiServer.StartWithoutModelsAsync(gemini.Settings);
        await AskAsync(server);
        await AskAsync(server);
        Assert.Equal("Warning: Google will shut down \"gemini-3.8-flash\" at 2027-05-07 00:00:00Z. Set Gemini:Model to a newer one before.",
            Assert.Single(server.Log, line => line.Contains("Google will")));
    }

    [Fact]
    public async Task What_the_budget_does_not_allow_is_not_sent()
    {
        await using var gemini = await GeminiDouble.StartAsync(Replies.Json(new { count = 3 }), Replies.Json(new { count = 3 }));
        // A call reserves some 0.031 USD and uses 0.0027.
        await using var server = await ApiServer.StartWithoutModelsAsync([.. gemini.Settings, "Gemini:DailyBudget=0.033"]);
        Assert.Equal(0.0027m, (await AskAsync(server)).Usage.CostUsd);
        var failure = await Assert.ThrowsAsync<GeminiException>(() => AskAsync(server));
        Assert.Equal(GeminiFailure.BudgetSpent, failure.Failure);
        Assert.Single(gemini.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Neither_key_nor_question_nor_answer_is_in_the_log_whatever_its_level(bool succeeds)
    {
        await using var gemini = await GeminiDouble.StartAsync(
            Replies.Error(503, "UNAVAILABLE"), succeeds ? Replies.Text("""{"count": 31415926}""") : Replies.Text("prose 31415926"));
        await using var server = await ApiServer.StartWithoutModelsAsync([.. gemini.Settings, "Logging:Level=Verbose"]);
        var failure = await Record.ExceptionAsync(() => AskAsync(server));

        Assert.Equal(succeeds, failure is null);
        Assert.Equal(2, gemini.Calls.Count);
        Assert.DoesNotContain(server.Log, line => line.Contains(GeminiDouble.Key) || line.Contains(Secret) || line.Contains("31415926"));
    }

    private static Task<GeminiAnswer<Counted>> AskAsync(ApiServer server) =>
        server.App.Services.GetRequiredService<GeminiClient>().AskAsync<Counted>(Prompt, CancellationToken.None);
}
