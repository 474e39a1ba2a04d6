using System.ComponentModel.DataAnnotations;

namespace Hitcast.Worker.Api;

/// <summary>Settings under <c>Api:</c>.</summary>
public sealed class ApiOptions : IValidatableObject
{
    /// <summary>The origin of the inference API; the paths under it are its own.</summary>
    public string BaseAddress { get; set; } = "http://localhost:5000";

    /// <summary>One of the API's keys; null where it has none.</summary>
    public string? Key { get; set; }

    /// <summary>The most that one request may take, its whole reply included, in seconds.</summary>
    [Range(0.1, 600.0, ErrorMessage = "Api:TimeoutSeconds must be between 0.1 and 600.")]
    public double TimeoutSeconds { get; set; } = 60;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!(Uri.TryCreate(BaseAddress, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address.PathAndQuery == "/" && address.UserInfo.Length == 0))
        {
            yield return new ValidationResult("Api:BaseAddress must be an origin such as http://localhost:5000, with no path.");
        }

        if (Key is not null && (Key.Length == 0 || Key.Any(character => character is <= ' ' or > '~')))
        {
            yield return new ValidationResult("Api:Key must be one word of ASCII characters; leave it out where the API has no keys.");
        }
    }
}
