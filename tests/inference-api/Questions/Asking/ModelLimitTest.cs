using Hitcast.InferenceApi.Questions;
using Hitcast.InferenceApi.Questions.Asking;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Asking;

public sealed class ModelLimitTest
{
    [Fact]
    public void One_callers_excess_is_refused_with_when_to_come_back_and_does_not_hinder_another()
    {
        using var limit = new ModelLimit(Options.Create(new AskOptions { ModelQuestionsPerMinute = 2 }));
        limit.Take("one");
        limit.Take("one");
        var refused = Assert.Throws<ModelLimitException>(() => limit.Take("one"));
        Assert.InRange(refused.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.Equal(429, Trouble.Of(refused)!.Status);
        limit.Take("another");
    }
}
