using System.ComponentModel.DataAnnotations;

namespace Hitcast.InferenceApi.Operations;

/// <summary>Settings under <c>RateLimit</c>: how fast one key, or one address where there are no keys, may ask. Off unless set.</summary>
public sealed class RateLimitOptions : IValidatableObject
{
    public const string Section = "RateLimit";

    /// <summary>On the average; null is no limit.</summary>
    [Range(0.01, 1_000_000, ErrorMessage = "RateLimit:RequestsPerSecond must be from 0.01 to 1000000.")]
    public double? RequestsPerSecond { get; set; }

    /// <summary>How many may come at once; the requests of one second unless set.</summary>
    [Range(1, 1_000_000, ErrorMessage = "RateLimit:Burst must be from 1 to 1000000.")]
    public int? Burst { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Burst is not null && RequestsPerSecond is null)
        {
            yield return new("RateLimit:Burst does nothing without RateLimit:RequestsPerSecond. Set that too.");
        }

        // .NET's limiter hands out tokens ten times a second: a smaller burst would never let the average through.
        if (Burst < RequestsPerSecond / 10)
        {
            yield return new("RateLimit:Burst must be at least a tenth of RateLimit:RequestsPerSecond.");
        }
    }
}
