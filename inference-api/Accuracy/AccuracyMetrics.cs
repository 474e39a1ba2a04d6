using System.Diagnostics.Metrics;
using Hitcast.InferenceApi.Operations;

namespace Hitcast.InferenceApi.Accuracy;

/// <summary>Reads again and again how forecasts came out, so that metrics can say it at once: a reading of the metrics must not wait for a database.</summary>
internal sealed class AccuracyMetrics : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly AccuracyReader reader;
    private readonly TimeProvider time;
    private IReadOnlyList<VersionAccuracy> versions = [];

    public AccuracyMetrics(AccuracyReader reader, IMeterFactory meters, TimeProvider time)
    {
        (this.reader, this.time) = (reader, time);
        var meter = meters.Create(ModelMetrics.MeterName);
        meter.CreateObservableGauge("hitcast.model.realised.results", () => Values(figures => figures.Results), "{result}", "Forecasts whose result is known.");
        meter.CreateObservableGauge("hitcast.model.realised.auc", () => Values(figures => figures.Auc), unit: null, "Area under the ROC curve of forecasts held against results.");
        meter.CreateObservableGauge("hitcast.model.realised.brier", () => Values(figures => figures.Brier), unit: null, "Brier score of forecasts held against results.");
        meter.CreateObservableGauge(
            "hitcast.model.realised.calibration_gap", () => Values(figures => figures.MeanProbability - figures.SuccessRate), unit: null,
            "Mean chance that was forecast less the share of successes; above 0 the model promises too much.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do
        {
            // While the warehouse does not answer, the figures from before stay.
            var report = await reader.ReadAsync(stoppingToken);
            versions = report.WhyNone is null ? report.Versions : versions;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private IEnumerable<Measurement<double>> Values(Func<Figures, double?> value) =>
        from version in versions
        let number = value(version.Overall)
        where number.HasValue
        select new Measurement<double>(number.GetValueOrDefault(), VersionMetrics.TagsOf(version.Model, version.Version));
}
