using Hitcast.InferenceApi.Warehouse;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Questions.Asking;

/// <summary>Answers to equal questions on an unchanged warehouse. Bounded in memory; what was not asked for longest goes first. Thread safe.</summary>
internal sealed class AnswerCache : IDisposable
{
    /// <summary>About what an answer takes beside its rows, in bytes.</summary>
    private const int Overhead = 4096;

    /// <summary>About what a value takes beside its text, in bytes: as it is, and once more in the chart.</summary>
    private const int Value = 48;

    private readonly MemoryCache? kept;

    public AnswerCache(IOptions<AskOptions> options)
    {
        if (options.Value.CacheMegabytes > 0)
        {
            kept = new(new MemoryCacheOptions { SizeLimit = (long)options.Value.CacheMegabytes << 20, CompactionPercentage = 0.1 });
        }
    }

    public AskOutcome? Find(AskRequest request, Freshness state) =>
        kept is not null && kept.TryGetValue(new Key(request, state), out AskOutcome? outcome) ? outcome! with { IsKept = true } : null;

    public void Keep(AskRequest request, AskOutcome outcome)
    {
        if (kept is not null && outcome.MayBeKept)
        {
            using var entry = kept.CreateEntry(new Key(request, outcome.Freshness));
            entry.Size = SizeOf(outcome) + Overhead;
            entry.Value = outcome;
        }
    }

    public void Dispose() => kept?.Dispose();

    private static long SizeOf(AskOutcome outcome) => outcome.Data is { Table: Table table }
        ? table.Rows.Sum(row => row.Sum(value => Value + (2L * ((value as string)?.Length ?? 0))))
        : 0;

    /// <summary>Equal where question, dialogue and warehouse are.</summary>
    private sealed record Key(AskRequest Request, Freshness State)
    {
        public bool Equals(Key? other) =>
            other is not null && State == other.State && Request.Question == other.Request.Question && Request.Turns.SequenceEqual(other.Request.Turns);

        public override int GetHashCode() => HashCode.Combine(State, Request.Question, Request.Turns.Count);
    }
}
