using System.Text.Json;
using Hitcast.InferenceApi.Gemini;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Gemini;

/// <summary>Each way in which Gemini fails ends in one clear sentence, after no more attempts than can help.</summary>
public sealed class FailuresTest
{
    private const string PerMinute = "GenerateContentPaidTierInputTokensPerModelPerMinute";
    private static readonly GeminiPrompt Prompt = new("You count.", [new(false, "One, two.")], JsonElement.Parse("""{"type": "object"}"""));

    private sealed record Counted(int Count);

    public static TheoryData<string> Names { get; } = [.. Cases.Keys];

    private static Dictionary<string, Case> Cases => new()
    {
        ["bad key"] = new(Replies.ErrorReason(400, "INVALID_ARGUMENT", "API_KEY_INVALID"), GeminiFailure.KeyRefused, 502, 1, "(400 INVALID_ARGUMENT API_KEY_INVALID)"),
        ["key without the right"] = new(Replies.ErrorReason(403, "PERMISSION_DENIED", "SERVICE_DISABLED"), GeminiFailure.KeyRefused, 502, 1, "may not be used for this (403 PERMISSION_DENIED SERVICE_DISABLED)"),
        ["wrong place"] = new(Replies.Error(400, "FAILED_PRECONDITION"), GeminiFailure.KeyRefused, 502, 1, "may not be used from this place"),
        ["request refused"] = new(Replies.Error(400, "INVALID_ARGUMENT"), GeminiFailure.RequestRefused, 502, 1, "(400 INVALID_ARGUMENT). Perhaps gemini-3.8-flash does not know Gemini:ThinkingLevel."),
        ["retired model"] = new(Replies.Error(404, "NOT_FOUND"), GeminiFailure.ModelGone, 502, 1, "Gemini has no model gemini-3.8-flash (404 NOT_FOUND): it was retired"),
        ["too many, long wait"] = new(Replies.TooMany(PerMinute, "47s"), GeminiFailure.RateLimited, 429, 1, "asked too much just now"),
        ["too many, no wait named"] = new(Replies.TooMany(PerMinute, null), GeminiFailure.RateLimited, 429, 1, "asked too much just now"),
        ["too many, nonsense wait"] = new(Replies.TooMany(PerMinute, "-5 minutes"), GeminiFailure.RateLimited, 429, 1, "asked too much just now"),
        ["too many, short wait, always"] = new(Replies.TooMany(PerMinute, "0.01s"), GeminiFailure.RateLimited, 429, 3, "asked too much just now"),
        ["day's quota, short wait"] = new(Replies.TooMany("GenerateRequestsPerDayPerProjectPerModel", "0.01s"), GeminiFailure.QuotaSpent, 429, 1, "Until tomorrow"),
        ["internal"] = new(Replies.Error(500, "INTERNAL"), GeminiFailure.Unavailable, 503, 3, "(500 INTERNAL)"),
        ["overloaded"] = new(Replies.Error(503, "UNAVAILABLE"), GeminiFailure.Unavailable, 503, 3, "(503 UNAVAILABLE)"),
        ["Google's own deadline"] = new(Replies.Error(504, "DEADLINE_EXCEEDED"), GeminiFailure.Unavailable, 503, 3, "(504 DEADLINE_EXCEEDED)"),
        ["a proxy's page"] = new(Replies.Raw(502, "<html>Bad Gateway</html>", "text/html"), GeminiFailure.Unavailable, 503, 1, "(502)"),
        ["code that is no word"] = new(Replies.Error(418, "<b>made-up-key-4711</b>"), GeminiFailure.RequestRefused, 502, 1, "(418)"),
        ["redirect"] = new(Replies.Raw(302, ""), GeminiFailure.RequestRefused, 502, 1, "(302)"),
        ["blocked prompt"] = new(Replies.Blocked("PROHIBITED_CONTENT"), GeminiFailure.Blocked, 422, 1, "(PROHIBITED_CONTENT)"),
        ["blocked, words only"] = new(Replies.Blocked(null), GeminiFailure.Blocked, 422, 1, "(no reason given)"),
        ["blocked answer"] = new(Replies.Text("it is ...", "SAFETY"), GeminiFailure.Blocked, 422, 1, "(SAFETY)"),
        ["no candidates"] = new(Replies.Body(new() { ["candidates"] = new System.Text.Json.Nodes.JsonArray() }), GeminiFailure.Unusable, 502, 1, "holds no candidate"),
        ["candidates missing"] = new(Replies.Body([]), GeminiFailure.Unusable, 502, 1, "holds no candidate"),
        ["no parts"] = new(Replies.Parts("STOP"), GeminiFailure.Unusable, 502, 1, "holds no text"),
        ["thoughts only"] = new(Replies.Parts("STOP", Replies.Thinking("""{"count": 3}""")), GeminiFailure.Unusable, 502, 1, "holds no text"),
        ["cut JSON"] = new(Replies.Text("""{"cou""", "MAX_TOKENS"), GeminiFailure.CutShort, 502, 1, "Gemini:MaxOutputTokens"),
        ["cut JSON that says it is whole"] = new(Replies.Text("""{"cou"""), GeminiFailure.Unusable, 502, 1, "something else than the JSON"),
        ["refusal in prose"] = new(Replies.Text("I'm sorry, but I would rather not."), GeminiFailure.Unusable, 502, 1, "something else than the JSON"),
        ["JSON null"] = new(Replies.Text("null"), GeminiFailure.Unusable, 502, 1, "something else than the JSON"),
        ["JSON of another shape"] = new(Replies.Text("[1, 2]"), GeminiFailure.Unusable, 502, 1, "something else than the JSON"),
        ["unknown finish reason"] = new(Replies.Text("""{"count": 3}""", "COSMIC_RAY"), GeminiFailure.Unusable, 502, 1, "(COSMIC_RAY)"),
        ["finish reason that is no word"] = new(Replies.Text("""{"count": 3}""", "<made-up-key-4711>"), GeminiFailure.Unusable, 502, 1, "(unreadable)"),
        ["no JSON at all"] = new(Replies.Raw(200, "<html>"), GeminiFailure.Unusable, 502, 1, "not the JSON that its interface promises"),
        ["candidates of another shape"] = new(Replies.Raw(200, """{"candidates": {"a": 1}}"""), GeminiFailure.Unusable, 502, 1, "not the JSON that its interface promises"),
        ["breaks off"] = new(Replies.BreaksOff, GeminiFailure.Unavailable, 503, 3, "break off"),
        ["more than 8 MB"] = new(Replies.Text(new string('x', 9 << 20)), GeminiFailure.Unavailable, 503, 3, "break off"),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_failure_has_its_sentence_and_its_number_of_attempts(string name)
    {
        var expected = Cases[name];
        await using var gemini = await GeminiDouble.StartAsync(expected.Reply, expected.Reply, expected.Reply, expected.Reply);
        await using var server = await ApiServer.StartWithoutModelsAsync(gemini.Settings);
        var failure = await Assert.ThrowsAsync<GeminiException>(() => AskAsync(server));

        Assert.Equal(expected.Failure, failure.Failure);
        Assert.Equal(expected.Status, failure.Status);
        Assert.Contains(expected.Sentence, failure.Message);
        Assert.Equal(expected.Calls, gemini.Calls.Count);
        Assert.DoesNotContain(GeminiDouble.Key, failure.ToString());
        Assert.Equal($"Warning: No answer from Gemini: {failure.Failure}. {failure.Message}", Assert.Single(server.Log, line => line.Contains("No answer from Gemini")));
    }

    [Fact]
    public async Task The_wait_that_Gemini_names_is_passed_on()
    {
        await using var gemini = await GeminiDouble.StartAsync(Replies.TooMany(PerMinute, "47.4s"));
        await using var server = await ApiServer.StartWithoutModelsAsync(gemini.Settings);
        Assert.Equal(TimeSpan.FromSeconds(47.4), (await Assert.ThrowsAsync<GeminiException>(() => AskAsync(server))).RetryAfter);
    }

    [Fact]
    public async Task What_can_succeed_is_tried_again()
    {
        await using var gemini = await GeminiDouble.StartAsync(Replies.TooMany(PerMinute, "0.01s"), Replies.BreaksOff, Replies.Json(new { count = 5 }));
        await using var server = await ApiServer.StartWithoutModelsAsync(gemini.Settings);
        Assert.Equal(5, (await AskAsync(server)).Value.Count);
    }

    [Fact]
    public async Task Silence_ends_with_the_time_limit()
    {
        await using var gemini = await GeminiDouble.StartAsync(Replies.Silence);
        await using var server = await ApiServer.StartWithoutModelsAsync([.. gemini.Settings, "Gemini:TimeoutSeconds=0.3"]);
        var failure = await Assert.ThrowsAsync<GeminiException>(() => AskAsync(server));
        Assert.Equal((GeminiFailure.TimedOut, 504), (failure.Failure, failure.Status));
        Assert.Equal("Gemini did not answer within 0.3 s (Gemini:TimeoutSeconds). Ask again later.", failure.Message);
        Assert.Single(gemini.Calls);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_said()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync(
            $"Gemini:ApiKey={GeminiDouble.Key}", "Gemini:BaseAddress=http://127.0.0.1:1", "Gemini:RetryDelaySeconds=0.001");
        Assert.Equal(GeminiFailure.Unavailable, (await Assert.ThrowsAsync<GeminiException>(() => AskAsync(server))).Failure);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_sent()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync("Gemini:BaseAddress=http://127.0.0.1:1");
        var failure = await Assert.ThrowsAsync<GeminiException>(() => AskAsync(server));
        Assert.Equal((GeminiFailure.NotConfigured, 503), (failure.Failure, failure.Status));
    }

    [Fact]
    public async Task A_caller_who_leaves_is_no_failure()
    {
        await using var gemini = await GeminiDouble.StartAsync(Replies.Silence);
        await using var server = await ApiServer.StartWithoutModelsAsync(gemini.Settings);
        using var caller = new CancellationTokenSource();
        var asked = AskAsync(server, caller.Token);
        await server.UntilAsync(() => gemini.Calls.Count == 1);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        Assert.DoesNotContain(server.Log, line => line.Contains("No answer from Gemini"));
    }

    private static Task<GeminiAnswer<Counted>> AskAsync(ApiServer server, CancellationToken cancellation = default) =>
        server.App.Services.GetRequiredService<GeminiClient>().AskAsync<Counted>(Prompt, cancellation);

    private sealed record Case(ScriptedReply Reply, GeminiFailure Failure, int Status, int Calls, string Sentence);
}
