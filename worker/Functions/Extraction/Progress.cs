using System.Globalization;

namespace Hitcast.Worker.Functions.Extraction;

/// <summary>A line of progress after each object: how far, how fast, how long still.</summary>
internal sealed partial class Progress(string name, int total, TimeProvider time, ILogger logger)
{
    private readonly long start = time.GetTimestamp();
    private int done;

    public void Report(int more)
    {
        if (more == 0)
        {
            return;
        }

        done += more;
        if (!logger.IsEnabled(LogLevel.Information))
        {
            return;
        }

        var perSecond = done / Math.Max(0.001, time.GetElapsedTime(start).TotalSeconds);
        var left = Text(TimeSpan.FromSeconds((total - done) / perSecond));
        LogProgress(name, done, total, perSecond, left);
    }

    internal static string Text(TimeSpan left) => left switch
    {
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)left.TotalHours} h {left.Minutes} min"),
        { TotalMinutes: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{left.Minutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)Math.Ceiling(left.TotalSeconds)} s"),
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "{Name}: {Done:N0} of {Total:N0} movies, {PerSecond:0.0} a second, {Left} still")]
    private partial void LogProgress(string name, int done, int total, double perSecond, string left);
}
