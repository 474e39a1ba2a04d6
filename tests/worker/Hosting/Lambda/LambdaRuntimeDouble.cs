using System.Threading.Channels;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Logging;

namespace Hitcast.Worker.Tests.Hosting.Lambda;

/// <summary>The Runtime API of AWS Lambda on a port of this machine.</summary>
internal sealed class LambdaRuntimeDouble : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Channel<string> events = Channel.CreateUnbounded<string>();
    private readonly Channel<LambdaReply> replies = Channel.CreateUnbounded<LambdaReply>();
    private int requests;

    private LambdaRuntimeDouble()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/2018-06-01/runtime/invocation/next", (Delegate)NextAsync);
        app.MapPost("/2018-06-01/runtime/invocation/{id}/{kind}", TakeReplyAsync);
        app.MapPost("/2018-06-01/runtime/init/error", (Delegate)((HttpContext context) => TakeReplyAsync("", "init", context)));
    }

    /// <summary>Host and port.</summary>
    public string Endpoint => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()["http://".Length..];

    public DateTimeOffset Deadline { get; set; } = TimeProvider.System.GetUtcNow().AddMinutes(1);

    public static async Task<LambdaRuntimeDouble> StartAsync()
    {
        var started = new LambdaRuntimeDouble();
        await started.app.StartAsync();
        return started;
    }

    public void Send(string lambdaEvent) => Xunit.Assert.True(events.Writer.TryWrite(lambdaEvent));

    public async Task<LambdaReply> ReplyAsync() => await replies.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task<IResult> NextAsync(HttpContext context)
    {
        var lambdaEvent = await events.Reader.ReadAsync(context.RequestAborted);
        context.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = $"request-{++requests}";
        context.Response.Headers["Lambda-Runtime-Deadline-Ms"] = $"{Deadline.ToUnixTimeMilliseconds()}";
        return Results.Text(lambdaEvent, "application/json");
    }

    private async Task<IResult> TakeReplyAsync(string id, string kind, HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        await replies.Writer.WriteAsync(new LambdaReply(id, kind, await reader.ReadToEndAsync(), context.Request.Headers["Lambda-Runtime-Function-Error-Type"]));
        return Results.StatusCode(202);
    }
}

/// <param name="Kind">"response", "error" or "init".</param>
internal sealed record LambdaReply(string RequestId, string Kind, string Body, string? ErrorType);
