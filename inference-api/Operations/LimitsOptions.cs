using System.ComponentModel.DataAnnotations;

namespace Hitcast.InferenceApi.Operations;

/// <summary>Settings under <c>Limits</c>.</summary>
public sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>The largest body that is read as a whole, in bytes. What is streamed has no limit.</summary>
    [Range(1024, 1 << 30, ErrorMessage = "Limits:BodyBytes must be from 1024 to 1073741824 (1 GiB).")]
    public long BodyBytes { get; set; } = 32 << 20;

    /// <summary>The most rows of one request under /v2: a tensor may hold many more than a body of JSON, above all where it comes packed.</summary>
    [Range(1, 100_000_000, ErrorMessage = "Limits:TensorRows must be from 1 to 100000000.")]
    public int TensorRows { get; set; } = 1_000_000;

    /// <summary>How long requests are still taken after SIGTERM or Ctrl-C while /health/ready already says no, in seconds:
    /// as long as a load balancer takes to notice.</summary>
    [Range(0, 300, ErrorMessage = "Limits:DrainSeconds must be from 0 to 300.")]
    public double DrainSeconds { get; set; }
}
