using Hitcast.InferenceApi.Operations;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Status;

public sealed class StatusOptionsTest
{
    [Theory]
    [InlineData("0")]
    [InlineData("61")]
    public async Task A_bad_value_stops_the_host_with_a_sentence(string seconds)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiServer.StartWithoutModelsAsync($"Status:TimeoutSeconds={seconds}"));
        Assert.Equal("Status:TimeoutSeconds must be from 0.05 to 60.", Logs.Sentence(failure.Failures.Single()));
    }
}
