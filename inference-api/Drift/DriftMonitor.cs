using System.Text;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Drift;

/// <summary>Counts what one model version is asked and answers. Thread safe; <see cref="Observe"/> takes no lock and allocates nothing.</summary>
public sealed class DriftMonitor
{
    private const int RowCounter = 0;
    private readonly DriftReference reference;
    private readonly ObservedDistribution[] inputs;
    private readonly ObservedDistribution[] outputs;
    private readonly int[]?[] labelBins;
    private readonly Tally tally;

    public DriftMonitor(DriftReference reference, Manifest manifest)
    {
        this.reference = reference;
        var counters = RowCounter + 1;
        inputs = Place(reference.Inputs, ref counters);
        outputs = Place(reference.Outputs, ref counters);
        labelBins = [.. manifest.Outputs.Zip(outputs, (output, observed) =>
            output.Values?.Select(value => observed.Reference.Bins.Of(Encoding.UTF8.GetBytes(value))).ToArray())];
        tally = new(counters);
    }

    /// <summary>The number of rows counted so far.</summary>
    public long RowCount => tally.Sum(RowCounter);

    /// <summary>Counts all rows and their answers.</summary>
    public void Observe(Rows rows, Answers answers)
    {
        var counters = tally.Here;
        Interlocked.Add(ref counters[RowCounter], rows.Count);
        for (var input = 0; input < inputs.Length; input++)
        {
            if (rows.Schema.Fields[input].IsText)
            {
                inputs[input].Count(rows.Texts(input), rows.Count, counters);
            }
            else
            {
                inputs[input].Count(rows.Numbers(input), counters);
            }
        }

        for (var output = 0; output < outputs.Length; output++)
        {
            if (labelBins[output] is { } bins)
            {
                outputs[output].CountLabels(answers.Labels[..rows.Count], bins, counters);
            }
            else
            {
                outputs[output].Count(answers.Numbers(output)[..rows.Count], counters);
            }
        }
    }

    /// <summary>All that was counted so far, compared with training.</summary>
    public DriftReport Report() => new DriftJudge(reference).Report(RowCount, inputs, outputs, tally);

    /// <summary>The population stability index of each input and output, a list's by its items, and what chance alone would make of it; none
    /// of those with too few requests to say anything.</summary>
    public IEnumerable<(string Name, double StabilityIndex, double? Chance)> StabilityIndices()
    {
        var report = Report();
        return report.Inputs.Concat(report.Outputs)
            .Where(drift => Math.Min(drift.Value.Rows, drift.Value.Draws) >= DriftJudge.FewestRequests)
            .Select(drift => (drift.Key, drift.Value.Psi!.Value, drift.Value.Chance));
    }

    /// <summary>How many names each input brought that training did not hold, where all of them are known.</summary>
    public IEnumerable<(string Name, long Count)> UnseenNames() => inputs
        .Where(observed => observed.Reference.Seen is not null)
        .Select(observed => (observed.Reference.Name, observed.Unseen(tally)!.Value));

    private static ObservedDistribution[] Place(IReadOnlyList<ReferenceDistribution> distributions, ref int counters)
    {
        var placed = new ObservedDistribution[distributions.Count];
        for (var index = 0; index < placed.Length; index++)
        {
            placed[index] = new(distributions[index], counters);
            counters = placed[index].End;
        }

        return placed;
    }
}
