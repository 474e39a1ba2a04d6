using System.Collections.Concurrent;

namespace Hitcast.InferenceApi.Operations;

/// <summary>Whether requests can be answered now, and if not, why. Thread safe.</summary>
/// <remarks>Not ready before the first part has reported, while any part is in trouble, and from the moment the host was told to stop.</remarks>
public sealed class Readiness(IHostApplicationLifetime lifetime, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, string?> troubles = new(StringComparer.Ordinal);

    /// <summary>When the service began to start.</summary>
    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    /// <summary>The trouble of each part that has reported; null where there is none.</summary>
    public IReadOnlyDictionary<string, string?> Parts => new SortedDictionary<string, string?>(troubles, StringComparer.Ordinal);

    /// <summary>Why no requests should be sent here now; none if they should.</summary>
    public IReadOnlyList<string> Reasons => lifetime.ApplicationStopping.IsCancellationRequested ? ["The service is stopping."]
        : troubles.IsEmpty ? ["The service is starting."]
        : [.. Parts.Values.OfType<string>()];

    public bool IsReady => Reasons.Count == 0;

    /// <summary>Says how a part of the service is.</summary>
    /// <param name="part">Its name, such as "models".</param>
    /// <param name="trouble">Why it cannot answer, a sentence for anyone to read; null if it can.</param>
    public void Report(string part, string? trouble) => troubles[part] = trouble;
}
