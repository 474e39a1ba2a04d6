using System.ComponentModel.DataAnnotations;

namespace Hitcast.InferenceApi.Scoring;

/// <summary>Settings under <c>Predictions</c>.</summary>
public sealed class ScoringOptions
{
    public const string Section = "Predictions";

    /// <summary>The most single requests that are scored in one run; 1 scores each alone.</summary>
    [Range(1, OnnxModel.MostRows, ErrorMessage = "Predictions:MaximumBatch must be from 1 to 100.")]
    public int MaximumBatch { get; set; } = 32;
}
