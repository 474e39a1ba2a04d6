using System.Globalization;

namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>The pause doubles with every retry, from the minimum up to the maximum, both as <c>hh:mm:ss</c>.</summary>
public sealed class ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval) : RetryAttribute(maxRetryCount)
{
    public TimeSpan MinimumInterval { get; } = TimeSpan.ParseExact(minimumInterval, "c", CultureInfo.InvariantCulture);

    public TimeSpan MaximumInterval { get; } = TimeSpan.ParseExact(maximumInterval, "c", CultureInfo.InvariantCulture);

    public override TimeSpan Delay(int retry)
    {
        var doubled = MinimumInterval * Math.Pow(2, Math.Min(retry - 1, 30));
        return doubled < MaximumInterval ? doubled : MaximumInterval;
    }
}
