using System.ComponentModel.DataAnnotations;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>Settings under <c>Models</c>.</summary>
public sealed class ModelsOptions : IValidatableObject
{
    public const string Section = "Models";

    private const string S3Scheme = "s3://";

    /// <summary>The model repository: a folder, or <c>s3://bucket/prefix</c>.</summary>
    [Required(ErrorMessage = "Models:Path is empty. Name the folder of the model repository, or s3://bucket/prefix.")]
    public string Path { get; set; } = "onnx-models";

    /// <summary>Where the versions of a bucket are kept beside the process, for itself alone.</summary>
    [Required(ErrorMessage = "Models:CacheFolder is empty. Name the folder in which the versions of a bucket are kept.")]
    public string CacheFolder { get; set; } = ".hitcast/models";

    /// <summary>Another S3 endpoint than Amazon's, such as <c>http://localhost:9000</c>. Buckets are then addressed by path.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>The version to serve, by model, where it is not to be the greatest: <c>Models:Pinned:spotify-popularity=1</c>.</summary>
    public Dictionary<string, int> Pinned { get; } = [];

    /// <summary>How often the repository is looked through for changes, in seconds; null: 1 for a folder, 5 for a bucket, where each look is a request.</summary>
    [Range(0.05, 60, ErrorMessage = "Models:PollSeconds must be from 0.05 to 60.")]
    public double? PollSeconds { get; set; }

    /// <summary>After how many minutes without a request a version that is not the served one is freed.</summary>
    [Range(0.001, 10080, ErrorMessage = "Models:IdleMinutes must be from 0.001 to 10080 (a week).")]
    public double IdleMinutes { get; set; } = 10;

    internal bool IsS3 => Path.StartsWith(S3Scheme, StringComparison.Ordinal);

    /// <summary>Where versions are loaded from.</summary>
    internal string Folder => System.IO.Path.GetFullPath(IsS3 ? CacheFolder : Path);

    internal TimeSpan Poll => TimeSpan.FromSeconds(PollSeconds ?? (IsS3 ? 5 : 1));

    /// <summary>The bucket, and what stands before each key: empty, or a path that ends in "/".</summary>
    internal (string Bucket, string Prefix) S3Location()
    {
        var parts = Path[S3Scheme.Length..].Split('/', 2);
        var prefix = parts.Length == 2 ? parts[1].Trim('/') : "";
        return (parts[0], prefix.Length == 0 ? "" : prefix + "/");
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Path.Contains("://", StringComparison.Ordinal) && !IsS3)
        {
            yield return new ValidationResult($"Models:Path is \"{Path}\". Only a folder or s3://bucket/prefix can be a model repository.");
        }
        else if (IsS3 && S3Location().Bucket.Length < 3)
        {
            yield return new ValidationResult($"Models:Path is \"{Path}\" and names no bucket. Write s3://bucket/prefix; a bucket's name has 3 letters at least.");
        }

        if (!string.IsNullOrEmpty(ServiceUrl) && !(Uri.TryCreate(ServiceUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            yield return new ValidationResult($"Models:ServiceUrl is \"{ServiceUrl}\". Write an address such as https://s3.example.com.");
        }
    }
}
