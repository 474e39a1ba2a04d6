namespace Hitcast.Worker.Tests;

/// <summary>The system's clock set to another date, that can be moved on by days.</summary>
internal sealed class ShiftedTime(DateTimeOffset start) : TimeProvider
{
    private readonly long began = System.GetTimestamp();
    private TimeSpan offset;

    public void MoveOn(TimeSpan time) => offset += time;

    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(began) + offset;
}
