using System.Net.Sockets;
using Hitcast.InferenceApi.Operations;
using Microsoft.Extensions.Options;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Operations;

public sealed class SettingsTest
{
    [Theory]
    [InlineData("Limits:BodyBytes=1", "Limits:BodyBytes must be from 1024 to 1073741824 (1 GiB).")]
    [InlineData("Limits:DrainSeconds=-1", "Limits:DrainSeconds must be from 0 to 300.")]
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
