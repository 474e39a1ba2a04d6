using System.Diagnostics.Metrics;

namespace Hitcast.Worker.Hosting.Running;

/// <summary>Counts and times runs, by function and outcome.</summary>
internal sealed class FunctionMetrics
{
    public const string MeterName = "Hitcast.Worker";

    private readonly Histogram<double> duration;
    private readonly UpDownCounter<int> running;

    public FunctionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        duration = meter.CreateHistogram<double>("hitcast.function.duration", "s", "How long the runs of a function took, by outcome.");
        running = meter.CreateUpDownCounter<int>("hitcast.function.running", "{run}", "Runs at work.");
    }

    public void Started(string function) => running.Add(1, new KeyValuePair<string, object?>("function", function));

    public void Ended(string function, string outcome, TimeSpan took)
    {
        running.Add(-1, new KeyValuePair<string, object?>("function", function));
        duration.Record(took.TotalSeconds, new("function", function), new("outcome", outcome));
    }
}
