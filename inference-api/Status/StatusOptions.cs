using System.ComponentModel.DataAnnotations;

namespace Hitcast.InferenceApi.Status;

/// <summary>Settings under <c>Status:</c>.</summary>
public sealed class StatusOptions
{
    public const string Section = "Status";

    /// <summary>Seconds that the report waits for the warehouse and for the worker; a replay, which writes, may take five times as long.</summary>
    [Range(0.05, 60, ErrorMessage = "Status:TimeoutSeconds must be from 0.05 to 60.")]
    public double TimeoutSeconds { get; set; } = 2;

    internal TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    internal TimeSpan ReplayTimeout => 5 * Timeout;
}
