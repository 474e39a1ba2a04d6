using System.ComponentModel.DataAnnotations;

namespace Hitcast.InferenceApi.Status;

/// <summary>Settings under <c>Worker:</c>.</summary>
public sealed class WorkerOptions : IValidatableObject
{
    public const string Section = "Worker";

    /// <summary>The origin of the worker; the paths under it are ours.</summary>
    public string BaseAddress { get; set; } = "http://localhost:5001";

    /// <summary>The worker's <c>Operations:ApiKey</c>; null where it has none.</summary>
    public string? ApiKey { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.PathAndQuery != "/" || address.UserInfo.Length > 0)
        {
            yield return new("Worker:BaseAddress must be an origin such as http://localhost:5001, with no path.");
        }

        if (ApiKey is not null && (ApiKey.Length == 0 || ApiKey.Any(character => character is <= ' ' or > '~')))
        {
            yield return new("Worker:ApiKey must be one word of ASCII characters, the same as the worker's Operations:ApiKey; leave it out where that is not set.");
        }
    }
}
