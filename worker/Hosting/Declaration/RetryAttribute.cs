namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>How often, and after how long, a failed run is run again.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute(int maxRetryCount) : Attribute
{
    /// <summary>Runs after the first failure.</summary>
    public int MaxRetryCount { get; } = maxRetryCount;

    /// <summary>The pause before a retry, counted from 1.</summary>
    public abstract TimeSpan Delay(int retry);
}
