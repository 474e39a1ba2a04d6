using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hitcast.Worker.Hosting.Arriving;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Hosting.Scheduling;
using Hitcast.Worker.Hosting.Serving;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.Serving;

/// <summary>What the worker serves of its functions, by a real web host on a free port.</summary>
public sealed class FunctionAddressesTest(TestCluster cluster) : IAsyncLifetime
{
    private const string Replay = "/functions/keep-arrival/replay";
    private readonly HostServices services = new();
    private NpgsqlDataSource database = null!;
    private WebApplication? started;

    public async ValueTask InitializeAsync() => database = NpgsqlDataSource.Create((await cluster.CreateDatabaseAsync(schema: false)).Owner);

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
        {
            await started.StopAsync();
            await started.DisposeAsync();
        }

        await database.DisposeAsync();
        await services.DisposeAsync();
    }

    [Fact]
    public async Task The_list_tells_triggers_next_runs_and_what_is_set_aside()
    {
        await SetAsideAsync("things/1");
        var host = await StartAsync();
        using var client = Client(host);

        var functions = (await client.GetFromJsonAsync<JsonElement>("/functions", TestContext.Current.CancellationToken)).GetProperty("functions").EnumerateArray().ToList();

        Assert.Equal(["keep-arrival", "keep-time"], functions.Select(function => function.GetProperty("name").GetString()));
        Assert.Equal(("arrival in things/", JsonValueKind.Null), (functions[0].GetProperty("trigger").GetString(), functions[0].GetProperty("next_run").ValueKind));
        Assert.Equal(8, functions[1].GetProperty("next_run").GetDateTimeOffset().Hour);
        Assert.Equal(JsonValueKind.Null, functions[1].GetProperty("last").ValueKind);
        var object1 = Assert.Single(functions[0].GetProperty("set_aside").EnumerateArray());
        Assert.Equal(("things/1", 3, "It was broken."), (object1.GetProperty("key").GetString(), object1.GetProperty("attempts").GetInt32(), object1.GetProperty("reason").GetString()));
    }

    [Fact]
    public async Task A_replayed_object_runs_again_and_is_no_longer_set_aside()
    {
        await SetAsideAsync("things/1", "things/2");
        var host = await StartAsync();
        using var client = Client(host);

        using var reply = await client.PostAsJsonAsync(Replay, new { key = "things/1" }, TestContext.Current.CancellationToken);
        var call = Assert.Single(await services.Recorder.WaitForAsync(1));

        Assert.Equal(HttpStatusCode.Accepted, reply.StatusCode);
        Assert.Equal(("things/1", 1), (call.What, call.Context.Attempt));
        var (state, _) = await host.Services.GetRequiredService<ArrivalStore>().ReadAsync(services.Function("keep-arrival"), TestContext.Current.CancellationToken);
        Assert.Equal(["things/2"], state.SetAside.Select(arrival => arrival.Key));
    }

    [Theory]
    [InlineData("/functions/keep-nothing/replay", "There is no function keep-nothing that waits for arrivals.")]
    [InlineData("/functions/keep-time/replay", "There is no function keep-time that waits for arrivals.")]
    [InlineData(Replay, "things/9 is not set aside by keep-arrival: it is done, comes again by itself, or never arrived.")]
    public async Task What_is_not_set_aside_is_not_found(string address, string sentence)
    {
        await SetAsideAsync("things/1");
        var host = await StartAsync();
        using var client = Client(host);

        using var reply = await client.PostAsJsonAsync(address, new { key = "things/9" }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        Assert.Equal(sentence, (await reply.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain")]
    public async Task What_a_page_of_another_origin_can_send_unasked_is_not_taken(string contentType)
    {
        await SetAsideAsync("things/1");
        var host = await StartAsync();
        using var client = Client(host);
        using var body = new StringContent("""{"key":"things/1"}""", Encoding.UTF8, contentType);

        using var reply = await client.PostAsync(new Uri(Replay, UriKind.Relative), body, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.StatusCode);
        Assert.Empty(services.Recorder.Calls);
    }

    [Fact]
    public async Task Where_there_is_a_key_both_addresses_need_it()
    {
        const string key = "a-key-of-some-length";
        await SetAsideAsync("things/1");
        var host = await StartAsync(key);
        using var client = Client(host);

        using var list = await client.GetAsync(new Uri("/functions", UriKind.Relative), TestContext.Current.CancellationToken);
        using var replay = await client.PostAsJsonAsync(Replay, new { key = "things/1" }, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (list.StatusCode, replay.StatusCode));

        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        using var listWithKey = await client.GetAsync(new Uri("/functions", UriKind.Relative), TestContext.Current.CancellationToken);
        using var replayWithKey = await client.PostAsJsonAsync(Replay, new { key = "things/1" }, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Accepted), (listWithKey.StatusCode, replayWithKey.StatusCode));
    }

    /// <summary>As if they had failed three times: the cursor is past them.</summary>
    private Task<string?> SetAsideAsync(params string[] keys)
    {
        var state = new ArrivalState { Cursor = keys[^1], SetAside = [.. keys.Select(key => new FailedArrival(key, 3, TimeProvider.System.GetUtcNow(), "It was broken."))] };
        return services.Lake.ReplaceIfUnchangedAsync("functions/keep-arrival.json", state.ToJson(), null, TestContext.Current.CancellationToken);
    }

    private async Task<WebApplication> StartAsync(string? key = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions());
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(services.Settings) { ["Operations:ApiKey"] = key });
        builder.Logging.ClearProviders();
        services.Add(builder.Services);
        builder.Services.AddOperations();
        builder.Services.AddQuartzHost((FunctionCatalog)builder.Services.Single(service => service.ServiceType == typeof(FunctionCatalog)).ImplementationInstance!);
        var app = builder.Build();
        await app.Services.GetRequiredService<SchedulerDatabase>().OpenAsync(
            (_, _) => Task.FromResult<System.Data.Common.DbDataSource>(database), app.Services, TestContext.Current.CancellationToken);
        app.MapOperations();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return started = app;
    }

    private static HttpClient Client(WebApplication host) => new() { BaseAddress = new Uri(host.Urls.Single()) };
}
