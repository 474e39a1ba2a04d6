using System.ComponentModel.DataAnnotations;

namespace Hitcast.Worker.Lake;

/// <summary>Settings under <c>Lake</c>.</summary>
public sealed class LakeOptions : IValidatableObject
{
    public const string Section = "Lake";

    /// <summary>The one folder that is made when it is missing.</summary>
    internal const string DefaultAddress = ".hitcast/lake";

    private const string S3Scheme = "s3://";

    /// <summary>Where the lake is: a folder, or <c>s3://bucket/prefix</c>.</summary>
    [Required(ErrorMessage = "Lake:Address is empty. Name a folder, or s3://bucket/prefix.")]
    public string Address { get; set; } = DefaultAddress;

    /// <summary>Another S3 endpoint than Amazon's, such as <c>http://localhost:9000</c>. Buckets are then addressed by path.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>How long S3 may be silent within a call or an object, in seconds.</summary>
    [Range(0.1, 600.0, ErrorMessage = "Lake:TimeoutSeconds must be between 0.1 and 600.")]
    public double TimeoutSeconds { get; set; } = 30;

    internal bool IsS3 => Address.StartsWith(S3Scheme, StringComparison.Ordinal);

    /// <summary>The bucket, and what stands before each key: empty, or a path that ends in "/".</summary>
    internal (string Bucket, string Prefix) S3Location()
    {
        var parts = Address[S3Scheme.Length..].Split('/', 2);
        var prefix = parts.Length == 2 ? parts[1].Trim('/') : "";
        return (parts[0], prefix.Length == 0 ? "" : prefix + "/");
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address.Contains("://", StringComparison.Ordinal) && !IsS3)
        {
            yield return new ValidationResult($"Lake:Address is \"{Address}\". Only a folder or s3://bucket/prefix can be a lake.");
        }
        else if (IsS3 && S3Location().Bucket.Length < 3)
        {
            yield return new ValidationResult($"Lake:Address is \"{Address}\" and names no bucket. Write s3://bucket/prefix; a bucket's name has 3 letters at least.");
        }

        if (!string.IsNullOrEmpty(ServiceUrl) && !(Uri.TryCreate(ServiceUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            yield return new ValidationResult($"Lake:ServiceUrl is \"{ServiceUrl}\". Write an address such as https://s3.example.com.");
        }
    }
}
