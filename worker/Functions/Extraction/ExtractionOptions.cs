using System.ComponentModel.DataAnnotations;

namespace Hitcast.Worker.Functions.Extraction;

/// <summary>Settings under <c>Extraction:</c>.</summary>
internal sealed class ExtractionOptions
{
    /// <summary>Movies in one object of the lake.</summary>
    [Range(1, 1000, ErrorMessage = "Extraction:ObjectLines must be between 1 and 1000.")]
    public int ObjectLines { get; set; } = 1000;

    /// <summary>How long the run that has the plan keeps it without a word, in seconds: so long it takes until another goes on for one that was killed.</summary>
    [Range(1, 600, ErrorMessage = "Extraction:LeaseSeconds must be between 1 and 600.")]
    public double LeaseSeconds { get; set; } = 45;
}
