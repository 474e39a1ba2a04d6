using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Hitcast.InferenceApi.Explanations;

/// <summary>One feature of a path: <paramref name="Share"/> is the contract's z, the share of the training rows that take its branches.</summary>
/// <param name="Condition">A place in <see cref="TreePaths.Conditions"/>.</param>
internal readonly record struct PathStep(double Share, int Condition);

/// <param name="Length">How many steps lead to it.</param>
internal readonly record struct PathLeaf(double Value, int Length);

/// <summary>What does not depend on the row: the way to every leaf of one tree whose value is not 0, feature by feature.</summary>
/// <param name="Predicates">The different ones.</param>
/// <param name="Features">Those that any step is about.</param>
/// <param name="Places">For each condition, the place of its feature in <paramref name="Features"/>.</param>
/// <param name="Steps">Those of the first leaf, then those of the second …</param>
/// <param name="Longest">The most steps that lead to a leaf.</param>
/// <param name="Mean">The values of the leaves, weighted by the training rows.</param>
internal sealed record TreePaths(
    Predicate[] Predicates, PathCondition[] Conditions, int[] Features, int[] Places, PathLeaf[] Leaves, PathStep[] Steps, int Longest, double Mean)
{
    public static TreePaths Of(TreeEnsemble ensemble, int root)
    {
        var walk = new Walk(ensemble.Nodes, ensemble.Weights);
        walk.Visit(root);
        return walk.Result();
    }

    private sealed class Walk(TreeNode[] nodes, double[] weights)
    {
        private readonly Dictionary<PathCondition, int> conditions = [];
        private readonly HashSet<Predicate> predicates = [];
        private readonly List<(PathCondition Condition, PathStep Step)> path = [];
        private readonly List<PathLeaf> leaves = [];
        private readonly List<PathStep> steps = [];
        private double mean;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Visit(int place)
        {
            var node = nodes[place];
            if (node.IsLeaf)
            {
                Add(node.Value);
                return;
            }

            predicates.Add(node.Predicate);
            var step = StepOn(node.Predicate.Feature);
            var isNew = step == path.Count;
            if (isNew)
            {
                path.Add((PathCondition.None(node.Predicate.Feature), new PathStep(1, 0)));
            }

            var before = path[step];
            var (condition, (share, _)) = before;
            path[step] = Step(condition.WhenFalse(node.Predicate), share * weights[node.WhenFalse] / weights[place]);
            Visit(node.WhenFalse);
            path[step] = Step(condition.WhenTrue(node.Predicate), share * weights[node.WhenTrue] / weights[place]);
            Visit(node.WhenTrue);
            path[step] = before;
            if (isNew)
            {
                path.RemoveAt(step);
            }
        }

        public TreePaths Result()
        {
            int[] features = [.. conditions.Keys.Select(condition => condition.Feature).Distinct()];
            return new TreePaths(
                [.. predicates],
                [.. conditions.Keys],
                features,
                [.. conditions.Keys.Select(condition => Array.IndexOf(features, condition.Feature))],
                [.. leaves],
                [.. steps],
                leaves.Select(leaf => leaf.Length).DefaultIfEmpty().Max(),
                mean);
        }

        /// <summary>The place of the step on a feature; the path's end if there is none.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private int StepOn(int feature)
        {
            var step = 0;
            while (step < path.Count && path[step].Condition.Feature != feature)
            {
                step++;
            }

            return step;
        }

        private (PathCondition Condition, PathStep Step) Step(PathCondition condition, double share)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(conditions, condition, out var isKnown);
            place = isKnown ? place : conditions.Count - 1;
            return (condition, new PathStep(share, place));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Add(double value)
        {
            if (value == 0)
            {
                return;
            }

            leaves.Add(new PathLeaf(value, path.Count));
            var reached = value;
            foreach (var (_, step) in path)
            {
                steps.Add(step);
                reached *= step.Share;
            }

            mean += reached;
        }
    }
}
