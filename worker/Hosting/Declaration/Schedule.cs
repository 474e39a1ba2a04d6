using Quartz;

namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>A schedule that means the same in Azure Functions and in Quartz: six fields, weekdays by name, in UTC.</summary>
public sealed class Schedule
{
    private readonly CronExpression expression;

    private Schedule(string text, string quartz)
    {
        Text = text;
        Quartz = quartz;
        expression = new CronExpression(quartz, TimeZoneInfo.Utc);
    }

    /// <summary>As NCRONTAB, which Azure Functions reads.</summary>
    public string Text { get; }

    /// <summary>As Quartz reads it: "?" in the one of day and weekday that does not matter.</summary>
    public string Quartz { get; }

    /// <exception cref="FormatException">The text is no such schedule; the message says why.</exception>
    public static Schedule Parse(string text)
    {
        var fields = text.Split(' ');
        if (fields.Length != 6)
        {
            throw new FormatException($"the schedule \"{text}\" has {fields.Length} fields; it needs six: second, minute, hour, day, month, weekday");
        }

        if (fields[5].Any(char.IsAsciiDigit))
        {
            throw new FormatException($"the schedule \"{text}\" gives weekdays as numbers, which mean other days in Azure than in Quartz; write MON-FRI");
        }

        if (text.AsSpan().IndexOfAny("?#") >= 0 || fields[3].AsSpan().IndexOfAny("LW") >= 0)
        {
            throw new FormatException($"the schedule \"{text}\" uses one of ? # L W, which Azure does not know");
        }

        switch (fields[3], fields[5])
        {
            case (_, "*"): fields[5] = "?"; break;
            case ("*", _): fields[3] = "?"; break;
            default: throw new FormatException($"the schedule \"{text}\" sets day and weekday; one of them must be *");
        }

        return new Schedule(text, string.Join(' ', fields));
    }

    /// <summary>The first time after the one given.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset time) => expression.GetNextValidTimeAfter(time);
}
