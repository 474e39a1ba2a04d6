namespace Hitcast.InferenceApi.Questions.Verified;

/// <summary>What became of a question without a model.</summary>
/// <param name="Language">What it was asked in: <c>en</c> or <c>es</c>.</param>
/// <param name="Match">Null where no verified question explains every word of it.</param>
/// <param name="Nearest">Without a match: whole questions that will be answered if asked, the nearest first; at most five. Empty with a match.</param>
/// <param name="Unexplained">Without a match: the question's words that the nearest verified question has no place for.</param>
public sealed record MatchOutcome(string Language, VerifiedMatch? Match, IReadOnlyList<string> Nearest, IReadOnlyList<string> Unexplained);
