using System.Globalization;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Running;
using Microsoft.Extensions.Options;
using Serilog;
using Serilog.Events;
using Serilog.Filters;

namespace Hitcast.Worker.Hosting;

/// <summary>One line an event, from the level <c>Logging:Level</c> on; no key and no address of a request stands in it.</summary>
internal static class Logs
{
    private const string Line = "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}";

    /// <param name="toErrors">Where the standard output is for results.</param>
    public static IServiceCollection AddLogs(this IServiceCollection services, IConfiguration configuration, bool toErrors) => services.AddSerilog(
        logger => To(logger, toErrors, configuration.GetValue("Logging:Level", LogEventLevel.Information))
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            // Whoever asks for the health is told; a start that is asked early is no error.
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal)
            .MinimumLevel.Override("Polly", LogEventLevel.Fatal)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .Filter.ByExcluding(line => Matching.FromSource("Quartz")(line) && ToldFailure.Is(line.Exception)),
        preserveStaticLogger: true);

    /// <summary>Says why the worker did not start.</summary>
    /// <returns>The process's exit code.</returns>
    public static int StartFailed(Exception exception)
    {
        using var log = To(new LoggerConfiguration(), toErrors: true).CreateLogger();
        switch (exception)
        {
            case OptionsValidationException options:
                log.Fatal("The worker cannot start with these settings. {Failures:l}", string.Join(" ", options.Failures.Select(Sentence)));
                break;
            case FunctionSignatureException or IOException or FunctionFailedException:
                log.Fatal("The worker cannot start. {Reason:l}", exception.Message);
                break;
            case var _ when UnreadableSetting.Sentence(exception) is { } sentence:
                log.Fatal("The worker cannot start with these settings. {Failure:l}", sentence);
                break;
            default:
                log.Fatal(exception, "The worker stopped unexpectedly");
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

    private static LoggerConfiguration To(LoggerConfiguration logger, bool toErrors, LogEventLevel least = LogEventLevel.Information) =>
        logger.MinimumLevel.Is(least).WriteTo.Console(
            outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: toErrors ? LogEventLevel.Verbose : null);
}
