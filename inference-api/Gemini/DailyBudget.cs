using Microsoft.Extensions.Options;

namespace Hitcast.InferenceApi.Gemini;

/// <summary>What may still be spent until midnight UTC; kept in memory, so that a restart begins anew. Thread safe.</summary>
/// <remarks>A call reserves the most that it can cost and gives back what it did not use, so that calls at once cannot overspend together.</remarks>
public sealed class DailyBudget(IOptions<GeminiOptions> options, TimeProvider time)
{
    private readonly Lock gate = new();
    private DateTime day;
    private decimal spent;
    private decimal reserved;

    /// <summary>USD.</summary>
    public decimal Left
    {
        get
        {
            lock (gate)
            {
                Turn();
                return Math.Max(0, options.Value.DailyBudget - spent);
            }
        }
    }

    /// <summary>Since midnight UTC, in USD.</summary>
    public decimal Spent
    {
        get
        {
            lock (gate)
            {
                Turn();
                return spent;
            }
        }
    }

    /// <param name="most">The most that the call can cost, in USD.</param>
    /// <exception cref="GeminiException">Not so much is left.</exception>
    internal void Reserve(decimal most)
    {
        lock (gate)
        {
            var now = Turn();
            if (spent + reserved + most > options.Value.DailyBudget)
            {
                throw new GeminiException(
                    GeminiFailure.BudgetSpent,
                    "Today's budget for Gemini (Gemini:DailyBudget) does not suffice for another call. Until midnight UTC only verified questions are answered.",
                    day.AddDays(1) - now);
            }

            reserved += most;
        }
    }

    /// <summary>The call is over, and cost so much.</summary>
    internal void Settle(decimal most, decimal cost)
    {
        lock (gate)
        {
            Turn();
            reserved -= most;
            spent += cost;
        }
    }

    private DateTime Turn()
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (now.Date != day)
        {
            (day, spent) = (now.Date, 0);
        }

        return now;
    }
}
