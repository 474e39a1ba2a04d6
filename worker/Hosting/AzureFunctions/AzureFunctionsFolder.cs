using System.Text.Json;
using Hitcast.Worker.Hosting.Declaration;

namespace Hitcast.Worker.Hosting.AzureFunctions;

/// <summary>The files that Azure Functions reads: <c>host.json</c>, and a <c>function.json</c> a function.</summary>
internal static class AzureFunctionsFolder
{
    /// <summary>How often a function of the lake lists what arrived.</summary>
    private const string ArrivalSchedule = "0 */1 * * * *";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    /// <param name="executable">The worker's file name, beside host.json.</param>
    public static async Task WriteAsync(FunctionCatalog catalog, string folder, string executable, CancellationToken cancellation)
    {
        await WriteAsync(Path.Combine(folder, "host.json"), HostFile(executable), cancellation);
        foreach (var function in catalog.Functions)
        {
            await WriteAsync(Path.Combine(folder, function.Name, "function.json"), FunctionFile(function), cancellation);
        }
    }

    private static async Task WriteAsync(string path, Dictionary<string, object> content, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllBytesAsync(path, JsonSerializer.SerializeToUtf8Bytes(content, Json), cancellation);
    }

    private static Dictionary<string, object> HostFile(string executable) => new()
    {
        ["version"] = "2.0",
        ["customHandler"] = new { description = new { defaultExecutablePath = executable, workingDirectory = "", arguments = Array.Empty<string>() } },
        ["functionTimeout"] = "00:10:00",
        ["extensionBundle"] = new { id = "Microsoft.Azure.Functions.ExtensionBundle", version = "[4.*, 5.0.0)" },
        ["logging"] = new { logLevel = new { @default = "Information" } },
    };

    private static Dictionary<string, object> FunctionFile(FunctionDefinition function)
    {
        var schedule = function.Trigger is Trigger.Timer timer ? timer.Schedule.Text : ArrivalSchedule;
        var file = new Dictionary<string, object>
        {
            ["bindings"] = new[] { new { type = "timerTrigger", direction = "in", name = "timer", schedule, useMonitor = true } },
        };
        // What failed of the arrivals comes again by itself.
        if (function.Trigger is Trigger.Timer && Retry(function.Retry) is { } retry)
        {
            file["retry"] = retry;
        }

        return file;
    }

    private static object? Retry(RetryAttribute? retry) => retry switch
    {
        FixedDelayRetryAttribute fixedDelay => new { strategy = "fixedDelay", maxRetryCount = fixedDelay.MaxRetryCount, delayInterval = fixedDelay.DelayInterval.ToString("c") },
        ExponentialBackoffRetryAttribute exponential => new
        {
            strategy = "exponentialBackoff",
            maxRetryCount = exponential.MaxRetryCount,
            minimumInterval = exponential.MinimumInterval.ToString("c"),
            maximumInterval = exponential.MaximumInterval.ToString("c"),
        },
        _ => null,
    };
}
