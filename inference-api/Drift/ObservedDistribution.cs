using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Drift;

/// <summary>Where an input's or output's counters stand in the <see cref="Tally"/>, and how values are counted there.</summary>
internal sealed class ObservedDistribution
{
    private readonly int bins;
    private readonly int lengths;
    private readonly int emptyLists;
    private readonly int squaredLengths;
    private readonly int unseen;

    /// <param name="first">The first counter that is free.</param>
    public ObservedDistribution(ReferenceDistribution reference, int first)
    {
        Reference = reference;
        bins = first;
        lengths = bins + reference.Bins.Shares.Length;
        emptyLists = lengths + (reference.Length?.Shares.Length ?? 0);
        squaredLengths = emptyLists + 1;
        unseen = squaredLengths + 1;
        End = unseen + 1;
    }

    public ReferenceDistribution Reference { get; }

    /// <summary>The first counter behind its own.</summary>
    public int End { get; }

    public void Count(ReadOnlySpan<float> values, long[] counters)
    {
        foreach (var value in values)
        {
            Interlocked.Increment(ref counters[bins + Reference.Bins.Of(value)]);
        }
    }

    /// <param name="labelBins">The bin of each of the label's two values.</param>
    public void CountLabels(ReadOnlySpan<int> labels, ReadOnlySpan<int> labelBins, long[] counters)
    {
        foreach (var label in labels)
        {
            Interlocked.Increment(ref counters[bins + labelBins[label]]);
        }
    }

    public void Count(TextColumn texts, int rows, long[] counters)
    {
        for (var row = 0; row < rows; row++)
        {
            if (Reference.Kind == InputKind.List)
            {
                CountList(texts[row], counters);
            }
            else if (texts[row].IsEmpty)
            {
                Interlocked.Increment(ref counters[bins + Reference.Bins.Missing]);
            }
            else
            {
                CountName(texts[row], counters);
            }
        }
    }

    public long[] Bins(Tally tally) => Sums(tally, bins, Reference.Bins.Shares.Length);

    public long[] Lengths(Tally tally) => Sums(tally, lengths, Reference.Length!.Shares.Length);

    public long Missing(Tally tally) => tally.Sum(Reference.Kind == InputKind.List ? emptyLists : bins + Reference.Bins.Missing);

    /// <summary>The sum over all lists of the squared number of items.</summary>
    public long SquaredLengths(Tally tally) => tally.Sum(squaredLengths);

    /// <summary>Names that training did not hold; null where nobody listed them all.</summary>
    public long? Unseen(Tally tally) => Reference.Seen is null ? null : tally.Sum(unseen);

    private static long[] Sums(Tally tally, int first, int count) => [.. Enumerable.Range(first, count).Select(tally.Sum)];

    private void CountList(ReadOnlySpan<byte> text, long[] counters)
    {
        var items = 0;
        if (text.IsEmpty)
        {
            Interlocked.Increment(ref counters[emptyLists]);
        }
        else
        {
            foreach (var item in text.Split(InputField.ItemSeparator))
            {
                CountName(text[item], counters);
                items++;
            }

            Interlocked.Add(ref counters[squaredLengths], (long)items * items);
        }

        Interlocked.Increment(ref counters[lengths + Reference.Length!.Of(items)]);
    }

    private void CountName(ReadOnlySpan<byte> name, long[] counters)
    {
        var bin = Reference.Bins.Of(name);
        Interlocked.Increment(ref counters[bins + bin]);
        if (bin == Reference.Bins.Other && Reference.Seen is { } seen && seen.Find(name) < 0)
        {
            Interlocked.Increment(ref counters[unseen]);
        }
    }
}
