namespace Hitcast.InferenceApi.Operations;

/// <summary>Counts what one model version is asked. Thread safe, without allocation.</summary>
public sealed class VersionMetrics
{
    internal const string ModelTag = "model.name";
    internal const string VersionTag = "model.version";
    private const string ErrorTag = "error.type";
    private readonly ModelMetrics metrics;
    private readonly KeyValuePair<string, object?> model;
    private readonly KeyValuePair<string, object?> version;

    internal VersionMetrics(ModelMetrics metrics, string model, int version)
    {
        this.metrics = metrics;
        this.model = new(ModelTag, model);
        this.version = new(VersionTag, version);
    }

    /// <summary>A request that was answered, be it with errors of single rows.</summary>
    /// <param name="rows">Rows that were answered.</param>
    /// <param name="unusual">Inputs and items that are rare or new.</param>
    public void Answered(long rows, long unusual, TimeSpan duration)
    {
        metrics.Requests.Add(1, model, version);
        metrics.Rows.Add(rows, model, version);
        if (unusual > 0)
        {
            metrics.UnusualInputs.Add(unusual, model, version);
        }

        metrics.Duration.Record(duration.TotalSeconds, model, version);
    }

    /// <summary>A request that was not answered.</summary>
    /// <param name="errorType">Few different ones: the status code, as text.</param>
    public void Failed(string errorType, TimeSpan duration)
    {
        metrics.Requests.Add(1, model, version, new(ErrorTag, errorType));
        metrics.Duration.Record(duration.TotalSeconds, model, version, new(ErrorTag, errorType));
    }

    /// <summary>The version was loaded and proven.</summary>
    public void Loaded(TimeSpan duration) => metrics.LoadDuration.Record(duration.TotalSeconds, model, version);
}
