using System.Text.Json;
using Hitcast.Worker.Hosting.Lambda;
using Hitcast.Worker.Tests.Tmdb;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.Lambda;

public sealed class LambdaHostTest : IAsyncLifetime
{
    private const string Schedule = """{"version":"0","source":"aws.events","detail-type":"Scheduled Event","time":"2026-11-24T08:30:00Z","resources":["arn:aws:events:eu-central-1:123456789012:rule/hitcast-RULE"],"detail":{}}""";

    private HostServices services = new();
    private LambdaRuntimeDouble runtime = null!;

    public async ValueTask InitializeAsync() => runtime = await LambdaRuntimeDouble.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await runtime.DisposeAsync();
    }

    [Fact]
    public async Task The_extraction_runs_on_a_schedule()
    {
        var time = new ShiftedTime(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero));
        await using var tmdb = await TmdbDouble.StartAsync(30, time);
        await using var worker = new TestWorker(tmdb, time);
        runtime.Deadline = time.GetUtcNow().AddMinutes(15);

        var reply = await HandleAsync(Schedule.Replace("RULE", "extract-movies", StringComparison.Ordinal), worker.Services);

        Assert.Equal(("response", "{}"), (reply.Kind, reply.Body));
        Assert.Equal(30, (await worker.LinesAsync()).Count);
    }

    [Fact]
    public async Task A_schedule_runs_the_function_that_its_rule_is_named_after_with_the_deadline_of_AWS()
    {
        await HandleAsync(Schedule.Replace("RULE", "keep-time", StringComparison.Ordinal));

        var call = Assert.Single(services.Recorder.Calls);
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero), call.Timer!.ScheduledAt);
        Assert.Equal("request-1", call.Context.RunId);
        Assert.Equal(runtime.Deadline.ToUnixTimeMilliseconds() - 2000, call.Context.Deadline!.Value.ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task A_rule_that_names_no_function_is_an_error()
    {
        var reply = await HandleAsync(Schedule.Replace("RULE", "nothing", StringComparison.Ordinal));

        Assert.Equal(("error", "Function.InvalidArgumentException"), (reply.Kind, reply.ErrorType));
        Assert.Equal(
            "The rule hitcast-nothing names no function: let its name end with one of keep-arrival, keep-time.",
            JsonElement.Parse(reply.Body).GetProperty("errorMessage").GetString());
    }

    [Fact]
    public async Task An_arrival_from_S3_runs_its_function_with_the_key_decoded_and_the_prefix_of_the_lake_taken_off()
    {
        services = new HostServices("s3://hitcast-lake/prod");

        var reply = await HandleAsync(S3("hitcast-lake", "prod/things/a+b%3Dc.gz"));

        Assert.Equal(("response", "{}"), (reply.Kind, reply.Body));
        Assert.Equal("things/a b=c.gz", Assert.Single(services.Recorder.Calls).What);
    }

    [Theory]
    [InlineData("another-bucket", "prod/things/a")]
    [InlineData("hitcast-lake", "things/a")]
    [InlineData("hitcast-lake", "prod/others/a")]
    public async Task What_is_not_the_lakes_or_no_functions_is_passed_over(string bucket, string key)
    {
        services = new HostServices("s3://hitcast-lake/prod");

        var reply = await HandleAsync(S3(bucket, key));

        Assert.Equal("response", reply.Kind);
        Assert.Empty(services.Recorder.Calls);
    }

    [Fact]
    public async Task An_arrival_from_EventBridge_runs_its_function_with_the_key_as_it_is()
    {
        await HandleAsync("""{"source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":"b"},"object":{"key":"things/a+b:c"}}}""");

        Assert.Equal("things/a+b:c", Assert.Single(services.Recorder.Calls).What);
    }

    [Fact]
    public async Task Of_a_queue_only_the_messages_that_failed_come_again()
    {
        services.Recorder.Failure = call => call.What == "things/2" ? "broken" : null;
        var messages = new[]
        {
            Message("m1", S3("b", "things/1")), Message("m2", S3("b", "things/2")), Message("m3", """{"Event":"s3:TestEvent","Bucket":"b"}"""),
            Message("m4", JsonSerializer.Serialize(new { Type = "Notification", Message = S3("b", "things/4") })), Message("m5", "not JSON"),
        };

        var reply = await HandleAsync(JsonSerializer.Serialize(new { Records = messages }));

        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m2"},{"itemIdentifier":"m5"}]}""", reply.Body);
        Assert.Equal(["things/1", "things/2", "things/4"], services.Recorder.Calls.Select(call => call.What));
    }

    [Fact]
    public async Task One_can_ask_for_a_function_with_arguments()
    {
        var reply = await HandleAsync("""{"function":"keep-time","arguments":{"note":"n","count":3}}""");

        Assert.Equal("""{"summary":"Kept n3."}""", reply.Body);
    }

    [Fact]
    public async Task A_failed_run_is_reported_and_the_next_event_is_taken()
    {
        services.Recorder.Failure = call => call.What == "things/1" ? "It is broken." : null;

        var failed = await HandleAsync(S3("b", "things/1"));
        var next = await HandleAsync(S3("b", "things/2"));

        Assert.Equal("error", failed.Kind);
        Assert.Equal("It is broken.", JsonElement.Parse(failed.Body).GetProperty("errorMessage").GetString());
        Assert.Equal("response", next.Kind);
    }

    private async Task<LambdaReply> HandleAsync(string lambdaEvent, IServiceProvider? provider = null)
    {
        using var api = new LambdaRuntimeApi(runtime.Endpoint);
        var host = ActivatorUtilities.CreateInstance<LambdaHost>(provider ?? services.Provider, api);
        runtime.Send(lambdaEvent);
        await host.RunNextAsync(CancellationToken.None);
        return await runtime.ReplyAsync();
    }

    private static string S3(string bucket, string key) => JsonSerializer.Serialize(new
    {
        Records = new[] { new { eventVersion = "2.5", eventSource = "aws:s3", eventName = "ObjectCreated:Put", s3 = new { bucket = new { name = bucket }, @object = new { key } } } },
    });

    private static object Message(string messageId, string body) => new { messageId, body, eventSource = "aws:sqs" };
}
