namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>On the parameter, a <see cref="TimerInfo"/>, of a function that runs by the clock.</summary>
/// <param name="schedule">NCRONTAB with six fields, in UTC: second, minute, hour, day, month, weekday (by name). Day or weekday must be "*".</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    public string Schedule { get; } = schedule;
}
