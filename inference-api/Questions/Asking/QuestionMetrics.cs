using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Hitcast.InferenceApi.Operations;

namespace Hitcast.InferenceApi.Questions.Asking;

/// <summary>Questions by what they came to, and how long that took.</summary>
public sealed class QuestionMetrics
{
    private const string WayTag = "question.way";
    private readonly ConcurrentDictionary<string, long> counts = new(StringComparer.Ordinal);
    private readonly Histogram<double> duration;

    public QuestionMetrics(IMeterFactory meters) => duration = meters.Create(ModelMetrics.MeterName).CreateHistogram(
        "hitcast.questions.duration", "s", "From a question's arrival to its whole answer, by question.way: verified, gemini, kept, declined, refused, failed.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120] });

    /// <summary>How many questions came to each, since the start.</summary>
    public IReadOnlyDictionary<string, long> Counts => new SortedDictionary<string, long>(counts, StringComparer.Ordinal);

    internal void Came(AskOutcome outcome, TimeSpan took) => Record(WayOf(outcome), took);

    /// <summary>The caller sent what is no question, or more of them than he may.</summary>
    internal void Refused(TimeSpan took) => Record("refused", took);

    /// <summary>It could not be answered now.</summary>
    internal void Failed(TimeSpan took) => Record("failed", took);

    private static string WayOf(AskOutcome outcome) => outcome switch
    {
        { IsKept: true } => "kept",
        { Status: AskStatus.CannotAnswer } => "declined",
        { By: AnsweredBy.VerifiedQuestion } => "verified",
        _ => "gemini",
    };

    private void Record(string way, TimeSpan took)
    {
        counts.AddOrUpdate(way, 1, (_, count) => count + 1);
        duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>(WayTag, way));
    }
}
