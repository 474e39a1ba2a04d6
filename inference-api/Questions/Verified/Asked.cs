namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>A question as it was read, and what was chosen of the readings.</summary>
internal sealed record Asked(Sentence Sentence, ReadingSearch Search, Matches Matches, Decision.Choice Choice)
{
    /// <summary>If it says that it is about the movies of the question before.</summary>
    public bool IsOfThem { get; init; }
}
