using System.Buffers;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Explanations;

/// <summary>How much each raw input moved an answer away from <see cref="BaseValue"/>: exact SHAP values of the trees in <c>model.onnx</c>,
/// by the section Explanations of <c>onnx-models/README.md</c>.</summary>
/// <remarks>Thread safe. A call allocates nothing.</remarks>
public sealed class TreeExplainer
{
    private const int MostPredicatesToKeep = 10;

    // 16 MB. Trees beyond it are computed anew for every row.
    private const int MostNumbersToKeep = 2_000_000;

    private readonly TreeShap[] trees;
    private readonly int[][] inputsOfFeature;
    private readonly int scratch;

    private TreeExplainer(TreePaths[] paths, double ensembleBase, string featureTensor, int[][] inputsOfFeature, int inputCount)
    {
        (FeatureTensor, this.inputsOfFeature, InputCount) = (featureTensor, inputsOfFeature, inputCount);
        BaseValue = ensembleBase + paths.Sum(tree => tree.Mean);
        trees = WithQuadrature([.. paths.Where(tree => tree.Leaves.Length > 0 && tree.Features.Length > 0)]);
        scratch = FeatureCount + trees.Select(tree => tree.Scratch).DefaultIfEmpty().Max();
    }

    /// <summary>The answer where no input is known; with an answer's contributions it adds up to the ensemble's output.</summary>
    public double BaseValue { get; }

    /// <summary>The columns of the feature matrix.</summary>
    public int FeatureCount => inputsOfFeature.Length;

    /// <summary>The raw inputs, each of which gets a contribution.</summary>
    public int InputCount { get; }

    /// <summary>The tensor of the graph that holds the feature matrix; see <see cref="OnnxFile.WithOutput"/>.</summary>
    public string FeatureTensor { get; }

    /// <param name="inputNames">The raw inputs, in the order of the contributions.</param>
    /// <exception cref="TreeEnsembleException">The node is none that the contract describes, or the manifest does not fit it.</exception>
    /// <exception cref="OnnxFileException">The node's bytes are damaged.</exception>
    public static TreeExplainer Create(OnnxFile file, ExplanationSource source, IReadOnlyList<string> inputNames)
    {
        OnnxNode[] named = [.. file.Nodes.Where(node => node.Name == source.Node && node.Inputs.Count > 0)];
        var node = named is [var single] ? single : throw new TreeEnsembleException($"is not to be found: {named.Length} nodes with inputs have explanation.node's name, \"{source.Node}\"");
        string[] names = [.. inputNames];
        int[][] inputsOfFeature = [.. source.Features.Select(feature => feature.Inputs.Select(input => PlaceOf(input, feature.Name, names)).ToArray())];
        var ensemble = TreeEnsemble.Read(node, source.Target, inputsOfFeature.Length);
        return new TreeExplainer([.. ensemble.Roots.Select(root => TreePaths.Of(ensemble, root))], ensemble.BaseValue, node.Inputs[0], inputsOfFeature, inputNames.Count);
    }

    /// <param name="features">One row of the feature matrix.</param>
    /// <param name="contributions">One a raw input, in the order of the names given to <see cref="Create"/>; overwritten. In the unit of <see cref="ExplanationSource.Scale"/>.</param>
    /// <exception cref="ArgumentException">A span has another length than there are features or inputs.</exception>
    public void Explain(ReadOnlySpan<float> features, Span<double> contributions)
    {
        if (features.Length != FeatureCount || contributions.Length != InputCount)
        {
            throw new ArgumentException($"There are {FeatureCount} features and {InputCount} inputs, not {features.Length} and {contributions.Length}.");
        }

        var rented = ArrayPool<double>.Shared.Rent(scratch);
        var sums = rented.AsSpan(0, FeatureCount);
        sums.Clear();
        foreach (var tree in trees)
        {
            tree.Explain(features, sums, rented.AsSpan(FeatureCount));
        }

        Share(sums, contributions);
        ArrayPool<double>.Shared.Return(rented);
    }

    private static int PlaceOf(string input, string feature, string[] inputNames)
    {
        var place = Array.IndexOf(inputNames, input);
        return place >= 0 ? place : throw new TreeEnsembleException($"has the feature \"{feature}\" of an input \"{input}\", which is none of the model's");
    }

    private void Share(ReadOnlySpan<double> sums, Span<double> contributions)
    {
        contributions.Clear();
        for (var feature = 0; feature < sums.Length; feature++)
        {
            foreach (var input in inputsOfFeature[feature])
            {
                contributions[input] += sums[feature] / inputsOfFeature[feature].Length;
            }
        }
    }

    private static TreeShap[] WithQuadrature(TreePaths[] paths)
    {
        Dictionary<int, GaussLegendre> quadratures = [];
        var left = MostNumbersToKeep;
        var shaps = new List<TreeShap>(paths.Length);
        foreach (var tree in paths)
        {
            // The integrand's degree is one less than the steps of the path.
            var vectors = (tree.Longest + (2 * GaussLegendre.Lanes) - 1) / (2 * GaussLegendre.Lanes);
            quadratures.TryAdd(vectors, quadratures.GetValueOrDefault(vectors) ?? new GaussLegendre(vectors));
            var size = tree.Predicates.Length <= MostPredicatesToKeep ? tree.Features.Length << tree.Predicates.Length : int.MaxValue;
            var keep = size <= left;
            left -= keep ? size : 0;
            shaps.Add(new TreeShap(tree, quadratures[vectors], keep));
        }

        return [.. shaps];
    }
}
