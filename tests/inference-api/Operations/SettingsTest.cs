using System.Net.Sockets;
using Hitcast.InferenceApi.Operations;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Operations;

public sealed class SettingsTest
{
    [Theory]
    [InlineData("Limits:BodyBytes=1", "Limits:BodyBytes must be from 1024 to 1073741824 (1 GiB).")]
    [InlineData("Limits:TensorRows=0", "Limits:TensorRows must be from 1 to 100000000.")]
    [InlineData("Limits:DrainSeconds=-1", "Limits:DrainSeconds must be from 0 to 300.")]
    [InlineData("Models:Path=https://models.example.com", "Models:Path is \"https://models.example.com\". Only a folder or s3://bucket/prefix can be a model repository.")]
    [InlineData("Models:Path=s3:///models", "Models:Path is \"s3:///models\" and names no bucket. Write s3://bucket/prefix; a bucket's name has 3 letters at least.")]
    [InlineData("Models:ServiceUrl=nowhere", "Models:ServiceUrl is \"nowhere\". Write an address such as https://s3.example.com.")]
    [InlineData("Models:CacheFolder=", "Models:CacheFolder is empty. Name the folder in which the versions of a bucket are kept.")]
    [InlineData("Models:PollSeconds=0", "Models:PollSeconds must be from 0.05 to 60.")]
    [InlineData("RateLimit:RequestsPerSecond=0", "RateLimit:RequestsPerSecond must be from 0.01 to 1000000.")]
    [InlineData("RateLimit:Burst=3", "RateLimit:Burst does nothing without RateLimit:RequestsPerSecond. Set that too.")]
    [InlineData("RateLimit:RequestsPerSecond=100;RateLimit:Burst=3", "RateLimit:Burst must be at least a tenth of RateLimit:RequestsPerSecond.")]
    [InlineData("ApiKeys:0=short", "ApiKeys: the key of 'key 0' must be at least 16 ASCII characters without spaces.")]
    [InlineData("ApiKeys:0:Name=a;ApiKeys:0:Key=with a space in the key", "ApiKeys: the key of 'a' must be at least 16 ASCII characters without spaces.")]
    [InlineData("ApiKeys:0:Name= ;ApiKeys:0:Key=0123456789abcdef", "ApiKeys: an entry has an empty Name. Name who uses the key.")]
    [InlineData(
        "ApiKeys:0:Name=a;ApiKeys:0:Key=0123456789abcdef;ApiKeys:1:Name=a;ApiKeys:1:Key=0123456789abcdeF",
        "ApiKeys: the name 'a' is used 2 times. Give each key its own.")]
    public async Task A_bad_value_stops_the_host_with_a_sentence(string settings, string sentence)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiServer.StartWithoutModelsAsync(settings.Split(';')));
        Assert.Equal(sentence, Logs.Sentence(failure.Failures.Single()));
    }

    [Theory]
    [InlineData("Limits:BodyBytes=many", "Limits:BodyBytes must be a whole number.")]
    [InlineData("RateLimit:RequestsPerSecond=fast", "RateLimit:RequestsPerSecond must be a number.")]
    [InlineData("Logging:Level=Trace", "Logging:Level must be one of Verbose, Debug, Information, Warning, Error, Fatal.")]
    public async Task A_value_that_cannot_be_read_stops_the_host_with_a_sentence(string setting, string sentence)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => ApiServer.StartWithoutModelsAsync(setting));
        Assert.Equal(sentence, UnreadableSetting.Sentence(failure));
    }

    [Fact]
    public async Task The_process_ends_with_code_1() =>
        Assert.Equal(1, await Program.Main(ApiServer.Arguments("Limits:BodyBytes=1")));

    [Fact]
    public async Task A_port_in_use_ends_the_process_with_code_1()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        Assert.Equal(1, await Program.Main(ApiServer.Arguments($"urls=http://{taken.LocalEndpoint}")));
    }
}
