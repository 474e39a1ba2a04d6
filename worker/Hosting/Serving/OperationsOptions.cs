using System.ComponentModel.DataAnnotations;

namespace Hitcast.Worker.Hosting.Serving;

/// <summary>Settings under <c>Operations:</c>.</summary>
public sealed class OperationsOptions
{
    /// <summary>Who sends it as the header X-Api-Key may use the scheduler's API and read the metrics; null: the API is off, and the metrics are open.</summary>
    [MinLength(16, ErrorMessage = "Operations:ApiKey must have at least 16 characters, since who has it can run anything here; leave it out to switch the scheduler's API off.")]
    [RegularExpression("[!-~]*", ErrorMessage = "Operations:ApiKey must be one word of ASCII characters. In an environment file of systemd a comment behind a value belongs to the value: give it a line of its own.")]
    public string? ApiKey { get; set; }
}
