using System.Text;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Tests.Explanations;

/// <summary>The section Explanations of <c>onnx-models/README.md</c>, word for word and as slow as that is.</summary>
internal sealed class ContractShap
{
    private static readonly double[] Factorials = [.. Enumerable.Range(0, 100).Select(n => Enumerable.Range(1, n).Aggregate(1.0, (product, factor) => product * factor))];

    private readonly List<Node> roots = [];
    private readonly double baseValue;

    public ContractShap(OnnxNode node, int target)
    {
        var trees = node.Integers("nodes_treeids");
        var ids = node.Integers("nodes_nodeids");
        var missing = node.Integers("nodes_missing_value_tracks_true");
        var nodes = new Dictionary<(long Tree, long Id), Node>();
        var (modes, features, values, hits) = (node.Texts("nodes_modes"), node.Integers("nodes_featureids"), node.Floats("nodes_values"), node.Floats("nodes_hitrates"));
        for (var i = 0; i < trees.Length; i++)
        {
            var isLeaf = Encoding.UTF8.GetString(modes[i].Span) == "LEAF";
            nodes.Add((trees[i], ids[i]), new Node(isLeaf, (int)features[i], values[i], missing.Length > 0 && missing[i] == 1) { Weight = hits[i] < 1e-30 ? 1e-30 : hits[i] });
        }

        var (whenTrue, whenFalse) = (node.Integers("nodes_truenodeids"), node.Integers("nodes_falsenodeids"));
        for (var i = 0; i < trees.Length; i++)
        {
            var parent = nodes[(trees[i], ids[i])];
            if (!parent.IsLeaf)
            {
                (parent.True, parent.False) = (nodes[(trees[i], whenTrue[i])], nodes[(trees[i], whenFalse[i])]);
            }
        }

        var (targets, targetTrees, targetNodes, weights) = (node.Integers("target_ids"), node.Integers("target_treeids"), node.Integers("target_nodeids"), node.Floats("target_weights"));
        for (var i = 0; i < targets.Length; i++)
        {
            nodes[(targetTrees[i], targetNodes[i])].Value += targets[i] == target ? weights[i] : 0;
        }

        roots.AddRange(trees.Zip(ids).DistinctBy(key => key.First).Select(key => nodes[key]));
        roots.ForEach(root => root.Weigh());
        var bases = node.Floats("base_values");
        baseValue = bases.Length == 0 ? 0 : bases[target];
    }

    /// <summary>The sum of the leaves reached, plus the base value of the file.</summary>
    public double Output(float[] x) => baseValue + roots.Sum(root => root.Reached(x).Value);

    public (double BaseValue, double[] Values) Explain(float[] x)
    {
        var mean = baseValue;
        var values = new double[x.Length];
        foreach (var (leaf, path) in roots.SelectMany(root => Leaves(root, [])))
        {
            var steps = path.GroupBy(branch => branch.Parent.Feature).Select(branches => (
                Feature: branches.Key,
                Z: branches.Aggregate(1.0, (z, branch) => z * branch.Child.Weight / branch.Parent.Weight),
                O: branches.All(branch => branch.Parent.Next(x) == branch.Child) ? 1.0 : 0.0)).ToList();
            mean += steps.Aggregate(leaf.Value, (product, step) => product * step.Z);
            foreach (var (feature, z, o) in steps)
            {
                values[feature] += leaf.Value * (o - z) * Weighted(steps.Where(step => step.Feature != feature).Select(step => (step.Z, step.O)));
            }
        }

        return (mean, values);
    }

    private static double Weighted(IEnumerable<(double Z, double O)> others)
    {
        double[] coefficients = [1];
        foreach (var (z, o) in others)
        {
            var product = new double[coefficients.Length + 1];
            for (var k = 0; k < coefficients.Length; k++)
            {
                product[k] += z * coefficients[k];
                product[k + 1] += o * coefficients[k];
            }

            coefficients = product;
        }

        var m = coefficients.Length;
        return coefficients.Select((c, k) => c * Factorials[k] * Factorials[m - 1 - k] / Factorials[m]).Sum();
    }

    private static IEnumerable<(Node Leaf, List<(Node Parent, Node Child)> Path)> Leaves(Node node, List<(Node Parent, Node Child)> path) =>
        node.IsLeaf ? [(node, path)] : new[] { node.True!, node.False! }.SelectMany(child => Leaves(child, [.. path, (node, child)]));

    private sealed record Node(bool IsLeaf, int Feature, float Threshold, bool MissingIsTrue)
    {
        public Node? True { get; set; }

        public Node? False { get; set; }

        public double Weight { get; set; }

        public double Value { get; set; }

        public bool Equals(Node? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        public double Weigh() => IsLeaf ? Weight : Weight = True!.Weigh() + False!.Weigh();

        public Node Next(float[] x)
        {
            var value = x[Feature];
            return (float.IsNaN(value) ? MissingIsTrue : value > Threshold) ? True! : False!;
        }

        public Node Reached(float[] x) => IsLeaf ? this : Next(x).Reached(x);
    }
}
