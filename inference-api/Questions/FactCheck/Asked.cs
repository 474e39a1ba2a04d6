namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>What beside the rows a text may repeat.</summary>
/// <param name="Question">What was asked, and what was asked before, if that matters: its years and counts, and what are conditions of it.</param>
/// <param name="Sql">The statement: a name or day of the question that it holds is a condition, which the rows fulfil though they do not show it.</param>
/// <param name="Known">What counts as the rows do.</param>
public sealed record Asked(string Question, string Sql = "", string Known = "");
