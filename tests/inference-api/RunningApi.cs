using Xunit;

[assembly: AssemblyFixture(typeof(Hitcast.InferenceApi.Tests.RunningApi))]

namespace Hitcast.InferenceApi.Tests;

/// <summary>One service with the published models for all tests that only ask it.</summary>
public sealed class RunningApi : IAsyncLifetime
{
    private ApiServer? server;

    public HttpClient Client => server!.Client;

    internal ApiServer Server => server!;

    public async ValueTask InitializeAsync() => server = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
