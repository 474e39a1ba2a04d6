using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hitcast.InferenceApi.Tests.Gemini;
using Hitcast.InferenceApi.Tests.Questions.Planning;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions;

/// <summary>What no verified question answers goes to Gemini, here a double that says what is written for it.</summary>
public sealed class GeminiQuestionsTest(SampleWarehouse warehouse)
{
    private const string Question = """{"question": "Which movie had the longest gap between its tagline and sense?"}""";
    private const string Sql = "SELECT movie_id, title, revenue_usd FROM ask.movies WHERE title = 'Titanic' ORDER BY revenue_usd DESC NULLS LAST LIMIT 1";

    [Fact]
    public async Task Its_answer_names_the_model_what_it_took_and_where_the_rows_come_from_and_is_kept()
    {
        await using var asked = await AskedPlanner.StartAsync(warehouse, AskedPlanner.Sql(Sql, "Titanic"), AskedPlanner.Said("Titanic took 2.26 billion."));
        var reply = await AskAsync(asked, Question);
        Assert.Equal(("answered", "gemini"), (reply.GetProperty("status").GetString(), reply.GetProperty("answered_by").GetProperty("way").GetString()));
        Assert.Equal("Titanic took 2.26 billion.", reply.GetProperty("answer").GetString());
        Assert.Equal("/evidence/597", reply.GetProperty("evidence")[0].GetString());
        Assert.Equal("gemini", reply.GetProperty("verification").GetProperty("text_from").GetString());
        Assert.Equal(2, reply.GetProperty("usage").GetProperty("calls").GetInt32());
        Assert.True(reply.GetProperty("usage").GetProperty("cost_usd").GetDecimal() > 0);

        var again = await AskAsync(asked, Question);
        Assert.Equal((true, JsonValueKind.Null), (again.GetProperty("kept").GetBoolean(), again.GetProperty("usage").ValueKind));
    }

    [Fact]
    public async Task A_text_that_says_more_than_the_rows_is_replaced_and_that_is_said()
    {
        await using var asked = await AskedPlanner.StartAsync(warehouse, AskedPlanner.Sql(Sql, "Titanic"), AskedPlanner.Said("Titanic took 99 trillion."));
        var reply = await AskAsync(asked, Question);
        Assert.Equal("rows", reply.GetProperty("verification").GetProperty("text_from").GetString());
        Assert.DoesNotContain("99", reply.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(reply.GetProperty("verification").GetProperty("unfounded").EnumerateArray());
    }

    [Fact]
    public async Task Where_it_writes_no_text_that_is_said_with_the_reason_and_the_poorer_answer_is_not_kept()
    {
        await using var asked = await AskedPlanner.StartAsync(
            warehouse, AskedPlanner.Sql(Sql, "Titanic"), Replies.Text("it is", "SAFETY"), AskedPlanner.Sql(Sql, "Titanic"), AskedPlanner.Said("Titanic took 2.26 billion."));
        var reply = await AskAsync(asked, Question);
        var verification = reply.GetProperty("verification");
        Assert.Equal("rows", verification.GetProperty("text_from").GetString());
        Assert.Equal(
            "The SQL is Gemini's. PostgreSQL checked it before it ran. Gemini wrote no text about the rows, so the sentence is ours.", verification.GetProperty("how").GetString());
        Assert.Equal("Gemini's rules do not allow this question or its answer (SAFETY). Ask differently.", verification.GetProperty("text_failure").GetString());
        Assert.Equal("Titanic took 2.26 billion.", (await AskAsync(asked, Question)).GetProperty("answer").GetString());
    }

    [Fact]
    public async Task Where_there_are_no_rows_no_text_is_said_to_have_failed()
    {
        var none = AskedPlanner.Sql("SELECT title FROM ask.movies WHERE title = 'No such title'", "Nothing");
        await using var asked = await AskedPlanner.StartAsync(warehouse, none, none);
        var verification = (await AskAsync(asked, Question)).GetProperty("verification");
        Assert.EndsWith("There were no rows to write about, so the sentence is ours.", verification.GetProperty("how").GetString(), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, verification.GetProperty("text_failure").ValueKind);
    }

    [Fact]
    public async Task Where_it_gives_up_after_SQL_that_was_sent_back_nothing_is_said_not_to_have_run()
    {
        await using var asked = await AskedPlanner.StartAsync(
            warehouse,
            AskedPlanner.Sql("SELECT title FROM ask.movies WHERE title = 'No such title'", "Nothing"),
            Replies.Json(new { kind = "cannot_answer", language = "en", title = "", text = "Taglines have no gap." }));
        var reply = await AskAsync(asked, Question);
        Assert.Equal("cannot_answer", reply.GetProperty("status").GetString());
        Assert.Equal("Gemini's SQL was refused or found nothing, and nothing is answered from it.", reply.GetProperty("verification").GetProperty("how").GetString());
        Assert.Equal("There were no rows.", reply.GetProperty("verification").GetProperty("corrections")[0].GetProperty("why").GetString());
    }

    [Fact]
    public async Task The_stages_are_streamed_and_a_verified_question_does_not_ask_it()
    {
        await using var asked = await AskedPlanner.StartAsync(warehouse, AskedPlanner.Sql(Sql, "Titanic"), AskedPlanner.Said("Titanic took 2.26 billion."));
        Assert.Equal("verified", (await AskAsync(asked, """{"question": "Top 5 comedies by revenue"}""")).GetProperty("answered_by").GetProperty("way").GetString());
        using var response = await AskServer.PostAsync(asked.Server.Client, "/ask-text", Question, "text/event-stream");
        var stream = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            ["event: understood", "event: sql", "event: rows", "event: answer"],
            stream.Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_counter_question_brings_its_choices()
    {
        await using var asked = await AskedPlanner.StartAsync(
            warehouse, Replies.Json(new { kind = "counter_question", language = "en", title = "Titanic", text = "Which Titanic?", choices = new[] { "Titanic of 1997?", "Titanic of 1953?" } }));
        var reply = await AskAsync(asked, Question);
        Assert.Equal(("counter_question", 2), (reply.GetProperty("status").GetString(), reply.GetProperty("choices").GetArrayLength()));
    }

    [Fact]
    public async Task No_word_of_a_question_is_logged_and_what_fails_is_a_problem()
    {
        await using var asked = await AskedPlanner.StartAsync(warehouse, Replies.Raw(403, "{}"));
        using var response = await AskServer.PostAsync(asked.Server.Client, "/ask-text", """{"question": "xylophonic zebras of Quetzalcoatl?"}""");
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains("Gemini", (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(asked.Server.Log, line => line.Contains("zebra", StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<JsonElement> AskAsync(AskedPlanner asked, string body)
    {
        using var response = await AskServer.PostAsync(asked.Server.Client, "/ask-text", body);
        var reply = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, reply);
        return JsonDocument.Parse(reply).RootElement;
    }
}
