namespace Hitcast.InferenceApi.Tests.Drift;

/// <summary>Draws bins with the probabilities that their shares say.</summary>
internal sealed class BinSampler
{
    private readonly double[] upTo;

    public BinSampler(double[] shares)
    {
        upTo = new double[shares.Length];
        for (var bin = 0; bin < shares.Length; bin++)
        {
            upTo[bin] = shares[bin] + (bin == 0 ? 0 : upTo[bin - 1]);
        }

        // Rounding must not lead to a bin behind the last that holds anything.
        upTo.AsSpan(Array.FindLastIndex(shares, share => share > 0)).Fill(1);
    }

    public int Draw(Random random)
    {
        var drawn = random.NextDouble();
        var (low, high) = (0, upTo.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = upTo[middle] <= drawn ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    public long[] Counts(int draws, Random random)
    {
        var counts = new long[upTo.Length];
        for (var draw = 0; draw < draws; draw++)
        {
            counts[Draw(random)]++;
        }

        return counts;
    }
}
