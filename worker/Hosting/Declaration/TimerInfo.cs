namespace Hitcast.Worker.Hosting.Declaration;

/// <param name="ScheduledAt">When the run was due, in UTC; the present for one that a person asked for.</param>
/// <param name="IsPastDue">The run was missed at its time and is caught up now.</param>
public sealed record TimerInfo(DateTimeOffset ScheduledAt, bool IsPastDue);
