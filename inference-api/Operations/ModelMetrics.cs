using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Hitcast.InferenceApi.Drift;

namespace Hitcast.InferenceApi.Operations;

/// <summary>The meter <c>Hitcast.InferenceApi</c>: what the models are asked, how fast they answer, and how far that is from training. Thread safe.</summary>
public sealed class ModelMetrics
{
    public const string MeterName = "Hitcast.InferenceApi";

    private const string FieldTag = "model.field";
    private readonly ConcurrentDictionary<(string Model, int Version), VersionMetrics> versions = new();
    private Func<IEnumerable<VersionDrift>> drifts = () => [];

    public ModelMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter(
            "hitcast.model.requests", () => versions.Values.SelectMany(version => version.Requests), "{request}", "Requests to a model; error.type on those that failed.");
        meter.CreateObservableCounter("hitcast.model.rows", () => Counts(version => version.Rows), "{row}", "Rows answered.");
        meter.CreateObservableCounter(
            "hitcast.model.unusual_inputs", () => Counts(version => version.Unusual), "{input}", "Inputs and items that are rare or new against training.");
        Duration = meter.CreateHistogram("hitcast.model.duration", "s", "From a request's arrival at its model to the end of its answer.", advice: Buckets(
            0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600));
        LoadDuration = meter.CreateHistogram("hitcast.model.load.duration", "s", "Loading and proving a version.", advice: Buckets(
            0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60));
        meter.CreateObservableGauge("hitcast.model.drift", Drifts, unit: null, "Population stability index of an input or output against training.");
        meter.CreateObservableGauge("hitcast.model.drift.chance", Chances, unit: null, "What chance alone would make of the index once in a thousand reports.");
        meter.CreateObservableCounter("hitcast.model.unseen_names", UnseenNames, "{name}", "Names that training did not hold, where all of them are known.");
    }

    internal Histogram<double> Duration { get; }

    internal Histogram<double> LoadDuration { get; }

    /// <summary>The counters of one version, to be kept with it.</summary>
    public VersionMetrics Of(string model, int version) => versions.GetOrAdd((model, version), key => new(this, key.Model, key.Version));

    /// <summary>Of each version that was asked, since the start.</summary>
    public IEnumerable<VersionCounts> Counted() => versions.Select(version => version.Value.Counted(version.Key.Model, version.Key.Version));

    /// <summary>Says where to find the drift of all versions that are loaded; asked at each reading of the metrics.</summary>
    public void Watch(Func<IEnumerable<VersionDrift>> versions) => drifts = versions;

    private static InstrumentAdvice<double> Buckets(params double[] boundaries) => new() { HistogramBucketBoundaries = boundaries };

    private IEnumerable<Measurement<long>> Counts(Func<VersionMetrics, long> count) =>
        versions.Values.Select(version => new Measurement<long>(count(version), version.Tags));

    private IEnumerable<Measurement<double>> Drifts() =>
        from version in drifts()
        from index in version.Drift.StabilityIndices()
        select new Measurement<double>(index.StabilityIndex, version.Tags(FieldTag, index.Name));

    private IEnumerable<Measurement<double>> Chances() =>
        from version in drifts()
        from index in version.Drift.StabilityIndices()
        where index.Chance.HasValue
        select new Measurement<double>(index.Chance.GetValueOrDefault(), version.Tags(FieldTag, index.Name));

    private IEnumerable<Measurement<long>> UnseenNames() =>
        from version in drifts()
        from unseen in version.Drift.UnseenNames()
        select new Measurement<long>(unseen.Count, version.Tags(FieldTag, unseen.Name));
}

/// <param name="Failures">Requests that were not answered, by their status code.</param>
public sealed record VersionCounts(string Model, int Version, long Answered, IReadOnlyDictionary<string, long> Failures);

/// <summary>A version that is loaded, and its drift.</summary>
public sealed record VersionDrift(string Model, int Version, DriftMonitor Drift)
{
    internal KeyValuePair<string, object?>[] Tags(string name, string value) =>
        [new(VersionMetrics.ModelTag, Model), new(VersionMetrics.VersionTag, Version), new(name, value)];
}
