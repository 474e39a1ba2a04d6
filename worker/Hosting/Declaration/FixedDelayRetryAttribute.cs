using System.Globalization;

namespace Hitcast.Worker.Hosting.Declaration;

/// <param name="delayInterval">The pause before each retry, as <c>hh:mm:ss</c>.</param>
public sealed class FixedDelayRetryAttribute(int maxRetryCount, string delayInterval) : RetryAttribute(maxRetryCount)
{
    public TimeSpan DelayInterval { get; } = TimeSpan.ParseExact(delayInterval, "c", CultureInfo.InvariantCulture);

    public override TimeSpan Delay(int retry) => DelayInterval;
}
