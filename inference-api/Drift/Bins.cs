using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Drift;

/// <summary>The bins of one distribution and their shares in training, which add up to 1.</summary>
internal sealed class Bins
{
    private readonly float[] edges = [];
    private readonly Utf8Lookup? names;

    private Bins(double[] shares, float[] edges)
    {
        Shares = shares;
        this.edges = edges;
    }

    private Bins(double[] shares, IReadOnlyList<string> names)
    {
        Shares = shares;
        Names = names;
        this.names = new(names);
        Other = names.Count;
    }

    public double[] Shares { get; }

    /// <summary>What the bins before <see cref="Other"/> hold; empty for numbers.</summary>
    public IReadOnlyList<string> Names { get; } = [];

    public ReadOnlySpan<float> Edges => edges;

    /// <summary>The bin of the texts without one of their own; −1 for numbers.</summary>
    public int Other { get; } = -1;

    /// <summary>The bin of missing values: always the last one, except for the items of a list, which has none.</summary>
    public int Missing => Shares.Length - 1;

    /// <summary>A bin an edge, one above the last edge, and one for missing values.</summary>
    public static Bins OfNumbers(float[] edges, IEnumerable<double> shares, double missing) => new([.. shares, missing], edges);

    /// <summary>A bin a name, one for all others, and one for missing values.</summary>
    public static Bins OfTexts(IReadOnlyList<string> names, IEnumerable<double> shares, double other, double missing) =>
        new([.. shares, other, missing], names);

    /// <summary>A bin a name, and one for all others.</summary>
    public static Bins OfItems(IReadOnlyList<string> names, IEnumerable<double> shares, double other) => new([.. shares, other], names);

    /// <summary>The bin that reaches up to and including the first edge that is not below the value.</summary>
    public int Of(float value)
    {
        if (float.IsNaN(value))
        {
            return Missing;
        }

        var (low, high) = (0, edges.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = edges[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    public int Of(ReadOnlySpan<byte> text) => names!.Find(text) is >= 0 and var bin ? bin : Other;
}
