using System.Text.Json;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Questions.Planning;
using Hitcast.InferenceApi.Tests.Gemini;
using Xunit;
using static Hitcast.InferenceApi.Tests.Questions.Planning.AskedPlanner;

namespace Hitcast.InferenceApi.Tests.Questions.Planning;

/// <summary>Questions that call the served movie model on made-up inputs.</summary>
public sealed class WhatIfTest(SampleWarehouse warehouse)
{
    private const string Features = "SELECT title, budget_usd, runtime_minutes, genres, directors FROM ask.movies WHERE title = 'Toy Story 5'";
    private const string Function = "forecast_movie_success";
    private const string Signature = "made-up-signature";

    [Fact]
    public async Task The_model_is_called_in_process_and_Gemini_gets_its_parts_back_whole()
    {
        await using var planner = await StartWithModelsAsync(warehouse, Plan(Features), Calls(Budget(250e6), Budget(125e6)));
        var expected = await PredictAsync(planner, 125e6);
        planner.Gemini.Then(Replies.Text($"At half the budget its chance is {expected:0.000}, says version 2 of movie-success."));
        var answer = Assert.IsType<PlannedAnswer.Answered>(await planner.AskAsync("What if Toy Story 5 cost half?"));

        Assert.Equal(new Forecaster("movie-success", 2), answer.Forecaster);
        Assert.Equal((Features, 2, false), (answer.Sql, answer.Table.Rows.Count, answer.TextIsOurs));
        Assert.Equal(["budget", "probability", "label", "model", "model_version"], answer.Table.Columns.Select(column => column.Name).Take(5));
        Assert.Equal([125e6, expected, 2L], [answer.Table.Rows[1][0], answer.Table.Rows[1][1], answer.Table.Rows[1][4]]);
        Assert.Contains($"{expected:0.000}", answer.Text);
        Assert.Equal(3, answer.Usage.Calls);
        Assert.Equal(["Understood", "Rows"], planner.Stages.Select(stage => stage.GetType().Name));

        var (first, second) = (planner.Gemini.Calls[1].Body, planner.Gemini.Calls[2].Body);
        Assert.False(planner.Gemini.Calls[0].Body.TryGetProperty("tools", out _));
        var declared = first.GetProperty("tools")[0].GetProperty("functionDeclarations")[0];
        Assert.Equal(Function, declared.GetProperty("name").GetString());
        var budget = declared.GetProperty("parametersJsonSchema").GetProperty("properties").GetProperty("budget");
        Assert.Equal(("number", 1d, 1e10), (budget.GetProperty("type").GetString(), budget.GetProperty("minimum").GetDouble(), budget.GetProperty("maximum").GetDouble()));
        Assert.Equal(("ANY", "AUTO"), (Mode(first), Mode(second)));
        Assert.Contains("Toy Story 5", first.GetProperty("contents")[0].GetRawText());
        var said = second.GetProperty("contents")[1];
        Assert.Equal("model", said.GetProperty("role").GetString());
        Assert.All(said.GetProperty("parts").EnumerateArray(), part => Assert.Equal(Signature, part.GetProperty("thoughtSignature").GetString()));
        var results = second.GetProperty("contents")[2].GetProperty("parts");
        Assert.Equal(("call-1", expected), (
            results[1].GetProperty("functionResponse").GetProperty("id").GetString(),
            results[1].GetProperty("functionResponse").GetProperty("response").GetProperty("probability").GetDouble()));
    }

    [Fact]
    public async Task Wrong_inputs_come_back_with_what_is_allowed_and_may_be_mended_once()
    {
        await using var planner = await StartWithModelsAsync(
            warehouse, Plan(sql: null), Calls(new JsonObject { ["budget"] = -3, ["genre"] = "Horror" }), Calls(new JsonObject { ["budget"] = 5e6, ["genres"] = new JsonArray("Horror") }), Replies.Text("It may pay off."));
        var answer = Assert.IsType<PlannedAnswer.Answered>(await planner.AskAsync("Would a horror movie for 5 million pay off?"));
        Assert.Equal((null, "It may pay off.", "NONE"), (answer.Sql, answer.Text, Mode(planner.Gemini.Calls[3].Body)));
        Assert.Single(answer.Table.Rows);
        var errors = planner.Gemini.Calls[2].Body.GetProperty("contents")[2].GetProperty("parts")[0].GetProperty("functionResponse").GetProperty("response").GetProperty("errors");
        Assert.Contains("It must be a number from 1 to 10000000000 in US dollars.", errors.GetProperty("budget")[0].GetString());
        Assert.Contains("Did you mean 'genres'?", errors.GetProperty("genre")[0].GetString());
    }

