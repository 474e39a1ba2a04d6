using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Drift;

/// <summary>Compares counts with training and says what they mean.</summary>
/// <remarks>An input has drifted where its index passes the contract's threshold and what chance would reach. Many inputs are judged at once,
/// and any of them may alarm: each gets an equal part of the once in a thousand (Bonferroni).</remarks>
internal sealed class DriftJudge
{
    /// <summary>The contract: "a few hundred requests are the least that says anything".</summary>
    public const long FewestRequests = 200;

    public const double DriftedAbove = 0.1;
    public const double StronglyDriftedAbove = 0.25;

    /// <summary>How often chance alone may raise an alarm on anything, in one report.</summary>
    private const double FalseAlarms = 0.001;

    private readonly DriftReference reference;
    private readonly double probability;

    public DriftJudge(DriftReference reference)
    {
        this.reference = reference;
        var judged = reference.Inputs.Concat(reference.Outputs).Where(distribution => distribution.IsJudged);
        probability = FalseAlarms / judged.Sum(distribution => distribution.Length is null ? 1 : 2);
    }

    public DriftReport Report(long rows, ObservedDistribution[] inputs, ObservedDistribution[] outputs, Tally tally)
    {
        var inputDrift = inputs.ToDictionary(input => input.Reference.Name, input => Judge(input, rows, tally));
        var outputDrift = outputs.ToDictionary(output => output.Reference.Name, output => Judge(output, rows, tally));
        var gravest = inputDrift.Values.Concat(outputDrift.Values)
            .Max(drift => drift.Length is { } length && length.Judgement > drift.Judgement ? length.Judgement : drift.Judgement);
        return new(reference.Model, reference.Version, rows, reference.Rows, gravest, inputDrift, outputDrift);
    }

    private DistributionDrift Judge(ObservedDistribution observed, long rows, Tally tally)
    {
        var (_, kind, bins, missing, length, _) = observed.Reference;
        var counts = observed.Bins(tally);
        var draws = counts.Sum();
        var together = kind == InputKind.List && draws > 0 ? (double)observed.SquaredLengths(tally) / draws : 1;
        var (psi, chance, judgement) = Judge(counts, bins, rows, together);
        return new(
            kind,
            rows,
            draws,
            psi,
            observed.Reference.IsJudged ? chance : null,
            observed.Reference.IsJudged ? judgement : DriftJudgement.NotJudged,
            rows == 0 ? null : (double)observed.Missing(tally) / rows,
            missing,
            observed.Unseen(tally),
            length is null ? null : Judge(observed.Lengths(tally), length, rows, together: 1));
    }

    /// <param name="together">How many draws come together, on the average over all draws.</param>
    private LengthDrift Judge(long[] counts, Bins bins, long rows, double together)
    {
        var draws = counts.Sum();
        if (draws == 0)
        {
            return new(null, null, DriftJudgement.NotEnoughRequests);
        }

        var psi = StabilityIndex.Of(counts, bins.Shares);
        var chance = StabilityIndex.OfChance(bins.Shares, draws, probability, together);
        var judgement = Math.Min(rows, draws) < FewestRequests ? DriftJudgement.NotEnoughRequests
            : psi <= Math.Max(DriftedAbove, chance) ? DriftJudgement.Stable
            : psi <= StronglyDriftedAbove ? DriftJudgement.Drifted
            : DriftJudgement.StronglyDrifted;
        return new(psi, chance, judgement);
    }
}
