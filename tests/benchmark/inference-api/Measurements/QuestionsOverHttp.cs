using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hitcast.InferenceApi.Benchmark.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hitcast.InferenceApi.Benchmark.Measurements;

/// <summary>Questions over HTTP with nothing kept: a verified one, and what is ours of one that Gemini answers.</summary>
/// <remarks>Gemini is a server of ours that answers at once, so that all of the time is ours.</remarks>
internal static class QuestionsOverHttp
{
    private const double VerifiedGoalMilliseconds = 20;
    private const double OverheadGoalMilliseconds = 30;
    private const int Repetitions = 100;
    private const int WarmUp = 50;

    /// <summary>{0} is a number of rows, {1} a year. Names are looked up for the last.</summary>
    private static readonly string[] Verified =
        ["Top {0} comedies by revenue", "How many movies per year since {1}?", "Las {0} películas de terror con mejor valoración", "Movies with Tom Hanks since {1}"];

    public static async Task Measure(Bench bench, SampleWorker sample, CancellationToken cancellation)
    {
        await using var gemini = await Scripted.Start(cancellation);
        await using var api = await bench.Servers.Api(
            cancellation,
            ("Questions__ConnectionFile", sample.ConnectionFile),
            ("Questions__CacheMegabytes", "0"),
            ("Questions__ModelQuestionsPerMinute", "10000"),
            ("Gemini__ApiKey", "a-key-for-the-benchmark"),
            ("Gemini__BaseAddress", gemini.Address));
        using var http = new HttpClient { BaseAddress = api.Address };
        await UntilLayerIsChecked(http, cancellation);
        Add(bench, "a verified question over HTTP, p50", await Ask(http, VerifiedQuestion, "verified", cancellation), VerifiedGoalMilliseconds);
        Add(bench, "what is ours of a question to Gemini (two calls), p50", await Ask(http, number => $"zebra {number} among quaggas", "gemini", cancellation), OverheadGoalMilliseconds);
    }

    /// <summary>For some seconds after the start the service tries every verified question, beside what it is asked.</summary>
    private static async Task UntilLayerIsChecked(HttpClient http, CancellationToken cancellation)
    {
        while (!(await http.GetStringAsync(new Uri("/health", UriKind.Relative), cancellation)).Contains("semantic layer", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    private static string VerifiedQuestion(int number) =>
        string.Format(CultureInfo.InvariantCulture, Verified[number % Verified.Length], 3 + (number % 25), 1950 + (number / Verified.Length));

    private static void Add(Bench bench, string figure, List<double> milliseconds, double goal)
    {
        var p50 = milliseconds.Median();
        bench.Report.Add(figure, $"≤ {goal} ms", $"{p50:0.0} ms, p99 {milliseconds.Quantile(0.99):0.0} ms", p50 / goal, p50 <= goal);
    }

    private static async Task<List<double>> Ask(HttpClient http, Func<int, string> question, string way, CancellationToken cancellation)
    {
        var took = new List<double>();
        for (var number = 0; number < WarmUp + Repetitions; number++)
        {
            var started = Stopwatch.GetTimestamp();
            var reply = await http.GetStringAsync(new Uri($"/ask-text?question={Uri.EscapeDataString(question(number))}", UriKind.Relative), cancellation);
            var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            using var answer = JsonDocument.Parse(reply);
            if (answer.RootElement.GetProperty("answered_by") is not { ValueKind: JsonValueKind.Object } by || by.GetProperty("way").GetString() != way)
            {
                throw new InvalidOperationException($"'{question(number)}' was to be answered by '{way}': {reply}");
            }

            if (number >= WarmUp)
            {
                took.Add(elapsed);
            }
        }

        return took;
    }

    /// <summary>SQL and a sentence in turn, at once.</summary>
    private sealed class Scripted(WebApplication app) : IAsyncDisposable
    {
        private static readonly string[] Replies =
        [
            """{"kind": "sql", "language": "en", "title": "Titanic", "sql": "SELECT movie_id, title, revenue_usd FROM ask.movies WHERE title = 'Titanic' ORDER BY revenue_usd DESC NULLS LAST LIMIT 1", "chart": "none"}""",
            """{"text": "Titanic took 2.26 billion."}""",
        ];

        public string Address => app.Urls.Single();

        public static async Task<Scripted> Start(CancellationToken cancellation)
        {
            var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
            builder.Logging.ClearProviders();
            var app = builder.Build();
            var calls = 0;
            app.MapPost("/{**path}", () => Results.Text(Reply(Replies[(Interlocked.Increment(ref calls) - 1) % Replies.Length]), "application/json"));
            await app.StartAsync(cancellation);
            return new(app);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private static string Reply(string text) => new JsonObject
        {
            ["candidates"] = new JsonArray(new JsonObject
            {
                ["content"] = new JsonObject { ["role"] = "model", ["parts"] = new JsonArray(new JsonObject { ["text"] = text }) },
                ["finishReason"] = "STOP",
            }),
            ["usageMetadata"] = new JsonObject { ["promptTokenCount"] = 10, ["candidatesTokenCount"] = 10 },
        }.ToJsonString();
    }
}
