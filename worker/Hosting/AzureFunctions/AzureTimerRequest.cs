using System.Globalization;
using System.Text.Json;
using Hitcast.Worker.Hosting.Declaration;

namespace Hitcast.Worker.Hosting.AzureFunctions;

/// <summary>What the Azure Functions host posts to a custom handler for a timer.</summary>
/// <param name="Attempt">1 for the first, one more for each retry by the host.</param>
internal sealed record AzureTimerRequest(TimerInfo Timer, int Attempt)
{
    /// <param name="now">In place of a time that the host does not give.</param>
    /// <exception cref="InvalidArgumentException">The body is no such request.</exception>
    public static AzureTimerRequest Parse(JsonElement body, DateTimeOffset now)
    {
        try
        {
            var timer = Unwrap(body.GetProperty("Data").EnumerateObject().First().Value);
            var metadata = body.TryGetProperty("Metadata", out var given) ? given : default;
            return new AzureTimerRequest(new TimerInfo(Next(timer) ?? now, timer.GetProperty("IsPastDue").GetBoolean()), Retries(metadata) + 1);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidArgumentException($"The request is no timer's: {exception.Message}");
        }
    }

    /// <summary>Values can be written as text that holds JSON.</summary>
    private static JsonElement Unwrap(JsonElement value) => value.ValueKind == JsonValueKind.String ? JsonElement.Parse(value.GetString()!) : value;

    /// <summary>The occurrence that runs now. There is none without a monitor, and the year 1 means never.</summary>
    private static DateTimeOffset? Next(JsonElement timer)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return timer.TryGetProperty("ScheduleStatus", out var status) && status.ValueKind == JsonValueKind.Object
            && status.TryGetProperty("Next", out var next)
            && DateTimeOffset.TryParse(next.GetString(), CultureInfo.InvariantCulture, Utc, out var time) && time.Year > 1 ? time : null;
    }

    private static int Retries(JsonElement metadata) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("RetryContext", out var context)
        && Unwrap(context) is { ValueKind: JsonValueKind.Object } retry && retry.TryGetProperty("RetryCount", out var count) ? count.GetInt32() : 0;
}
