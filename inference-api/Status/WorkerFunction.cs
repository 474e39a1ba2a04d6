namespace Hitcast.InferenceApi.Status;

/// <summary>The worker's reply to <c>GET /functions</c>.</summary>
internal sealed record WorkerFunctions(IReadOnlyList<WorkerFunction> Functions);

/// <param name="Trigger">Such as <c>timer 0 10 * * * *</c> or <c>arrival in tmdb/movies/</c>.</param>
/// <param name="NextRun">Null where it waits for arrivals.</param>
/// <param name="Last">Null where it has never run.</param>
internal sealed record WorkerFunction(string Name, string Trigger, DateTimeOffset? NextRun, WorkerOutcome? Last, IReadOnlyList<SetAsideObject> SetAside);

/// <param name="Result">Succeeded, Failed, Skipped (there was nothing to do) or Cancelled.</param>
internal sealed record WorkerOutcome(string Result, DateTimeOffset? At, string? Summary)
{
    public const string Failed = "Failed";
}

/// <summary>An object that a function failed at too often, so that it does not come again by itself.</summary>
/// <param name="Due">When the last attempt was.</param>
internal sealed record SetAsideObject(string Key, int Attempts, DateTimeOffset Due, string Reason);

/// <summary>The worker's problem details.</summary>
internal sealed record WorkerProblem(string? Detail);
