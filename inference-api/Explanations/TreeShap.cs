using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hitcast.InferenceApi.Explanations;

/// <summary>All branches of a path on one feature: greater than <paramref name="Above"/> and at most <paramref name="AtMost"/>, NaN being no limit.</summary>
/// <param name="Missing">Whether a missing value takes the path.</param>
internal readonly record struct PathCondition(int Feature, float Above, float AtMost, bool Missing)
{
    public static PathCondition None(int feature) => new(feature, float.NaN, float.NaN, true);

    // A path that needs more than a NaN threshold is never taken; more than +∞ says the same in a limit that is no NaN.
    public PathCondition WhenTrue(Predicate branch) => this with
    {
        Above = float.IsNaN(branch.Threshold) ? float.PositiveInfinity : float.IsNaN(Above) ? branch.Threshold : MathF.Max(Above, branch.Threshold),
        Missing = Missing && branch.MissingIsTrue,
    };

    public PathCondition WhenFalse(Predicate branch) => this with
    {
        AtMost = float.IsNaN(branch.Threshold) ? AtMost : float.IsNaN(AtMost) ? branch.Threshold : MathF.Min(AtMost, branch.Threshold),
        Missing = Missing && !branch.MissingIsTrue,
    };

    public bool Holds(float value) => float.IsNaN(value) ? Missing : !(value <= Above) && !(value > AtMost);
}

/// <summary>
/// Exact SHAP values of one tree. The contract's k! · (m − 1 − k)! / m! is the integral of t^k · (1 − t)^(m − 1 − k) over 0 … 1, so that a
/// leaf adds v · (o_i − z_i) · ∫ ∏ ((1 − t) · z_j + t · o_j) dt over all j but i: a polynomial in t, which Gauss-Legendre quadrature integrates
/// exactly, without a division or a difference of great numbers.
/// </summary>
/// <remarks>
/// The values depend only on which predicates hold. A tree of few predicates keeps what it has computed by that pattern. Threads may
/// compute one pattern at once: they write the same numbers, and say so last.
/// </remarks>
internal sealed class TreeShap
{
    private readonly double[] known = [];
    private readonly bool[] isKnown = [];

    /// <param name="keep">Whether to keep what was computed, in 2^predicates rows of a number a feature.</param>
    public TreeShap(TreePaths paths, GaussLegendre quadrature, bool keep)
    {
        (Paths, Quadrature) = (paths, quadrature);
        if (keep)
        {
            isKnown = new bool[1 << paths.Predicates.Length];
            known = new double[isKnown.Length * paths.Features.Length];
        }
    }

    private TreePaths Paths { get; }

    private GaussLegendre Quadrature { get; }

    /// <summary>How many numbers <see cref="Explain"/> needs to write on.</summary>
    public int Scratch => Paths.Conditions.Length + Paths.Features.Length + (GaussLegendre.Lanes * (Paths.Features.Length + (2 * Paths.Longest)));

    /// <summary>Adds each feature's SHAP value to its sum.</summary>
    public void Explain(ReadOnlySpan<float> x, Span<double> sums, Span<double> scratch)
    {
        var features = Paths.Features;
        scoped ReadOnlySpan<double> values;
        if (isKnown.Length == 0)
        {
            Compute(x, scratch[..features.Length], scratch[features.Length..]);
            values = scratch[..features.Length];
        }
        else
        {
            values = Known(Pattern(x), x, scratch);
        }

        for (var i = 0; i < features.Length; i++)
        {
            sums[features[i]] += values[i];
        }
    }

    private ReadOnlySpan<double> Known(int pattern, ReadOnlySpan<float> x, Span<double> scratch)
    {
        var values = known.AsSpan(pattern * Paths.Features.Length, Paths.Features.Length);
        if (!Volatile.Read(ref isKnown[pattern]))
        {
            Compute(x, values, scratch);
            Volatile.Write(ref isKnown[pattern], true);
        }

        return values;
    }

    private int Pattern(ReadOnlySpan<float> x)
    {
        var pattern = 0;
        foreach (ref readonly var predicate in Paths.Predicates.AsSpan())
        {
            pattern = (pattern << 1) | (predicate.Holds(x[predicate.Feature]) ? 1 : 0);
        }

        return pattern;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compute(ReadOnlySpan<float> x, Span<double> values, Span<double> scratch)
    {
        var conditions = Paths.Conditions;
        var taken = scratch[..conditions.Length];
        for (var i = 0; i < conditions.Length; i++)
        {
            taken[i] = conditions[i].Holds(x[conditions[i].Feature]) ? 1 : 0;
        }

        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(scratch[conditions.Length..]);
        var sums = vectors[..values.Length];
        var factors = vectors.Slice(values.Length, Paths.Longest);
        var products = vectors.Slice(values.Length + Paths.Longest, Paths.Longest);
        sums.Clear();
        for (var i = 0; i < Quadrature.Points.Length; i++)
        {
            AddLeaves(Quadrature.Points[i], Quadrature.Weights[i], taken, sums, factors, products);
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Vector256.Sum(sums[i]);
        }
    }

    /// <summary>At four points t, adds every leaf's integrand, times the quadrature's weight, to its features' sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddLeaves(
        Vector256<double> t,
        Vector256<double> weight,
        ReadOnlySpan<double> taken,
        Span<Vector256<double>> sums,
        Span<Vector256<double>> factors,
        Span<Vector256<double>> products)
    {
        var (steps, leaves, places) = (Paths.Steps, Paths.Leaves, Paths.Places);
        var rest = Vector256<double>.One - t;
        var first = 0;
        foreach (ref readonly var leaf in leaves.AsSpan())
        {
            var path = steps.AsSpan(first, leaf.Length);
            first += leaf.Length;
            var product = weight * leaf.Value;
            for (var j = 0; j < path.Length; j++)
            {
                var factor = (rest * path[j].Share) + (t * taken[path[j].Condition]);
                factors[j] = factor;
                products[j] = product;
                product *= factor;
            }

            var after = Vector256<double>.One;
            for (var j = path.Length - 1; j >= 0; j--)
            {
                var condition = path[j].Condition;
                sums[places[condition]] += products[j] * after * (taken[condition] - path[j].Share);
                after *= factors[j];
            }
        }
    }
}
