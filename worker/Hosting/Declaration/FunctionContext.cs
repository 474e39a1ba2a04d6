namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>What a run knows of itself.</summary>
/// <param name="RunId">The host's name for the run, the same in its logs.</param>
/// <param name="Deadline">When the host ends the run, done or not, in UTC; null: it may take as long as it needs.</param>
/// <param name="Attempt">1 for the first, one more for each retry.</param>
public sealed record FunctionContext(string RunId, DateTimeOffset? Deadline, int Attempt);
