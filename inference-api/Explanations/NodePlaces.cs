using System.Runtime.CompilerServices;

namespace Hitcast.InferenceApi.Explanations;

/// <summary>Finds a node's place in the <c>nodes_…</c> attributes by its tree and its number within the tree, in whatever order they come.</summary>
internal sealed class NodePlaces
{
    private readonly long[] trees;
    private readonly long[] nodeIds;
    private readonly Dictionary<long, int> roots = [];
    private readonly Lazy<Dictionary<(long Tree, long Node), int>> places;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public NodePlaces(long[] trees, long[] nodeIds)
    {
        (this.trees, this.nodeIds) = (trees, nodeIds);
        for (var i = 0; i < trees.Length; i++)
        {
            roots.TryAdd(trees[i], i);
        }

        places = new(FindPlaces);
    }

    public int Count => trees.Length;

    /// <summary>Each tree's first node.</summary>
    public int[] Roots => [.. roots.Values];

    /// <exception cref="TreeEnsembleException">There is no such node.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Of(long tree, long node)
    {
        // Nearly every file numbers a tree's nodes one after the other, and then needs no index.
        if (roots.TryGetValue(tree, out var root) && node >= 0 && node < Count - root && trees[root + (int)node] == tree && nodeIds[root + (int)node] == node)
        {
            return root + (int)node;
        }

        return places.Value.TryGetValue((tree, node), out var place)
            ? place
            : throw new TreeEnsembleException($"refers to the node {node} of tree {tree}, which it does not have");
    }

    private Dictionary<(long Tree, long Node), int> FindPlaces()
    {
        Dictionary<(long, long), int> found = [];
        for (var i = 0; i < Count; i++)
        {
            if (!found.TryAdd((trees[i], nodeIds[i]), i))
            {
                throw new TreeEnsembleException($"has the node {nodeIds[i]} of tree {trees[i]} twice");
            }
        }

        return found;
    }
}
