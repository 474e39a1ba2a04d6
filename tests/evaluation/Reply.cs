namespace Hitcast.Evaluation;

/// <summary>What came back.</summary>
/// <param name="Way">verified or gemini; null where no answer was given.</param>
/// <param name="Rows">Values as text, long, double, bool or null.</param>
/// <param name="Cost">In US dollars; null where nothing was paid.</param>
/// <param name="Note">What it was understood as, or why there is no answer.</param>
internal sealed record Reply(string? Way, IReadOnlyList<object?[]> Rows, double? Cost, string Note);
