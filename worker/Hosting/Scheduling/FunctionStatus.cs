using Hitcast.Worker.Hosting.Arriving;

namespace Hitcast.Worker.Hosting.Scheduling;

/// <summary>A function, when it runs, how it went the last time, and which arrivals it gave up.</summary>
/// <param name="Trigger">Such as <c>timer 0 10 * * * *</c> or <c>arrival in tmdb/movies/</c>.</param>
/// <param name="NextRun">Null where it waits for arrivals.</param>
/// <param name="Last">Null where it has never run.</param>
internal sealed record FunctionStatus(string Name, string Trigger, DateTimeOffset? NextRun, FunctionOutcome? Last, IReadOnlyList<FailedArrival> SetAside);

/// <param name="Result">As the scheduler calls it: Succeeded, Failed, Skipped, …</param>
internal sealed record FunctionOutcome(string Result, DateTimeOffset? At, string? Summary);
