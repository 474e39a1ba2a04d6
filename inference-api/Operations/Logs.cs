using System.Globalization;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Events;

namespace Hitcast.InferenceApi.Operations;

/// <summary>One line an event on the console, from the level <c>Logging:Level</c> on; nothing of a request's body, keys or questions.</summary>
public static class Logs
{
    private const string Line = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <summary>Says why the host did not start.</summary>
    /// <returns>The process's exit code.</returns>
    public static int StartFailed(Exception exception)
    {
        using var log = Console(new LoggerConfiguration()).CreateLogger();
        switch (exception)
        {
            case OptionsValidationException options:
                log.Fatal("Hitcast cannot start with these settings. {Failures:l}", string.Join(" ", options.Failures.Select(Sentence)));
                break;
            case IOException:
                log.Fatal("Hitcast cannot start. {Reason:l}", exception.Message);
                break;
            case var _ when UnreadableSetting.Sentence(exception) is { } sentence:
                log.Fatal("Hitcast cannot start with these settings. {Failure:l}", sentence);
                break;
            default:
                log.Fatal(exception, "Hitcast stopped unexpectedly");
                break;
        }

        return 1;
    }

    /// <summary>Our sentence within the framework's, "DataAnnotation validation failed for … with the error: '…'.".</summary>
    internal static string Sentence(string failure)
    {
        const string Before = "with the error: '";
        var start = failure.IndexOf(Before, StringComparison.Ordinal);
        return start < 0 ? failure : failure[(start + Before.Length)..].TrimEnd('.', '\'') + ".";
    }

    internal static IServiceCollection AddLogging(this IServiceCollection services, IConfiguration configuration) => services.AddSerilog(
        (provider, logger) => Console(logger, configuration.GetValue("Logging:Level", LogEventLevel.Information))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            // Else the host makes an Activity a request, a third of all that a prediction allocates, for nobody to see.
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)
            .ReadFrom.Services(provider),
        preserveStaticLogger: true);

    private static LoggerConfiguration Console(LoggerConfiguration logger, LogEventLevel least = LogEventLevel.Information) =>
        logger.WriteTo.Console(least, Line, CultureInfo.InvariantCulture);
}
