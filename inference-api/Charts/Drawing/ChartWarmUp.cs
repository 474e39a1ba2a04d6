using Hitcast.InferenceApi.Operations;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>Draws at the start, so that the first caller of a picture does not wait for fonts and compilation.</summary>
internal sealed class ChartWarmUp(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not before the models are there: they are waited for, charts are not.
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        foreach (var type in (ChartType[])[ChartType.Bar, ChartType.Line])
        {
            stoppingToken.ThrowIfCancellationRequested();
            ChartImage.Png(Of(type), ChartSize.Desktop);
        }

        ProcessMemory.GiveBack();
    }

    private static Chart Of(ChartType type) => new(type, "Movies", ChartLanguage.English, new("Year", null, type == ChartType.Bar ? AxisKind.Category : AxisKind.Year),
        new("Movies", null, AxisKind.Number), type == ChartType.Bar ? ["2015", "2016"] : [], [new("", [new(0, 10), new(1, 20)])], null, []);
}
