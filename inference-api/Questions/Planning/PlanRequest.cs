using Hitcast.InferenceApi.Questions.Verified;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Planning;

/// <summary>A question for Gemini, with all that it is to be understood by.</summary>
/// <param name="Question">As it was asked; 1 to <see cref="MaximumQuestion"/> characters.</param>
/// <param name="Turns">The dialogue so far, oldest first; the last <see cref="MaximumTurns"/> are sent.</param>
/// <param name="Layer">The semantic layer as text: views, columns, meanings, units, measures.</param>
/// <param name="Examples">The most similar verified questions, most similar first.</param>
/// <param name="Overlaps">If a movie may be in several groups of some rows, so that they have no total and no shares.</param>
public sealed record PlanRequest(
    string Question, IReadOnlyList<EarlierTurn> Turns, string Layer, IReadOnlyList<SimilarQuestion> Examples, Func<Table, bool> Overlaps)
{
    /// <summary>The longest question, in characters.</summary>
    public const int MaximumQuestion = 2000;

    /// <summary>How many earlier turns are sent at most.</summary>
    public const int MaximumTurns = 6;
}

/// <summary>A question that was asked before in the same dialogue.</summary>
/// <param name="Sql">What it was answered by; null if it was not.</param>
/// <param name="Answer">What was said.</param>
public sealed record EarlierTurn(string Question, string? Sql, string Answer);
