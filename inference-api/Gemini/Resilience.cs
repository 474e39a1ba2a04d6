using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace Hitcast.InferenceApi.Gemini;

/// <summary>One time limit around all attempts, and a second or third attempt where it can succeed.</summary>
internal static class Resilience
{
    private const int MostRetries = 2;
    private static readonly HttpRequestOptionsKey<long> Deadline = new(IGeminiApi.Deadline);

    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, GeminiOptions options, TimeProvider time)
    {
        pipeline.TimeProvider = time;
        pipeline.AddTimeout(new HttpTimeoutStrategyOptions { Timeout = TimeSpan.FromSeconds(options.TimeoutSeconds) });
        pipeline.AddRetry(new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = MostRetries,
            Delay = TimeSpan.FromSeconds(options.RetryDelaySeconds),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldRetryAfterHeader = false,
            ShouldHandle = arguments => CanSucceedAsync(arguments.Outcome, arguments.Context, time),
            DelayGenerator = arguments => NamedDelayAsync(arguments.Outcome.Result),
        });
    }

    private static async ValueTask<bool> CanSucceedAsync(Outcome<HttpResponseMessage> outcome, ResilienceContext context, TimeProvider time) =>
        outcome.Exception is HttpRequestException or HttpIOException
        || outcome.Result?.StatusCode is HttpStatusCode.InternalServerError or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        || (await NamedDelayAsync(outcome.Result) is { } delay && delay < Left(context, time));

    /// <returns>How long Gemini wants to be left alone; null where it did not say, or where no waiting helps.</returns>
    private static async ValueTask<TimeSpan?> NamedDelayAsync(HttpResponseMessage? response)
    {
        if (response?.StatusCode != HttpStatusCode.TooManyRequests)
        {
            return null;
        }

        // Read whole before it came here.
        var error = GeminiError.Read(response.StatusCode, await response.Content.ReadAsByteArrayAsync());
        return error.IsDailyQuota ? null : error.RetryDelay;
    }

    private static TimeSpan Left(ResilienceContext context, TimeProvider time) =>
        context.GetRequestMessage()?.Options.TryGetValue(Deadline, out var deadline) == true
            ? time.GetElapsedTime(time.GetTimestamp(), deadline)
            : TimeSpan.Zero;
}
