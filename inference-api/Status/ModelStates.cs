using Hitcast.InferenceApi.Drift;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Operations;

namespace Hitcast.InferenceApi.Status;

/// <summary>How the models stand: what is served and refused, what was asked of them, what has drifted.</summary>
internal sealed class ModelStates(ModelCatalog catalog, ModelMetrics metrics)
{
    public IReadOnlyList<ModelState> Read()
    {
        var counted = metrics.Counted().ToLookup(version => version.Model);
        return [.. catalog.Models.Select(model => Of(model, [.. counted[model.Name]]))];
    }

    private static ModelState Of(ServedModel model, List<VersionCounts> counted)
    {
        var errors = new SortedDictionary<string, long>(
            counted.SelectMany(version => version.Failures).GroupBy(failure => failure.Key, failure => failure.Value).ToDictionary(group => group.Key, group => group.Sum()),
            StringComparer.Ordinal);
        var requests = counted.Sum(version => version.Answered) + errors.Values.Sum();
        return new(
            model.Name,
            model.ServedVersion,
            model.Trouble,
            [.. model.Versions.Select(version => new VersionState(version.Version, version.State.ToString().ToLowerInvariant(), version.Reason))],
            requests,
            errors,
            requests == 0 ? null : (double)errors.Values.Sum() / requests,
            DriftOf(model));
    }

    private static DriftState? DriftOf(ServedModel model)
    {
        using var lease = model.Hold();
        return lease?.Version.Drift.Report() is { } report
            ? new(report.Rows, report.Judgement, [.. report.Inputs.Concat(report.Outputs).Select(Drifted).OfType<DriftedField>()])
            : null;
    }

    /// <summary>Null where its values and the lengths of its lists are as in training, as far as is known.</summary>
    private static DriftedField? Drifted(KeyValuePair<string, DistributionDrift> field)
    {
        var length = field.Value.Length?.Judgement ?? DriftJudgement.NotJudged;
        var judgement = field.Value.Judgement > length ? field.Value.Judgement : length;
        return judgement >= DriftJudgement.Drifted ? new(field.Key, judgement, field.Value.Psi) : null;
    }
}
