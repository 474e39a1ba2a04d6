using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Layer;

/// <summary>Runs the check once, when the warehouse is first reached. Until then questions are answered as they come: nothing else waits for a database.</summary>
public sealed partial class LayerChecking(LayerCheck check, Readiness readiness, TimeProvider time, ILogger<LayerChecking> logger) : BackgroundService
{
    private const string Part = "semantic layer";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await FaultsAsync(stoppingToken) is var faults)
        {
            if (faults is not null)
            {
                Report(faults);
                await TellUnknownValuesAsync(stoppingToken);
                return;
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    /// <returns>Null while there is no warehouse.</returns>
    private async Task<IReadOnlyList<string>?> FaultsAsync(CancellationToken cancellation)
    {
        try
        {
            return await check.FindAsync(cancellation);
        }
        catch (WarehouseUnavailableException)
        {
            return null;
        }
    }

    /// <summary>No fault of the layer's: it is told so that one who misspelt a name can see it.</summary>
    private async Task TellUnknownValuesAsync(CancellationToken cancellation)
    {
        try
        {
            var unknown = string.Join(", ", await check.UnknownValuesAsync(cancellation));
            if (unknown.Length > 0)
            {
                LogUnknown(unknown);
            }
        }
        catch (Exception exception) when (exception is WarehouseUnavailableException or SqlRefusedException)
        {
            LogNotLookedAt(exception.Message);
        }
    }

    private void Report(IReadOnlyList<string> faults)
    {
        readiness.Report(Part, faults.Count == 0 ? null : faults[0]);
        if (faults.Count == 0)
        {
            LogHolds();
        }

        foreach (var fault in faults)
        {
            LogFault(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The semantic layer holds: every name in it exists, every verified question passes the gate")]
    private partial void LogHolds();

    [LoggerMessage(Level = LogLevel.Information, Message = "The semantic layer knows what no movie of this warehouse has: {Unknown}")]
    private partial void LogUnknown(string unknown);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether the warehouse has all genres, countries and languages of the semantic layer was not looked at. {Reason}")]
    private partial void LogNotLookedAt(string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Fault}")]
    private partial void LogFault(string fault);
}
