using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Hitcast.InferenceApi.Gemini;

/// <summary>What Gemini says in place of a reply, and which failure that is.</summary>
internal sealed partial class GeminiError
{
    private static readonly TimeSpan SoonAgain = TimeSpan.FromSeconds(30);
    private readonly HttpStatusCode status;
    private readonly Wire.Error? error;

    private GeminiError(HttpStatusCode status, Wire.Error? error) => (this.status, this.error) = (status, error);

    /// <summary>When Gemini itself wants to be asked again; null where it does not say.</summary>
    public TimeSpan? RetryDelay => Details.Select(detail => Seconds(detail.RetryDelay)).FirstOrDefault(delay => delay is not null);

    /// <summary>If a quota is used up that comes back only tomorrow.</summary>
    public bool IsDailyQuota => Details.SelectMany(detail => detail.Violations ?? [])
        .Any(violation => violation?.QuotaId?.Contains("PerDay", StringComparison.OrdinalIgnoreCase) == true);

    private IEnumerable<Wire.Detail> Details => error?.Details?.OfType<Wire.Detail>() ?? [];

    private string? Reason => Details.Select(detail => detail.Reason).FirstOrDefault(reason => reason is not null);

    /// <summary>"404 NOT_FOUND": Gemini's own words are left out, since they may repeat the key or name the project.</summary>
    private string Code => string.Join(
        ' ', new[] { ((int)status).ToString(CultureInfo.InvariantCulture), error?.Status, Reason }.Where(word => word is not null && CodeWord().IsMatch(word)));

    public static GeminiError Read(HttpStatusCode status, ReadOnlySpan<byte> body) => new(status, GeminiJson.Read<Wire>(body)?.Content);

    /// <param name="model">The id that was asked.</param>
    public GeminiException ToException(string model) => status switch
    {
        HttpStatusCode.BadRequest when Reason == "API_KEY_INVALID" => Failed(
            GeminiFailure.KeyRefused, $"Gemini refuses this service's key ({Code}). Whoever runs the service must set Gemini:ApiKey to a valid one."),
        HttpStatusCode.BadRequest when error?.Status == "FAILED_PRECONDITION" => Failed(
            GeminiFailure.KeyRefused, $"Gemini may not be used from this place, or its key needs billing ({Code}). Whoever runs the service must see to it."),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Failed(
            GeminiFailure.KeyRefused, $"Gemini's key may not be used for this ({Code}). Whoever runs the service must give it the right, or set Gemini:ApiKey to another."),
        HttpStatusCode.NotFound => Failed(
            GeminiFailure.ModelGone, $"Gemini has no model {model} ({Code}): it was retired, or there never was one. Whoever runs the service must set Gemini:Model to one that is there."),
        HttpStatusCode.TooManyRequests when IsDailyQuota => Failed(
            GeminiFailure.QuotaSpent, $"What Google allows this service a day is used up ({Code}). Until tomorrow only verified questions are answered."),
        HttpStatusCode.TooManyRequests => Failed(
            GeminiFailure.RateLimited, $"Gemini is asked too much just now ({Code}). Ask again later.", RetryDelay ?? SoonAgain),
        >= HttpStatusCode.InternalServerError => Failed(
            GeminiFailure.Unavailable, $"Gemini is overloaded or out of order ({Code}). Ask again in a minute.", SoonAgain),
        _ => Failed(
            GeminiFailure.RequestRefused, $"Gemini does not accept what it was sent ({Code}). Perhaps {model} does not know Gemini:ThinkingLevel."),
    };

    private static GeminiException Failed(GeminiFailure failure, string message, TimeSpan? retryAfter = null) => new(failure, message, retryAfter);

    /// <param name="text">As "47s" or "47.4s".</param>
    private static TimeSpan? Seconds(string? text) =>
        text is not null && text.EndsWith('s') && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds < TimeSpan.SecondsPerDay
            ? TimeSpan.FromSeconds(seconds)
            : null;

    [GeneratedRegex("^[0-9A-Z_]{3,60}$")]
    private static partial Regex CodeWord();

    private sealed record Wire([property: System.Text.Json.Serialization.JsonPropertyName("error")] Wire.Error? Content)
    {
        public sealed record Error(string? Status, IReadOnlyList<Detail?>? Details);

        public sealed record Detail(string? Reason, string? RetryDelay, IReadOnlyList<Violation?>? Violations);

        public sealed record Violation(string? QuotaId);
    }
}
