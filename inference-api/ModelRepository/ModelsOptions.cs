using System.ComponentModel.DataAnnotations;

namespace Hitcast.InferenceApi.ModelRepository;

/// <summary>Settings under <c>Models</c>.</summary>
public sealed class ModelsOptions
{
    public const string Section = "Models";

    /// <summary>The model repository: a folder.</summary>
    [Required(ErrorMessage = "Models:Path is empty. Name the folder of the model repository.")]
    public string Path { get; set; } = "onnx-models";

    /// <summary>The version to serve, by model, where it is not to be the greatest: <c>Models:Pinned:spotify-popularity=1</c>.</summary>
    public Dictionary<string, int> Pinned { get; } = [];

    /// <summary>How often the repository is looked through for changes, in seconds.</summary>
    [Range(0.05, 60, ErrorMessage = "Models:PollSeconds must be from 0.05 to 60.")]
    public double PollSeconds { get; set; } = 1;

    /// <summary>After how many minutes without a request a version that is not the served one is freed.</summary>
    [Range(0.001, 10080, ErrorMessage = "Models:IdleMinutes must be from 0.001 to 10080 (a week).")]
    public double IdleMinutes { get; set; } = 10;
}
