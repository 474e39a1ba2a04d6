using Hitcast.Worker.Api;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Hitcast.Worker.Tests.Api;

public sealed class SilentApiTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_reply_that_stalls_in_its_body_is_given_up_when_the_time_is_up()
    {
        using var server = new StallingServer("{\"name\":");
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Api:BaseAddress", server.Address), new("Api:TimeoutSeconds", "0.5")]).Build());
        services.AddApi();
        await using var provider = services.BuildServiceProvider();

        var failure = await Assert.ThrowsAsync<ApiException>(() => provider.GetRequiredService<ApiClient>().GetServedVersionAsync("movie-success", CancellationToken.None).WaitAsync(Patience));

        Assert.StartsWith($"The API at {server.Address} gives no whole reply; see that it runs, and Api:BaseAddress.", failure.Message, StringComparison.Ordinal);
    }
}
