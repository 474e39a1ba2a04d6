using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Hitcast.Soak;

/// <summary>Those who ask: single predictions, explained ones, streams and questions, one after the other, without a pause.</summary>
internal sealed class Callers(Uri api, Counts counts) : IDisposable
{
    private const int StreamRows = 20_000;

    /// <summary>Some that can be answered with no model, each with another slot each time.</summary>
    private static readonly string[] Questions =
    [
        "How many movies came out in {0}?", "Top 10 movies by revenue in {0}", "¿Cuántas películas se estrenaron en {0}?", "What is the average rating of movies in {0}?",
    ];

    private readonly HttpClient http = new() { BaseAddress = api, Timeout = TimeSpan.FromMinutes(1) };
    private int turn;

    public Task PredictAsync(CancellationToken cancellation) =>
        RepeatAsync("prediction", () => SendAsync("/models/movie-success/predict", Movie(Next()), "application/json", cancellation), cancellation);

    public Task ExplainAsync(CancellationToken cancellation) =>
        RepeatAsync("explained", () => SendAsync("/models/movie-success/predict?explain=true", Movie(Next()), "application/json", cancellation), cancellation);

    public Task StreamAsync(CancellationToken cancellation) => RepeatAsync("stream of 20,000 rows", async () =>
    {
        var first = Next();
        var rows = new StringBuilder();
        for (var row = 0; row < StreamRows; row++)
        {
            rows.Append(Movie(first + row)).Append('\n');
        }

        return await SendAsync("/models/movie-success/predict", rows.ToString(), "application/x-ndjson", cancellation);
    }, cancellation);

    public Task AskAsync(CancellationToken cancellation) => RepeatAsync("question", () =>
    {
        var number = Next();
        var question = string.Format(CultureInfo.InvariantCulture, Questions[number % Questions.Length], 1960 + number % 65);
        return http.GetAsync($"/ask-text?question={Uri.EscapeDataString(question)}", cancellation);
    }, cancellation);

    public void Dispose() => http.Dispose();

    private int Next() => Interlocked.Increment(ref turn);

    private static string Movie(int number) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"budget": {{1_000_000 + number % 200 * 1_000_000}}, "runtime": {{80 + number % 80}}, "genres": ["Comedy"], "cast": ["Tom Hanks"]}""");

    private Task<HttpResponseMessage> SendAsync(string address, string body, string type, CancellationToken cancellation) =>
        http.PostAsync(address, new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)), cancellation);

    /// <summary>Counts as failed what is not answered with 2xx to its end.</summary>
    private async Task RepeatAsync(string kind, Func<Task<HttpResponseMessage>> call, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                using var reply = await call();
                if (reply.IsSuccessStatusCode)
                {
                    counts.Done(kind);
                }
                else
                {
                    counts.Fail(kind, $"{(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync(cancellation)}");
                }
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
            {
                counts.Fail(kind, exception.Message);
            }
        }
    }
}
