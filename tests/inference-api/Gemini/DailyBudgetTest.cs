using Hitcast.InferenceApi.Gemini;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Gemini;

public sealed class DailyBudgetTest
{
    private readonly SetTime time = new(new(2026, 11, 24, 22, 30, 0, TimeSpan.Zero));
    private readonly DailyBudget budget;

    public DailyBudgetTest() => budget = new(Options.Create(new GeminiOptions { DailyBudget = 1 }), time);

    [Fact]
    public void What_is_used_up_comes_back_at_midnight_UTC()
    {
        budget.Reserve(0.6m);
        budget.Settle(0.6m, 0.5m);
        Assert.Equal(0.5m, budget.Left);
        var failure = Assert.Throws<GeminiException>(() => budget.Reserve(0.6m));
        Assert.Equal((GeminiFailure.BudgetSpent, 429, TimeSpan.FromMinutes(90)), (failure.Failure, failure.Status, failure.RetryAfter));
        Assert.Equal(
            "Today's budget for Gemini (Gemini:DailyBudget) does not suffice for another call. Until midnight UTC only verified questions are answered.", failure.Message);

        time.Now = time.Now.AddMinutes(90);
        budget.Reserve(0.6m);
        Assert.Equal(1, budget.Left);
    }

    [Fact]
    public void Calls_at_once_cannot_overspend_together()
    {
        budget.Reserve(0.6m);
        Assert.Throws<GeminiException>(() => budget.Reserve(0.6m));
        budget.Settle(0.6m, 0.1m);
        budget.Reserve(0.6m);
    }

    private sealed class SetTime(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
