using System.ComponentModel.DataAnnotations;
using Hitcast.InferenceApi.Questions.Planning;

namespace Hitcast.InferenceApi.Questions;

/// <summary>Settings of asking, under <c>Questions</c>, beside those of the way to the warehouse.</summary>
public sealed class AskOptions
{
    public const string Section = "Questions";

    /// <summary>The longest question or answer of an earlier turn, in characters.</summary>
    [Range(20, PlanRequest.MaximumQuestion, ErrorMessage = "Questions:MaximumCharacters must be from 20 to 2000.")]
    public int MaximumCharacters { get; set; } = 1000;

    /// <summary>The largest body, in KiB: a question and its earlier turns.</summary>
    [Range(4, 4096, ErrorMessage = "Questions:BodyKilobytes must be from 4 to 4096.")]
    public int BodyKilobytes { get; set; } = 256;

    /// <summary>Memory for answers that are kept as long as the warehouse stays the same, in MiB; 0 keeps none.</summary>
    [Range(0, 4096, ErrorMessage = "Questions:CacheMegabytes must be from 0 to 4096.")]
    public int CacheMegabytes { get; set; } = 32;

    /// <summary>How long it may take until a change of the warehouse is noticed, in seconds; 0 looks at each question.</summary>
    [Range(0, 3600, ErrorMessage = "Questions:FreshnessSeconds must be from 0 to 3600.")]
    public double FreshnessSeconds { get; set; } = 2;

    /// <summary>How many questions a minute one caller may have answered by Gemini; what is verified or kept does not count.</summary>
    [Range(1, 10_000, ErrorMessage = "Questions:ModelQuestionsPerMinute must be from 1 to 10000.")]
    public int ModelQuestionsPerMinute { get; set; } = 10;
}
