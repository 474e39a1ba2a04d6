using System.ComponentModel.DataAnnotations;

namespace Hitcast.Worker.Hosting;

/// <summary>Settings under <c>Functions:</c>.</summary>
public sealed class FunctionsOptions
{
    /// <summary>Runs at once in one process.</summary>
    [Range(1, 64, ErrorMessage = "Functions:MaxConcurrency must be between 1 and 64.")]
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>How long a run may take where the host sets no limit of its own, in seconds; 0: as long as it needs.</summary>
    [Range(0, 604800, ErrorMessage = "Functions:TimeoutSeconds must be between 0 and 604800.")]
    public int TimeoutSeconds { get; set; }

    /// <summary>How often the lake is listed for arrivals, in seconds.</summary>
    [Range(1, 3600, ErrorMessage = "Functions:ArrivalSeconds must be between 1 and 3600.")]
    public int ArrivalSeconds { get; set; } = 5;
}
