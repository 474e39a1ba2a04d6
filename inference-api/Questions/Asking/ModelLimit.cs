using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Questions.Asking;

/// <summary>How many questions a minute one caller may have answered by a model, which costs. Thread safe.</summary>
internal sealed class ModelLimit : IDisposable
{
    private readonly PartitionedRateLimiter<string> limiter;

    public ModelLimit(IOptions<AskOptions> options)
    {
        var perMinute = options.Value.ModelQuestionsPerMinute;
        limiter = PartitionedRateLimiter.Create<string, string>(caller => RateLimitPartition.GetTokenBucketLimiter(caller, _ => new()
        {
            TokenLimit = perMinute,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
            QueueLimit = 0,
        }));
    }

    /// <exception cref="ModelLimitException">The caller has asked as often as he may for now.</exception>
    public void Take(string caller)
    {
        using var lease = limiter.AttemptAcquire(caller);
        if (!lease.IsAcquired)
        {
            throw new ModelLimitException(lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1));
        }
    }

    public void Dispose() => limiter.Dispose();
}

/// <summary>Too many questions for a model from one caller.</summary>
internal sealed class ModelLimitException(TimeSpan retryAfter)
    : Exception("Too many questions that only Gemini can answer. Wait, or ask a verified question: GET /questions lists them.")
{
    public TimeSpan RetryAfter => retryAfter;
}
