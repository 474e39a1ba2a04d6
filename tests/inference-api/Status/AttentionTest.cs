using Hitcast.InferenceApi.Drift;
using Hitcast.InferenceApi.Status;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Status;

public sealed class AttentionTest
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly StatusReport Well = new(
        Now,
        [],
        new("1", Now.AddHours(-1), 3600, Ready: true, []),
        new(null, 10, Now.AddDays(-1), Now.AddDays(-90), 3, Now, Now),
        new(null, [new("load-movies", "arrival in tmdb/movies/", null, new("Skipped", Now, "Nothing to do."), [])]),
        [new("movie-success", 2, null, [new(2, "loaded", null)], 1000, new Dictionary<string, long> { ["422"] = 900, ["503"] = 10 }, 0.91, new(500, DriftJudgement.Stable, []))],
        new(100, new Dictionary<string, long> { ["failed"] = 1 }, 1, 0.01),
        new(Configured: true, "gemini-3.8-flash", 4, 5, 1));

    [Fact]
    public void Nothing_needs_attention_where_all_is_well() => Assert.Empty(Attention.Of(Well));

    [Fact]
    public void What_is_not_ready_not_reached_or_empty_is_told() => Assert.Equal(
        ["service: The service is starting.", "catalogue: There is no warehouse.", "worker: The worker is away."],
        Told(Well with
        {
            Service = Well.Service with { Ready = false, Reasons = ["The service is starting."] },
            Catalogue = new("There is no warehouse."),
            Worker = new("The worker is away.", []),
        }));

    [Fact]
    public void An_empty_and_an_old_catalogue_are_told_apart()
    {
        Assert.Equal(
            ["catalogue: The catalogue is empty. The worker's load-movies fills it from the lake."],
            Told(Well with { Catalogue = new(null, 0) }));
        Assert.Equal(
            ["catalogue: The newest movie was fetched 3 days ago. See how the worker's extract-movies went."],
            Told(Well with { Catalogue = Well.Catalogue with { NewestFetchedAt = Now.AddDays(-3) } }));
    }

    [Fact]
    public void A_failed_function_and_objects_set_aside_are_told() => Assert.Equal(
        ["worker: load-movies failed the last time: It is no gzip.", "worker: load-movies has set 1 object aside. Mend the cause, then run them again."],
        Told(Well with
        {
            Worker = new(null, [Well.Worker.Functions[0] with { Last = new("Failed", Now, "It is no gzip."), SetAside = [new("tmdb/movies/1", 5, Now, "It is no gzip.")] }]),
        }));

    [Fact]
    public void Models_are_told_where_they_serve_nothing_are_refused_fail_or_drift() => Assert.Equal(
        [
            "models: movie-success serves no version: All are refused.",
            "models: Version 3 of movie-success is refused: model.onnx is cut short.",
            "models: 11 of 1000 requests to movie-success failed here since the start. The log says why.",
            "models: movie-success is asked or answers otherwise than in training: budget, genres.",
        ],
        Told(Well with
        {
            Models =
            [
                Well.Models[0] with
                {
                    ServedVersion = null,
                    Reason = "All are refused.",
                    Versions = [new(3, "refused", "model.onnx is cut short.")],
                    Errors = new Dictionary<string, long> { ["500"] = 1, ["503"] = 10 },
                    Drift = new(500, DriftJudgement.StronglyDrifted, [new("budget", DriftJudgement.StronglyDrifted, 0.7), new("genres", DriftJudgement.Drifted, null)]),
                },
            ],
        }));

    [Fact]
    public void Failing_questions_and_a_budget_near_its_end_are_told()
    {
        Assert.Equal(
            [
                "questions: 2 of 100 questions failed since the start. The log says why.",
                "gemini: Of today's 5.00 USD for Gemini 0.50 are left. Without it only verified questions are answered.",
            ],
            Told(Well with { Questions = Well.Questions with { Errors = 2, ErrorRate = 0.02 }, Gemini = Well.Gemini with { Left = 0.5m } }));
        Assert.Empty(Told(Well with { Gemini = Well.Gemini with { Configured = false, Left = 0 } }));
    }

    private static IEnumerable<string> Told(StatusReport report) => Attention.Of(report).Select(item => $"{item.Part}: {item.Sentence}");
}
