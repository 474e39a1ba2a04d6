using System.Collections.Concurrent;

namespace Hitcast.Soak;

/// <summary>What became of the requests. Thread safe.</summary>
internal sealed class Counts
{
    private readonly ConcurrentDictionary<string, long> done = new();
    private readonly ConcurrentQueue<string> failures = new();

    public long Total => done.Values.Sum();

    public int Failed => failures.Count;

    /// <summary>The first failures, a line each.</summary>
    public IEnumerable<string> FirstFailures => failures.Take(10);

    public IReadOnlyDictionary<string, long> ByKind => done;

    public void Done(string kind) => done.AddOrUpdate(kind, 1, (_, count) => count + 1);

    public void Fail(string kind, string why)
    {
        Done(kind);
        failures.Enqueue($"{kind}: {why}");
    }
}
