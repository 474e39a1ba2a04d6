using Hitcast.InferenceApi.Gemini;
using Hitcast.InferenceApi.Operations;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Gemini;

public sealed class GeminiOptionsTest
{
    [Theory]
    [InlineData("Gemini:BaseAddress=generativelanguage.googleapis.com", "Gemini:BaseAddress must be an origin such as https://generativelanguage.googleapis.com, with no path.")]
    [InlineData("Gemini:BaseAddress=https://example.org/v1", "Gemini:BaseAddress must be an origin such as https://generativelanguage.googleapis.com, with no path.")]
    [InlineData("Gemini:ApiKey=two words", "Gemini:ApiKey must be one word of ASCII characters; leave it out to answer verified questions only.")]
    [InlineData("Gemini:ApiKey=", "Gemini:ApiKey must be one word of ASCII characters; leave it out to answer verified questions only.")]
    [InlineData("Gemini:Model=models/x", "Gemini:Model must be a model's id such as gemini-3.8-flash.")]
    [InlineData("Gemini:Model=gemini-3.5-flash-lite", "Gemini:InputPrice and Gemini:OutputPrice must say what gemini-3.5-flash-lite costs, in USD a million tokens.")]
    [InlineData("Gemini:ThinkingLevel=LOW", "Gemini:ThinkingLevel must be minimal, low, medium or high.")]
    [InlineData("Gemini:TimeoutSeconds=0", "Gemini:TimeoutSeconds must be from 0.1 to 600.")]
    [InlineData("Gemini:RetryDelaySeconds=0", "Gemini:RetryDelaySeconds must be from 0.001 to 60.")]
    [InlineData("Gemini:MaxOutputTokens=1", "Gemini:MaxOutputTokens must be from 256 to 65536.")]
    [InlineData("Gemini:InputPrice=-1", "Gemini:InputPrice must be from 0 to 10000, in USD a million tokens.")]
    [InlineData("Gemini:OutputPrice=-1", "Gemini:OutputPrice must be from 0 to 10000, in USD a million tokens.")]
    [InlineData("Gemini:DailyBudget=-1", "Gemini:DailyBudget must be from 0 to 1000000, in USD.")]
    public async Task A_bad_value_stops_the_host_with_a_sentence(string setting, string sentence)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiServer.StartWithoutModelsAsync(setting));
        Assert.Equal(sentence, Logs.Sentence(failure.Failures.Single()));
    }

    [Theory]
    [InlineData("GEMINI_API_KEY=one", "one")]
    [InlineData("GEMINI_API_KEY=one;Gemini:ApiKey=other", "other")]
    public async Task The_key_may_stand_under_either_name(string settings, string key)
    {
        await using var server = await ApiServer.StartWithoutModelsAsync(settings.Split(';'));
        var options = server.App.Services.GetRequiredService<IOptions<GeminiOptions>>().Value;
        Assert.Equal(key, options.ApiKey);
        Assert.True(options.IsConfigured);
    }
}
