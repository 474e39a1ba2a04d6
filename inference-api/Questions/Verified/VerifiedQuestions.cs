namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>Answers questions without a model: finds the verified question that explains every word. Thread safe.</summary>
public sealed class VerifiedQuestions
{
    /// <param name="previous">The question before in the same dialogue, so that "and in the nineties?" replaces its slots.</param>
    public Task<MatchOutcome> MatchAsync(string question, VerifiedMatch? previous, CancellationToken cancellation) => throw new NotImplementedException();

    public Task<MatchOutcome> MatchAsync(string question, CancellationToken cancellation) => MatchAsync(question, null, cancellation);

    /// <summary>The verified questions most like this one, for a model's prompt. Asks no database.</summary>
    public IReadOnlyList<SimilarQuestion> MostSimilar(string question, int count) => throw new NotImplementedException();
}
