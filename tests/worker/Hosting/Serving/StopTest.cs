using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Scheduling;
using Hitcast.Worker.Hosting.Serving;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.Serving;

/// <summary>A worker that is told to stop while somebody has a request open.</summary>
public sealed class StopTest(TestCluster cluster) : IAsyncLifetime
{
    private const string Key = "a-key-of-some-length";

    private readonly HostServices services = new();
    private NpgsqlDataSource database = null!;

    public async ValueTask InitializeAsync() => database = NpgsqlDataSource.Create((await cluster.CreateDatabaseAsync(schema: false)).Owner);

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await services.DisposeAsync();
    }

    [Fact]
    public async Task The_schedulers_stream_of_events_does_not_hold_it_up()
    {
        await using var host = await StartAsync();
        using var client = Client(host);
        using var events = await client.GetAsync(new Uri("/quartz-api/schedulers/hitcast/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        events.EnsureSuccessStatusCode();

        await host.StopAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task No_function_begins_while_a_request_is_answered_that_takes_long()
    {
        await using var host = await StartAsync();
        using var client = Client(host);
        await services.Recorder.WaitForAsync(1);
        var request = client.GetAsync(new Uri("/long", UriKind.Relative), TestContext.Current.CancellationToken);
        await Task.Delay(500, TestContext.Current.CancellationToken);

        var stopped = host.StopAsync(TestContext.Current.CancellationToken);
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        var begun = services.Recorder.Calls.Count;
        using var reply = await request;
        await stopped;

        reply.EnsureSuccessStatusCode();
        Assert.Equal(begun, services.Recorder.Calls.Count);
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions());
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(services.Settings) { ["Operations:ApiKey"] = Key });
        builder.Logging.ClearProviders();
        services.Add(builder.Services, typeof(EverySecond));
        builder.Services.AddOperations();
        builder.Services.AddQuartzHost((FunctionCatalog)builder.Services.Single(service => service.ServiceType == typeof(FunctionCatalog)).ImplementationInstance!);
        var app = builder.Build();
        await app.Services.GetRequiredService<SchedulerDatabase>().OpenAsync((_, _) => Task.FromResult<System.Data.Common.DbDataSource>(database), app.Services, CancellationToken.None);
        app.MapOperations();
        app.MapGet("/long", () => Task.Delay(TimeSpan.FromSeconds(5)));
        await app.StartAsync();
        return app;
    }

    private static HttpClient Client(WebApplication host) => new() { BaseAddress = new Uri(host.Urls.Single()), DefaultRequestHeaders = { { "X-Api-Key", Key } } };
}
