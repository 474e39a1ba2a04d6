using System.Text.RegularExpressions;
using Serilog.Events;

namespace Hitcast.Worker.Hosting;

/// <summary>A setting that is no number where one is wanted, and the like, which the framework tells of with a stack.</summary>
internal static partial class UnreadableSetting
{
    /// <returns>A sentence; null if it is no such failure.</returns>
    public static string? Sentence(Exception exception) =>
        exception is InvalidOperationException && Failure().Match(exception.Message) is { Success: true } failure
            ? $"{failure.Groups["name"].Value} must be {Wanted(failure.Groups["type"].Value)}." : null;

    private static string Wanted(string type) => type switch
    {
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Double" => "a number",
        "System.Boolean" => "true or false",
        _ when type == typeof(LogEventLevel).FullName => $"one of {string.Join(", ", Enum.GetNames<LogEventLevel>())}",
        _ => $"a {type}",
    };

    /// <summary>"Failed to convert configuration value 'many' at 'Functions:MaxConcurrency' to type 'System.Int32'."</summary>
    [GeneratedRegex("^Failed to convert configuration value .*at '(?<name>[^']+)' to type '(?<type>[^']+)'", RegexOptions.Singleline)]
    private static partial Regex Failure();
}
