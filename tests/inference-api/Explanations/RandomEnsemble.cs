using Hitcast.InferenceApi.Tests.Contract;

namespace Hitcast.InferenceApi.Tests.Explanations;

/// <summary>Ensembles of every shape that the contract allows, written as <c>model.onnx</c>: nodes in any order, numbered anyhow.</summary>
internal sealed class RandomEnsemble(int seed, int features, int depth, int trees)
{
    public const int Targets = 2;

    private static readonly float[] Values =
        [-1, 0, 0.5f, MathF.BitIncrement(0.5f), 1, float.MinValue, float.MaxValue, float.NegativeInfinity, float.PositiveInfinity, float.NaN];

    private static readonly float[] Weights = [0, 1e-38f, 1, 3, 1000, 58152];

    private readonly Random random = new(seed);
    private readonly List<Node> nodes = [];
    private readonly List<(long Tree, long Node, long Target, float Weight)> leaves = [];

    public float[] Row() => [.. Enumerable.Range(0, features).Select(_ => Any(Values))];

    public byte[] Model()
    {
        // Numbers from 0 on are read without an index, others with one.
        var offset = random.Next(2) * 1000;
        for (var tree = 0; tree < trees; tree++)
        {
            Grow(tree * 7 % 5 + (10 * tree), offset, depth);
        }

        var isShuffled = random.Next(2) == 1;
        var ordered = isShuffled ? nodes.Where(n => n.IsRoot).Concat(nodes.Where(n => !n.IsRoot).OrderBy(_ => random.Next())) : nodes;
        return Write([.. ordered]);
    }

    private long Grow(long tree, int offset, int levels)
    {
        var own = nodes.Where(n => n.Tree == tree).ToList();
        var id = offset + own.Count;
        var place = nodes.Count;
        nodes.Add(new Node(tree, id, own.Count == 0));
        if (levels == 0 || random.Next(6) == 0)
        {
            nodes[place] = nodes[place] with { Mode = "LEAF", Hits = Any(Weights) };
            for (var entries = random.Next(4); entries > 0; entries--)
            {
                leaves.Add((tree, id, random.Next(Targets), random.Next(-5, 6)));
            }
        }
        else
        {
            nodes[place] = nodes[place] with
            {
                Feature = random.Next(features),
                Threshold = Any(Values),
                Missing = random.Next(2),
                False = Grow(tree, offset, levels - 1),
                True = Grow(tree, offset, levels - 1),
            };
        }

        return id;
    }

    private T Any<T>(T[] values) => values[random.Next(values.Length)];

    private byte[] Write(List<Node> ordered)
    {
        var attributes = new List<byte[]>
        {
            OnnxBytes.Attribute("n_targets", Targets),
            OnnxBytes.Attribute("base_values", [1.5f, -2.25f]),
            OnnxBytes.Attribute("nodes_treeids", ordered.Select(n => n.Tree)),
            OnnxBytes.Attribute("nodes_nodeids", ordered.Select(n => n.Id)),
            OnnxBytes.Attribute("nodes_modes", ordered.Select(n => n.Mode)),
            OnnxBytes.Attribute("nodes_featureids", ordered.Select(n => (long)n.Feature)),
            OnnxBytes.Attribute("nodes_values", ordered.Select(n => n.Threshold)),
            OnnxBytes.Attribute("nodes_truenodeids", ordered.Select(n => n.True)),
            OnnxBytes.Attribute("nodes_falsenodeids", ordered.Select(n => n.False)),
            OnnxBytes.Attribute("nodes_hitrates", ordered.Select(n => n.Hits)),
            OnnxBytes.Attribute("target_treeids", leaves.Select(l => l.Tree)),
            OnnxBytes.Attribute("target_nodeids", leaves.Select(l => l.Node)),
            OnnxBytes.Attribute("target_ids", leaves.Select(l => l.Target)),
            OnnxBytes.Attribute("target_weights", leaves.Select(l => l.Weight)),
        };
        if (random.Next(2) == 1)
        {
            attributes.Add(OnnxBytes.Attribute("nodes_missing_value_tracks_true", ordered.Select(n => n.Missing)));
        }

        return OnnxBytes.Model(OnnxBytes.Node("trees", "TreeEnsembleRegressor", "ai.onnx.ml", "x", "y", [.. attributes]));
    }

    private sealed record Node(long Tree, long Id, bool IsRoot)
    {
        public string Mode { get; init; } = "BRANCH_GT";

        public int Feature { get; init; }

        public float Threshold { get; init; }

        public long Missing { get; init; }

        public long True { get; init; }

        public long False { get; init; }

        public float Hits { get; init; }
    }
}
