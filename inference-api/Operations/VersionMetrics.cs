using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Connections;

namespace Hitcast.InferenceApi.Operations;

/// <summary>Counts what one model version is asked. Thread safe, without allocation.</summary>
/// <remarks>Plain numbers that are read when the metrics are: an instrument a count would cost each request several times as much.</remarks>
public sealed class VersionMetrics
{
    internal const string ModelTag = "model.name";
    internal const string VersionTag = "model.version";
    private const string ErrorTag = "error.type";
    private readonly ModelMetrics metrics;
    private readonly KeyValuePair<string, object?> model;
    private readonly KeyValuePair<string, object?> version;
    private readonly ConcurrentDictionary<string, long> failures = new(StringComparer.Ordinal);
    private long answered;
    private long rows;
    private long unusual;

    internal VersionMetrics(ModelMetrics metrics, string model, int version)
    {
        this.metrics = metrics;
        this.model = new(ModelTag, model);
        this.version = new(VersionTag, version);
    }

    internal KeyValuePair<string, object?>[] Tags => [model, version];

    /// <summary>The tags by which every figure of a version is found.</summary>
    public static KeyValuePair<string, object?>[] TagsOf(string model, long version) => [new(ModelTag, model), new(VersionTag, version)];

    internal IEnumerable<Measurement<long>> Requests => failures
        .Select(failure => new Measurement<long>(failure.Value, [.. Tags, new(ErrorTag, failure.Key)]))
        .Prepend(new(Interlocked.Read(ref answered), Tags));

    internal VersionCounts Counted(string model, int version) => new(model, version, Interlocked.Read(ref answered), failures.ToDictionary());

    internal long Rows => Interlocked.Read(ref rows);

    internal long Unusual => Interlocked.Read(ref unusual);

    /// <summary>A request that was answered, be it with errors of single rows.</summary>
    /// <param name="rows">Rows that were answered.</param>
    /// <param name="unusual">Inputs and items that are rare or new.</param>
    public void Answered(long rows, long unusual, TimeSpan duration)
    {
        Interlocked.Increment(ref answered);
        Interlocked.Add(ref this.rows, rows);
        Interlocked.Add(ref this.unusual, unusual);
        metrics.Duration.Record(duration.TotalSeconds, model, version);
    }

    /// <summary>A request that was not answered.</summary>
    /// <param name="errorType">Few different ones: the status code, as text.</param>
    public void Failed(string errorType, TimeSpan duration)
    {
        failures.AddOrUpdate(errorType, 1, (_, count) => count + 1);
        metrics.Duration.Record(duration.TotalSeconds, model, version, new(ErrorTag, errorType));
    }

    /// <summary>A request that ended in an exception: ours to count, unless its caller has gone.</summary>
    public void Failed(HttpContext context, Exception exception, TimeSpan duration)
    {
        if (!context.RequestAborted.IsCancellationRequested && exception is not ConnectionResetException)
        {
            var status = exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
            Failed(status.ToString(CultureInfo.InvariantCulture), duration);
        }
    }

    /// <summary>The version was loaded and proven.</summary>
    public void Loaded(TimeSpan duration) => metrics.LoadDuration.Record(duration.TotalSeconds, model, version);
}
