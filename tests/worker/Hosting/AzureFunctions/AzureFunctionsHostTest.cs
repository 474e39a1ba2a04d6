using System.Net;
using System.Text;
using System.Text.Json;
using Hitcast.Worker.Hosting.AzureFunctions;
using Hitcast.Worker.Hosting.Declaration;
using Hitcast.Worker.Tests.Tmdb;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.AzureFunctions;

public sealed class AzureFunctionsHostTest : IAsyncDisposable
{
    private const string Timer = """
        {"Data":{"timer":{"Schedule":{"AdjustForDST":true},"ScheduleStatus":{"Last":"0001-01-01T00:00:00","Next":"2026-11-24T08:30:00+00:00","LastUpdated":"2026-11-24T07:58:12.1+00:00"},"IsPastDue":true}},
         "Metadata":{"sys":{"MethodName":"keep-time"},"RetryContext":{"RetryCount":1,"MaxRetryCount":3,"Exception":null}}}
        """;

    private readonly HostServices services = new();
    private WebApplication? app;

    public async ValueTask DisposeAsync()
    {
        await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
        await services.DisposeAsync();
    }

    [Fact]
    public async Task The_extraction_runs_by_a_timer()
    {
        var time = new ShiftedTime(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero));
        await using var tmdb = await TmdbDouble.StartAsync(30, time);
        await using var worker = new TestWorker(tmdb, time);
        using var client = await StartAsync(worker.Settings, collection =>
        {
            collection.AddSingleton<TimeProvider>(time);
            Program.AddWorker(collection);
        });

        var (status, body) = await PostAsync(client, "extract-movies", Timer);

        Assert.Equal((HttpStatusCode.OK, """{"Outputs":{},"Logs":[],"ReturnValue":null}"""), (status, body));
        Assert.Equal(30, (await worker.LinesAsync()).Count);
    }

    [Fact]
    public async Task A_timers_time_lateness_and_retry_reach_the_function()
    {
        using var client = await StartAsync();

        await PostAsync(client, "keep-time", Timer);

        var call = Assert.Single(services.Recorder.Calls);
        Assert.Equal(new TimerInfo(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero), IsPastDue: true), call.Timer);
        Assert.Equal(("invocation-7", 2), (call.Context.RunId, call.Context.Attempt));
        Assert.InRange(call.Context.Deadline!.Value - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Values_that_are_written_as_text_are_read_too()
    {
        using var client = await StartAsync();

        var (status, _) = await PostAsync(client, "keep-time", """{"Data":{"timer":"{\"ScheduleStatus\":null,\"IsPastDue\":false}"},"Metadata":{}}""");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.False(Assert.Single(services.Recorder.Calls).Timer!.IsPastDue);
    }

    [Fact]
    public async Task A_function_of_the_lake_takes_up_by_its_timer_what_arrived()
    {
        using var client = await StartAsync();
        await services.PutAsync("things/1", "things/2", "others/3");

        await PostAsync(client, "keep-arrival", Timer);
        await PostAsync(client, "keep-arrival", Timer);

        Assert.Equal(["things/1", "things/2"], services.Recorder.Calls.Select(call => call.What));
    }

    [Fact]
    public async Task A_failed_run_is_no_2xx_and_says_the_reason()
    {
        services.Recorder.Failure = _ => "It is broken.";
        using var client = await StartAsync();

        var (status, body) = await PostAsync(client, "keep-time", Timer);

        Assert.Equal((HttpStatusCode.InternalServerError, "It is broken."), (status, JsonElement.Parse(body).GetProperty("detail").GetString()));
    }

    [Theory]
    [InlineData("nothing", Timer, HttpStatusCode.NotFound)]
    [InlineData("keep-time", """{"Data":{}}""", HttpStatusCode.BadRequest)]
    public async Task What_is_no_function_or_no_timer_is_refused(string function, string body, HttpStatusCode expected)
    {
        using var client = await StartAsync();

        Assert.Equal(expected, (await PostAsync(client, function, body)).Status);
        Assert.Empty(services.Recorder.Calls);
    }

    [Fact]
    public async Task It_is_ready_when_it_answers()
    {
        using var client = await StartAsync();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task The_files_for_Azure_say_when_each_function_runs_and_how_it_is_retried()
    {
        var folder = Directory.CreateTempSubdirectory("hitcast-azure-").FullName;

        await AzureFunctionsFolder.WriteAsync(services.Provider.GetRequiredService<FunctionCatalog>(), folder, "hitcast-worker", CancellationToken.None);

        var timer = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "keep-time", "function.json")));
        Assert.Equal("0 30 8 * * MON-FRI", timer.GetProperty("bindings")[0].GetProperty("schedule").GetString());
        Assert.Equal("""{"strategy":"exponentialBackoff","maxRetryCount":3,"minimumInterval":"00:00:01","maximumInterval":"00:01:00"}""", JsonSerializer.Serialize(timer.GetProperty("retry")));
        var arrival = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "keep-arrival", "function.json")));
        Assert.Equal("timerTrigger", arrival.GetProperty("bindings")[0].GetProperty("type").GetString());
        var host = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "host.json")));
        Assert.Equal("hitcast-worker", host.GetProperty("customHandler").GetProperty("description").GetProperty("defaultExecutablePath").GetString());
        Directory.Delete(folder, recursive: true);
    }

    private Task<HttpClient> StartAsync() => StartAsync(services.Settings, collection => services.Add(collection));

    private async Task<HttpClient> StartAsync(Dictionary<string, string?> settings, Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        add(builder.Services);
        app = builder.Build();
        app.MapAzureFunctions();
        await app.StartAsync();
        return new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    private static async Task<(HttpStatusCode Status, string Body)> PostAsync(HttpClient client, string function, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, function) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Azure-Functions-InvocationId", "invocation-7");
        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
