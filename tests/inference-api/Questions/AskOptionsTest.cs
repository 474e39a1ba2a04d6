using Hitcast.InferenceApi.Operations;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions;

public sealed class AskOptionsTest
{
    [Theory]
    [InlineData("Questions:MaximumCharacters=2001", "Questions:MaximumCharacters must be from 20 to 2000.")]
    [InlineData("Questions:BodyKilobytes=1", "Questions:BodyKilobytes must be from 4 to 4096.")]
    [InlineData("Questions:CacheMegabytes=-1", "Questions:CacheMegabytes must be from 0 to 4096.")]
    [InlineData("Questions:FreshnessSeconds=3601", "Questions:FreshnessSeconds must be from 0 to 3600.")]
    [InlineData("Questions:ModelQuestionsPerMinute=0", "Questions:ModelQuestionsPerMinute must be from 1 to 10000.")]
    public async Task A_bad_value_stops_the_host_with_a_sentence(string setting, string sentence)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiServer.StartWithoutModelsAsync(setting));
        Assert.Equal(sentence, Logs.Sentence(failure.Failures.Single()));
    }
}
