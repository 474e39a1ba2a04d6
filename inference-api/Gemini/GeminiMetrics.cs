using System.Diagnostics.Metrics;
using Hitcast.InferenceApi.Operations;

namespace Hitcast.InferenceApi.Gemini;

/// <summary>What Gemini is asked, how long it takes and what it costs.</summary>
internal sealed class GeminiMetrics
{
    private const string ModelTag = "model.name";
    private readonly Counter<long> tokens;
    private readonly Counter<double> cost;
    private readonly Histogram<double> duration;

    public GeminiMetrics(IMeterFactory meters, DailyBudget budget)
    {
        var meter = meters.Create(ModelMetrics.MeterName);
        tokens = meter.CreateCounter<long>("hitcast.gemini.tokens", "{token}", "Tokens by token.type: input, output, thought.");
        cost = meter.CreateCounter<double>("hitcast.gemini.cost.usd", unit: null, "What the tokens cost by the settings' prices.");
        duration = meter.CreateHistogram(
            "hitcast.gemini.duration", "s", "One call, retries included; error.type on those that failed.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.25, 0.5, 1, 2, 4, 8, 15, 30, 60] });
        meter.CreateObservableGauge("hitcast.gemini.budget.left.usd", () => (double)budget.Left, unit: null, "What may still be spent until midnight UTC.");
    }

    /// <summary>Gemini replied, be it with something that cannot be used.</summary>
    public void Used(GeminiUsage usage)
    {
        tokens.Add(usage.InputTokens, new(ModelTag, usage.Model), new("token.type", "input"));
        tokens.Add(usage.OutputTokens, new(ModelTag, usage.Model), new("token.type", "output"));
        tokens.Add(usage.ThoughtTokens, new(ModelTag, usage.Model), new("token.type", "thought"));
        cost.Add((double)usage.CostUsd, new KeyValuePair<string, object?>(ModelTag, usage.Model));
    }

    public void Answered(string model, TimeSpan took) => duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>(ModelTag, model));

    public void Failed(string model, GeminiFailure failure, TimeSpan took) =>
        duration.Record(took.TotalSeconds, new(ModelTag, model), new("error.type", failure.ToString()));
}