    [Fact]
    public async Task Who_calls_without_end_is_stopped_and_the_sentence_is_ours()
    {
        await using var planner = await StartWithModelsAsync(warehouse, Plan(sql: null), Calls(Budget(1e6)), Calls(Budget(2e6)), Calls(Budget(3e6)), Calls(Budget(4e6)));
        var answer = Assert.IsType<PlannedAnswer.Answered>(await planner.AskAsync("What if a movie cost a million?"));
        Assert.Equal((4, 2, true), (planner.Gemini.Calls.Count, answer.Table.Rows.Count, answer.TextIsOurs));
        Assert.Contains("model: movie-success; model version: 2", answer.Text);
    }

    [Fact]
    public async Task A_number_that_the_model_did_not_say_does_not_pass()
    {
        await using var planner = await StartWithModelsAsync(warehouse, Plan(sql: null), Calls(Budget(1e6)), Replies.Text("Its chance is 0.123456."));
        var answer = Assert.IsType<PlannedAnswer.Answered>(await planner.AskAsync("What if a movie cost a million?"));
        Assert.True(answer.TextIsOurs);
        Assert.Equal(["0.123456"], answer.Unfounded);
    }

    [Fact]
    public async Task Without_inputs_that_the_model_takes_or_without_a_model_there_is_no_answer()
    {
        await using var planner = await StartWithModelsAsync(warehouse, Plan(sql: null), Calls(new JsonObject()), Replies.Text("Its chance is 0.5."));
        var none = Assert.IsType<PlannedAnswer.CannotAnswer>(await planner.AskAsync("What if?"));
        Assert.Equal("No inputs were found that the model takes. Say at least what the movie costs, in US dollars.", none.Why);

        await using var without = await StartAsync(warehouse, Plan(sql: null));
        var notServed = Assert.IsType<PlannedAnswer.CannotAnswer>(await without.AskAsync("What if a movie cost a million?"));
        Assert.Equal(("The movie model is not served now, so no forecast can be computed. Ask again later.", true), (notServed.Why, notServed.IsPassing));
    }

    [Fact]
    public async Task The_reply_names_model_and_version_and_is_not_kept()
    {
        await using var planner = await StartWithModelsAsync(warehouse);
        for (var time = 0; time < 2; time++)
        {
            planner.Gemini.Then(Plan(sql: null), Calls(Budget(1e6)), Replies.Text("It may pay off."));
            using var response = await AskServer.PostAsync(planner.Server.Client, "/ask-text", """{"question": "Suppose someone shot a zany flick costing one million?"}""");
            var reply = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            var by = reply.GetProperty("answered_by").GetProperty("forecasts_by");
            Assert.Equal(("movie-success", 2, false), (by.GetProperty("model").GetString(), by.GetProperty("version").GetInt32(), reply.GetProperty("kept").GetBoolean()));
            Assert.Contains("version 2's of movie-success", reply.GetProperty("verification").GetProperty("how").GetString());
            Assert.Equal(JsonValueKind.Null, reply.GetProperty("sql").ValueKind);
        }
    }

    private static ScriptedReply Plan(string? sql) => Replies.Json(new { kind = "what_if", language = "en", title = "What if", sql, chart = "none" });

    private static ScriptedReply Calls(params JsonObject[] inputs) => Replies.Parts("STOP", [.. inputs.Select((args, place) => new JsonObject
    {
        ["functionCall"] = new JsonObject { ["id"] = $"call-{place}", ["name"] = Function, ["args"] = args.DeepClone() },
        ["thoughtSignature"] = Signature,
    })]);

    private static JsonObject Budget(double budget) => new() { ["budget"] = budget, ["runtime"] = 100 };

    private static string? Mode(JsonElement body) => body.GetProperty("toolConfig").GetProperty("functionCallingConfig").GetProperty("mode").GetString();

    private static async Task<double> PredictAsync(AskedPlanner planner, double budget)
    {
        using var response = await AskServer.PostAsync(planner.Server.Client, "/models/movie-success/predict", Budget(budget).ToJsonString());
        return JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).GetProperty("probability").GetDouble();
    }
}
