namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>What is known of the rows that a text is about, and what beside them it may repeat.</summary>
/// <param name="Question">What was asked, and what was asked before, if that matters: its years and counts, and what are conditions of it.</param>
/// <param name="Sql">The statement: a name or day of the question that it holds is a condition, which the rows fulfil though they do not show it.</param>
/// <param name="Known">What counts as the rows do.</param>
/// <param name="Overlaps">If a movie may be in several of the rows, such as those of genres: they have no sums and no shares.</param>
public sealed record Asked(string Question, string Sql = "", string Known = "", bool Overlaps = false);
