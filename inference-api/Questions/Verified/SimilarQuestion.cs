namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>A verified question as an example for a model.</summary>
/// <param name="Question">A whole question.</param>
/// <param name="Sql">What answers it, with its slots filled.</param>
public sealed record SimilarQuestion(string Name, string Question, string Sql);
