using Hitcast.InferenceApi.Warehouse;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Questions.Asking;

/// <summary>Answers to equal questions on an unchanged warehouse; once it changes, all go. Bounded in memory; what was not asked for longest goes first. Thread safe.</summary>
internal sealed class AnswerCache : IDisposable
{
    /// <summary>About what an answer takes beside its rows, in bytes.</summary>
    private const int Overhead = 4096;

    /// <summary>About what a value takes beside its text, in bytes: as it is, and once more in the chart.</summary>
    private const int Value = 48;

    private readonly MemoryCache? kept;

    private readonly TimeProvider time;

    /// <summary>Of the last answer kept; those before it are asked for no more.</summary>
    private Freshness? newest;

    public AnswerCache(IOptions<AskOptions> options, TimeProvider time)
    {
        this.time = time;
        if (options.Value.CacheMegabytes > 0)
        {
            kept = new(new MemoryCacheOptions { SizeLimit = (long)options.Value.CacheMegabytes << 20, CompactionPercentage = 0.1 });
        }
    }

    public AskOutcome? Find(AskRequest request, Freshness state) =>
        kept is not null && kept.TryGetValue(KeyOf(request, state), out AskOutcome? outcome) ? outcome! with { IsKept = true } : null;

    public void Keep(AskRequest request, AskOutcome outcome)
    {
        if (kept is not null && outcome.MayBeKept)
        {
            if (Interlocked.Exchange(ref newest, outcome.Freshness) is { } before && before != outcome.Freshness)
            {
                kept.Clear();
            }

            using var entry = kept.CreateEntry(KeyOf(request, outcome.Freshness));
            entry.Size = SizeOf(outcome) + Overhead;
            entry.Value = outcome;
        }
    }

    public void Dispose() => kept?.Dispose();

    /// <summary>Also by the day, since "this year" and "upcoming" mean another thing tomorrow.</summary>
    private Key KeyOf(AskRequest request, Freshness state) => new(request, state, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));

    private static long SizeOf(AskOutcome outcome) => outcome.Data is { Table: Table table }
        ? table.Rows.Sum(row => row.Sum(value => Value + (2L * ((value as string)?.Length ?? 0))))
        : 0;

    /// <summary>Equal where question, dialogue, warehouse and day are.</summary>
    private sealed record Key(AskRequest Request, Freshness State, DateOnly Day)
    {
        public bool Equals(Key? other) =>
            other is not null && State == other.State && Day == other.Day && Request.Question == other.Request.Question && Request.Turns.SequenceEqual(other.Request.Turns);

        public override int GetHashCode() => HashCode.Combine(State, Request.Question, Request.Turns.Count);
    }
}
