using Hitcast.InferenceApi.Operations;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>Draws at the start, so that the first caller of a picture does not wait for fonts and compilation.</summary>
internal sealed class ChartWarmUp(Readiness readiness, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not beside the models, which are waited for; but where none come, a chart may be asked for all the same.
        for (var waited = TimeSpan.Zero; !readiness.IsReady && waited < Patience; waited += Pause)
        {
            await Task.Delay(Pause, time, stoppingToken);
        }

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
