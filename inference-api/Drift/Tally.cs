namespace Hitcast.InferenceApi.Drift;

/// <summary>Counters that many threads add to without locks: a copy of all of them a processor, so that processors seldom share a cache line.</summary>
internal sealed class Tally
{
    private readonly long[][] stripes;

    public Tally(int counters) => stripes = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new long[counters])];

    /// <summary>The copy to add to now, with <see cref="Interlocked"/>: a thread may be moved to another processor meanwhile.</summary>
    public long[] Here => stripes[(uint)Thread.GetCurrentProcessorId() % (uint)stripes.Length];

    public long Sum(int counter)
    {
        var sum = 0L;
        foreach (var stripe in stripes)
        {
            sum += Volatile.Read(ref stripe[counter]);
        }

        return sum;
    }
}
