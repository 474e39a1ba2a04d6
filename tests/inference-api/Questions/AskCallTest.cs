using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hitcast.InferenceApi.Questions.Asking;
using Hitcast.InferenceApi.Tests.Gemini;
using Hitcast.InferenceApi.Tests.Questions.Planning;
using Hitcast.InferenceApi.Tests.Warehouse;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions;

public sealed class AskCallTest(SampleWarehouse warehouse)
{
    private const string Endless = "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n FROM r) SELECT count(*) FROM r";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/event-stream")]
    public async Task Who_leaves_ends_the_query_in_the_database_and_that_is_no_failure(string accept)
    {
        var name = $"leaving {accept}";
        await using var asked = await AskedPlanner.StartAsync(
            warehouse,
            [$"Questions:ConnectionString={await warehouse.ReaderConnectionStringAsync()};Application Name={name}", "Questions:StatementSeconds=60"],
            AskedPlanner.Sql(Endless));
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ask-text?question=zebras%20among%20quaggas");
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        var reply = ReadAsync(asked.Server.Client, request, leaving.Token);
        while (await RunningAsync(name) == 0)
        {
            Assert.False(reply.IsCompleted, "The query did not run.");
            await Task.Delay(20, Cancellation);
        }

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply);
        while (await RunningAsync(name) > 0)
        {
            await Task.Delay(20, Cancellation);
        }

        Assert.DoesNotContain(asked.Server.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Empty(asked.Server.App.Services.GetRequiredService<QuestionMetrics>().Counts);
    }

    [Fact]
    public async Task Too_many_questions_to_the_model_are_429_with_when_to_come_back_and_a_verified_one_goes_on()
    {
        await using var asked = await AskedPlanner.StartAsync(
            warehouse, ["Questions:ModelQuestionsPerMinute=1"], Replies.Json(new { kind = "cannot_answer", language = "en", title = "", text = "There are no zebras." }));
        using var first = await AskServer.PostAsync(asked.Server.Client, "/ask-text", """{"question": "zebras among quaggas"}""");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var second = await AskServer.PostAsync(asked.Server.Client, "/ask-text", """{"question": "quaggas among zebras"}""");
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Equal("application/problem+json", second.Content.Headers.ContentType?.MediaType);
        Assert.InRange(second.Headers.RetryAfter?.Delta ?? default, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Contains("GET /questions", (await second.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        using var verified = await AskServer.PostAsync(asked.Server.Client, "/ask-text", """{"question": "Top 5 comedies by revenue"}""");
        Assert.Equal(HttpStatusCode.OK, verified.StatusCode);
    }

    [Fact]
    public async Task Every_question_is_counted_by_what_it_came_to()
    {
        await using var server = await ApiServer.StartWithoutModelsAsync($"Questions:ConnectionString={await warehouse.ReaderConnectionStringAsync()}");
        var before = await server.Client.GetStringAsync("/metrics", Cancellation);
        foreach (var body in new[] { """{"question": "Top 5 comedies by revenue"}""", """{"question": "Top 5 comedies by revenue"}""", """{"question": "zebras among quaggas"}""", """{"question": 5}""" })
        {
            using var response = await AskServer.PostAsync(server.Client, "/ask-text", body);
        }

        Assert.Equal(
            new Dictionary<string, long> { ["verified"] = 1, ["kept"] = 1, ["declined"] = 1, ["refused"] = 1 },
            server.App.Services.GetRequiredService<QuestionMetrics>().Counts.ToDictionary());

        // The meters of the other tests' services are heard too.
        var after = await server.Client.GetStringAsync("/metrics", Cancellation);
        Assert.All(["verified", "kept", "declined", "refused"], way => Assert.True(Count(after, way) >= Count(before, way) + 1, $"{way}: {Count(before, way)} and {Count(after, way)}"));
    }

    [Theory]
    [InlineData("/ask-text?question=Top%205%20comedies%20by%20revenue", HttpStatusCode.OK)]
    [InlineData("/ask-visual?question=Top%205%20comedies%20by%20revenue", HttpStatusCode.OK)]
    [InlineData("/ask-visual?question=Top%205%20comedies%20by%20revenue&format=image", HttpStatusCode.OK)]
    [InlineData("/questions", HttpStatusCode.OK)]
    [InlineData("/evidence/13", HttpStatusCode.OK)]
    [InlineData("/status", HttpStatusCode.OK)]
    [InlineData("/models/movie-success/accuracy", HttpStatusCode.NotFound)]
    public async Task Each_address_needs_a_key_where_keys_are_set(string address, HttpStatusCode withKey)
    {
        const string Key = "a-key-of-the-test-0123";
        await using var server = await ApiServer.StartWithoutModelsAsync($"Questions:ConnectionString={await warehouse.ReaderConnectionStringAsync()}", $"ApiKeys:0={Key}");
        using var without = await server.Client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        if (address.StartsWith("/ask", StringComparison.Ordinal))
        {
            using var posted = await AskServer.PostAsync(server.Client, address.Split('?')[0], """{"question": "Top 5 comedies by revenue"}""");
            Assert.Equal(HttpStatusCode.Unauthorized, posted.StatusCode);
        }

        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        using var with = await server.Client.GetAsync(new Uri(address, UriKind.Relative), Cancellation);
        Assert.Equal(withKey, with.StatusCode);
    }

    /// <summary>To the end: of a stream the headers come long before.</summary>
    private static async Task<string> ReadAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellation)
    {
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return await response.Content.ReadAsStringAsync(cancellation);
    }

    private Task<long> RunningAsync(string name) =>
        Gates.OwnerAsync<long>(warehouse, "SELECT count(*) FROM pg_stat_activity WHERE application_name = $1 AND state = 'active' AND query ~ 'pg_temp.answer LIMIT'", name);

    private static double Count(string metrics, string way) => metrics.Split('\n')
        .Where(line => line.StartsWith("hitcast_questions_duration_seconds_count{", StringComparison.Ordinal) && line.Contains($"question_way=\"{way}\"", StringComparison.Ordinal))
        .Sum(line => double.Parse(line.Split("} ")[1].Split(' ')[0], CultureInfo.InvariantCulture));
}
