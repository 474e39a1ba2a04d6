using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Operations;

/// <summary>A token bucket a caller. What needs no key has no limit either.</summary>
internal sealed class RateLimit(IOptions<RateLimitOptions> settings) : IConfigureOptions<RateLimiterOptions>
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    public void Configure(RateLimiterOptions options)
    {
        if (settings.Value.RequestsPerSecond is { } rate)
        {
            var bucket = Bucket(rate, settings.Value.Burst);
            options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null
                    ? RateLimitPartition.GetTokenBucketLimiter(Caller.Of(context), _ => bucket)
                    : RateLimitPartition.GetNoLimiter(""));
            options.OnRejected = RefuseAsync;
        }
    }

    private static TokenBucketRateLimiterOptions Bucket(double rate, int? burst)
    {
        var tokens = Math.Max(1, (int)Math.Round(rate * Tick.TotalSeconds));
        return new()
        {
            TokenLimit = burst ?? Math.Max(1, (int)Math.Ceiling(rate)),
            TokensPerPeriod = tokens,
            ReplenishmentPeriod = TimeSpan.FromSeconds(tokens / rate),
            AutoReplenishment = true,
            QueueLimit = 0,
        };
    }

    private static ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        rejected.HttpContext.Response.Headers.RetryAfter = seconds;
        return new(Problems.WriteAsync(
            rejected.HttpContext, StatusCodes.Status429TooManyRequests, $"Too many requests. Wait {seconds} s, or send many rows in one request."));
    }
}
