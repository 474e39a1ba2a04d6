using Hitcast.InferenceApi.Questions;
using Hitcast.InferenceApi.Questions.Asking;
using Hitcast.InferenceApi.Questions.Planning;
using Hitcast.InferenceApi.Warehouse;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Asking;

public sealed class AnswerCacheTest
{
    private static readonly Freshness State = new(10, null, null, 1, DateTimeOffset.UnixEpoch, null) { Loads = 1 };

    [Fact]
    public void An_equal_question_on_the_same_data_is_answered_from_it_and_says_so()
    {
        using var cache = Cache(1);
        cache.Keep(Ask("top movies", "before"), Outcome("these"));
        var kept = cache.Find(Ask("top movies", "before"), State with { });
        Assert.Equal(("these", true), (kept!.Answer, kept.IsKept));
    }

    [Fact]
    public void Another_question_dialogue_or_state_is_not()
    {
        using var cache = Cache(1);
        cache.Keep(Ask("top movies", "before"), Outcome("these"));
        Assert.Null(cache.Find(Ask("Top movies", "before"), State));
        Assert.Null(cache.Find(Ask("top movies"), State));
        Assert.Null(cache.Find(Ask("top movies", "another"), State));
        Assert.Null(cache.Find(Ask("top movies", "before"), State with { Loads = 2 }));
        Assert.Null(cache.Find(Ask("top movies", "before"), State with { ForecastAt = DateTimeOffset.UnixEpoch }));
    }

    [Fact]
    public void What_was_kept_goes_when_the_warehouse_has_changed()
    {
        using var cache = Cache(1);
        cache.Keep(Ask("a"), Outcome("before"));
        cache.Keep(Ask("b"), Outcome("before"));
        Assert.Equal("before", cache.Find(Ask("a"), State)?.Answer);
        cache.Keep(Ask("a"), Outcome("after") with { Freshness = State with { Loads = 2 } });
        Assert.Null(cache.Find(Ask("b"), State));
        Assert.Equal("after", cache.Find(Ask("a"), State with { Loads = 2 })?.Answer);
    }

    [Fact]
    public void What_may_not_be_kept_is_not_and_no_megabytes_keep_nothing()
    {
        using var cache = Cache(1);
        cache.Keep(Ask("a"), Outcome("no") with { MayBeKept = false });
        Assert.Null(cache.Find(Ask("a"), State));
        using var none = Cache(0);
        none.Keep(Ask("a"), Outcome("yes"));
        Assert.Null(none.Find(Ask("a"), State));
    }

    [Fact]
    public void Rows_larger_than_the_cache_are_not_kept()
    {
        using var cache = Cache(1);
        cache.Keep(Ask("small"), Outcome("small", new string('x', 1000)));
        cache.Keep(Ask("large"), Outcome("large", new string('x', 1 << 20)));
        Assert.NotNull(cache.Find(Ask("small"), State));
        Assert.Null(cache.Find(Ask("large"), State));
    }

    private static AnswerCache Cache(int megabytes) => new(Options.Create(new AskOptions { CacheMegabytes = megabytes }), TimeProvider.System);

    private static AskRequest Ask(string question, params string[] before) => new(question, [.. before.Select(turn => new EarlierTurn(turn, null, ""))]);

    private static AskOutcome Outcome(string answer, string? cell = null) => new()
    {
        Status = AskStatus.Answered,
        Language = "en",
        Answer = answer,
        Freshness = State,
        Data = cell is null ? null : new("SELECT 1", new Table([new("c", ColumnKind.Text)], [[cell]], Truncated: false), [], null, TextOrigin.Verified, []),
    };
}
