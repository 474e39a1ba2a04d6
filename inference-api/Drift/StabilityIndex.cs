using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Hitcast.InferenceApi.Drift;

/// <summary>The population stability index, and what chance alone makes of it.</summary>
internal static class StabilityIndex
{
    /// <summary>A share below counts as this.</summary>
    private const double LeastShare = 0.0001;

    /// <summary>Above this many expected values a bin's term is that of Pearson's χ² to within a thousandth.</summary>
    private const double ManyExpected = 1000;

    /// <summary>Σ (p − q) · ln(p / q), p being the shares counted and q those in training.</summary>
    public static double Of(ReadOnlySpan<long> counts, ReadOnlySpan<double> shares)
    {
        var total = 0L;
        foreach (var count in counts)
        {
            total += count;
        }

        var sum = 0.0;
        for (var bin = 0; bin < shares.Length; bin++)
        {
            sum += Term((double)counts[bin] / total, shares[bin]);
        }

        return sum;
    }

    /// <summary>The index that so many draws from the training's own distribution pass with the given probability.</summary>
    /// <remarks>
    /// <para>n · PSI is about χ² only where every bin expects many values. Here each bin's term is averaged over the Poisson counts that it may
    /// get, empty bins and the least share included; that the counts add up to n takes away what goes along with their sum (Morris, Central
    /// limit theorems for multinomial sums, 1975). A gamma distribution of that mean and variance, which for large bins is that χ², gives the quantile.</para>
    /// <para>Items of one list go together, while an item stands in it once: so a bin's own count spreads no wider than for independent
    /// draws, and the mean stands; but the sum over the bins spreads wider, by the square root of the list's length where lists are always met whole.
    /// That greatest widening is used.</para>
    /// <para>That training is itself a sample is left out.</para>
    /// </remarks>
    /// <param name="draws">How many values, or items.</param>
    /// <param name="together">How many items come together: 1 where draws are independent.</param>
    public static double OfChance(ReadOnlySpan<double> shares, long draws, double probability, double together = 1)
    {
        var (mean, variance, covariance, bins) = (0.0, 0.0, 0.0, 0);
        foreach (var share in shares)
        {
            if (share > 0)
            {
                var moments = Moments(share, draws);
                mean += moments.Mean * (1 - share);
                variance += moments.Variance;
                covariance += moments.WithCount;
                bins++;
            }
        }

        variance = (variance - (covariance * covariance / draws)) * (bins - 1) / bins;
        if (bins < 2 || variance <= 0)
        {
            return 0;
        }

        var quantile = Gamma.InvCDF(mean * mean / variance, mean / variance, 1 - probability);
        return mean + (Math.Sqrt(together) * (quantile - mean));
    }

    private static double Term(double now, double training)
    {
        var (p, q) = (Math.Max(now, LeastShare), Math.Max(training, LeastShare));
        return (p - q) * Math.Log(p / q);
    }

    /// <summary>Of a bin's term: its mean, its variance, and its covariance with the bin's count, which is Poisson.</summary>
    private static (double Mean, double Variance, double WithCount) Moments(double share, long draws)
    {
        var expected = share * draws;
        if (expected > ManyExpected)
        {
            return (1.0 / draws, ((2 + (1 / expected)) / draws) / draws, 1.0 / draws);
        }

        var reach = (6 * Math.Sqrt(expected)) + 12;
        var first = (int)Math.Max(0, expected - reach);
        var probability = Math.Exp((first * Math.Log(expected)) - expected - SpecialFunctions.FactorialLn(first));
        var (mean, square, withCount) = (0.0, 0.0, 0.0);
        for (var count = first; count <= expected + reach; count++)
        {
            var term = Term((double)count / draws, share);
            mean += probability * term;
            square += probability * term * term;
            withCount += probability * term * (count - expected);
            probability *= expected / (count + 1);
        }

        return (mean, square - (mean * mean), withCount);
    }
}
