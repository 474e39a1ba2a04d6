using System.ComponentModel.DataAnnotations;

namespace Hitcast.InferenceApi.Compatibility;

/// <summary>Settings under <c>Compatibility</c>: which models answer at the addresses of the two services that this one replaces.</summary>
public sealed class CompatibilityOptions
{
    public const string Section = "Compatibility";

    /// <summary>Answers <c>POST /predict/</c> and <c>GET /predict/params</c>.</summary>
    [Required(ErrorMessage = "Compatibility:Songs is empty. Name the model that answers POST /predict/.")]
    public string Songs { get; set; } = "spotify-popularity";

    /// <summary>Answers <c>POST /predict</c> and <c>GET /predict/health</c>.</summary>
    [Required(ErrorMessage = "Compatibility:Movies is empty. Name the model that answers POST /predict.")]
    public string Movies { get; set; } = "movie-success";
}
