using System.ComponentModel.DataAnnotations;

namespace Hitcast.Worker.Tmdb;

/// <summary>Settings under <c>Tmdb:</c>.</summary>
public sealed class TmdbOptions : IValidatableObject
{
    /// <summary>TMDB's "API Read Access Token"; null: nothing can be extracted.</summary>
    public string? Token { get; set; }

    /// <summary>The origin of the API; the paths under it are ours.</summary>
    public string BaseAddress { get; set; } = "https://api.themoviedb.org";

    /// <summary>The origin of the daily id exports.</summary>
    public string ExportsAddress { get; set; } = "https://files.tmdb.org";

    /// <summary>The most requests a second. TMDB speaks of "around 40".</summary>
    [Range(1.0, 1000.0, ErrorMessage = "Tmdb:RequestsPerSecond must be between 1 and 1000.")]
    public double RequestsPerSecond { get; set; } = 40;

    /// <summary>The most requests at once.</summary>
    [Range(1, 200, ErrorMessage = "Tmdb:MaxInFlight must be between 1 and 200.")]
    public int MaxInFlight { get; set; } = 20;

    /// <summary>The most that one request may take, its whole body included, in seconds.</summary>
    [Range(0.1, 600.0, ErrorMessage = "Tmdb:TimeoutSeconds must be between 0.1 and 600.")]
    public double TimeoutSeconds { get; set; } = 20;

    /// <summary>Retries after a first failure.</summary>
    [Range(1, 20, ErrorMessage = "Tmdb:MaxRetries must be between 1 and 20.")]
    public int MaxRetries { get; set; } = 4;

    /// <summary>The pause before the first retry, in seconds, with jitter; it doubles with each further one.</summary>
    [Range(0.001, 60.0, ErrorMessage = "Tmdb:RetryDelaySeconds must be between 0.001 and 60.")]
    public double RetryDelaySeconds { get; set; } = 0.5;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsOrigin(BaseAddress))
        {
            yield return new ValidationResult("Tmdb:BaseAddress must be an origin such as https://api.themoviedb.org, with no path.");
        }

        if (!IsOrigin(ExportsAddress))
        {
            yield return new ValidationResult("Tmdb:ExportsAddress must be an origin such as https://files.tmdb.org, with no path.");
        }

        if (Token is not null && (Token.Length == 0 || Token.Any(character => character is <= ' ' or > '~')))
        {
            yield return new ValidationResult("Tmdb:Token must be one word of ASCII characters; leave it out to extract nothing.");
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https")
        && address.PathAndQuery == "/" && address.UserInfo.Length == 0;
}
