using System.Runtime.CompilerServices;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Explanations;

/// <summary>A node of a tree; <see cref="WhenTrue"/> and <see cref="WhenFalse"/> are places in <see cref="TreeEnsemble.Nodes"/>.</summary>
/// <param name="Hits">Of a leaf: its training rows, at least <see cref="TreeEnsemble.LeastWeight"/>.</param>
/// <param name="Value">Of a leaf, for the target.</param>
internal readonly record struct TreeNode(bool IsLeaf, Predicate Predicate, int WhenTrue, int WhenFalse, double Hits, double Value);

/// <summary>What a branch asks: is the feature greater than the threshold; a missing one counts as <paramref name="MissingIsTrue"/>.</summary>
internal readonly record struct Predicate(int Feature, float Threshold, bool MissingIsTrue)
{
    public bool Holds(float value) => value > Threshold | (float.IsNaN(value) & MissingIsTrue);
}

/// <summary>The trees of a node <c>TreeEnsembleRegressor</c> of ai.onnx.ml 1 to 3, for one target.</summary>
internal sealed class TreeEnsemble
{
    public const double LeastWeight = 1e-30;

    private const int Deepest = 1_000;

    private TreeEnsemble(TreeNode[] nodes, int[] roots, double baseValue)
    {
        (Nodes, Roots, Weights, BaseValue) = (nodes, roots, new double[nodes.Length], baseValue);
        foreach (var root in roots)
        {
            Weigh(root, 0);
        }
    }

    public TreeNode[] Nodes { get; }

    public int[] Roots { get; }

    /// <summary>By place: of a leaf its hits, of a branch the sum over its leaves.</summary>
    public double[] Weights { get; }

    /// <summary>What is added to the sum of the leaves reached.</summary>
    public double BaseValue { get; }

    /// <exception cref="TreeEnsembleException">The ensemble is none that the contract's section Explanations describes.</exception>
    /// <exception cref="OnnxFileException">An attribute's bytes are damaged.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static TreeEnsemble Read(OnnxNode node, int target, int featureCount)
    {
        CheckKind(node);
        var trees = node.Integers("nodes_treeids");
        var places = new NodePlaces(trees, Column(node.Integers("nodes_nodeids"), "nodes_nodeids", trees.Length));
        var values = LeafValues(node, target, places);
        var modes = Column(node.Texts("nodes_modes"), "nodes_modes", trees.Length);
        var features = Column(node.Integers("nodes_featureids"), "nodes_featureids", trees.Length);
        var thresholds = Column(node.Floats("nodes_values"), "nodes_values", trees.Length);
        var whenTrue = Column(node.Integers("nodes_truenodeids"), "nodes_truenodeids", trees.Length);
        var whenFalse = Column(node.Integers("nodes_falsenodeids"), "nodes_falsenodeids", trees.Length);
        var weights = Column(node.Floats("nodes_hitrates"), "nodes_hitrates", trees.Length);
        var missing = node.Integers("nodes_missing_value_tracks_true");
        missing = missing.Length == 0 ? new long[trees.Length] : Column(missing, "nodes_missing_value_tracks_true", trees.Length);

        var nodes = new TreeNode[trees.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = IsLeaf(modes[i].Span)
                ? new TreeNode(true, default, 0, 0, Weight(weights[i]), values[i])
                : new TreeNode(
                    false,
                    new Predicate(Feature(features[i], featureCount), thresholds[i], missing[i] == 1),
                    places.Of(trees[i], whenTrue[i]),
                    places.Of(trees[i], whenFalse[i]),
                    0,
                    0);
        }

        return new TreeEnsemble(nodes, places.Roots, Base(node, target));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Weigh(int place, int depth)
    {
        if (depth > Deepest || Weights[place] != 0)
        {
            throw new TreeEnsembleException($"has a node that is reached twice, or that lies more than {Deepest} branches deep");
        }

        var node = Nodes[place];
        return Weights[place] = node.IsLeaf ? node.Hits : Weigh(node.WhenFalse, depth + 1) + Weigh(node.WhenTrue, depth + 1);
    }

    private static void CheckKind(OnnxNode node)
    {
        Require(node is { OperatorType: "TreeEnsembleRegressor", Domain: "ai.onnx.ml" }, $"is a {node.OperatorType} of {node.Domain} instead of a TreeEnsembleRegressor of ai.onnx.ml");
        Require(!node.AttributeNames.Any(name => name.EndsWith("_as_tensor", StringComparison.Ordinal)), "has attributes …_as_tensor, which this server does not read");
        Require(node.Texts("aggregate_function") is [] or [{ Span: [(byte)'S', (byte)'U', (byte)'M'] }], "does not sum its trees: only aggregate_function SUM is additive");
        Require(node.Texts("post_transform") is [] or [{ Span: [(byte)'N', (byte)'O', (byte)'N', (byte)'E'] }], "changes its sum: only post_transform NONE is additive");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double[] LeafValues(OnnxNode node, int target, NodePlaces places)
    {
        var trees = node.Integers("target_treeids");
        var nodeIds = Column(node.Integers("target_nodeids"), "target_nodeids", trees.Length);
        var targets = Column(node.Integers("target_ids"), "target_ids", trees.Length);
        var weights = Column(node.Floats("target_weights"), "target_weights", trees.Length);
        var values = new double[places.Count];
        for (var i = 0; i < weights.Length; i++)
        {
            if (targets[i] == target)
            {
                values[places.Of(trees[i], nodeIds[i])] += weights[i];
            }
        }

        return values;
    }

    private static double Base(OnnxNode node, int target)
    {
        var targets = node.Integers("n_targets") is [var count] ? count : 1;
        Require(target >= 0 && target < targets, $"has {targets} targets, none with the number {target}");
        var bases = node.Floats("base_values");
        Require(bases.Length == 0 || bases.Length == targets, $"has {bases.Length} base_values for {targets} targets");
        return bases.Length == 0 ? 0 : bases[target];
    }

    private static bool IsLeaf(ReadOnlySpan<byte> mode) =>
        mode.SequenceEqual("LEAF"u8) || (mode.SequenceEqual("BRANCH_GT"u8) ? false : throw new TreeEnsembleException("compares otherwise than by BRANCH_GT"));

    private static double Weight(float hits) => float.IsFinite(hits)
        ? Math.Max(hits, LeastWeight)
        : throw new TreeEnsembleException("has nodes_hitrates that are no finite numbers");

    private static int Feature(long number, int count) => number >= 0 && number < count
        ? (int)number
        : throw new TreeEnsembleException($"reads the feature {number}, but explanation.features has {count}");

    private static T[] Column<T>(T[] values, string attribute, int count)
    {
        Require(values.Length == count, $"has {values.Length} entries in {attribute} where there must be {count}");
        return values;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new TreeEnsembleException(otherwise);
        }
    }
}

/// <summary>Why an answer's trees cannot be explained; the message says what is wrong with the graph's node or with the manifest.</summary>
public sealed class TreeEnsembleException(string defect) : Exception($"The tree ensemble {defect}.");
