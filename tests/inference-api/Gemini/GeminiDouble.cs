using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Hitcast.InferenceApi.Tests.Gemini;

/// <summary>Gemini's address on a port of this machine: answers each call with the next reply that a test has written, and keeps what it was sent.</summary>
internal sealed class GeminiDouble : IAsyncDisposable
{
    public const string Key = "made-up-key-4711";

    private readonly WebApplication app;
    private readonly ConcurrentQueue<ScriptedReply> script;
    private readonly ConcurrentQueue<SentCall> calls = new();

    private GeminiDouble(IEnumerable<ScriptedReply> replies)
    {
        script = new(replies);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    /// <summary>In the order they came, attempts that failed included.</summary>
    public IReadOnlyList<SentCall> Calls => [.. calls];

    /// <summary>The settings that lead here.</summary>
    public string[] Settings =>
    [
        $"Gemini:BaseAddress={app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()}",
        $"Gemini:ApiKey={Key}",
        "Gemini:RetryDelaySeconds=0.001",
    ];

    public static async Task<GeminiDouble> StartAsync(params ScriptedReply[] replies)
    {
        var started = new GeminiDouble(replies);
        await started.app.StartAsync();
        return started;
    }

    public void Then(params ScriptedReply[] replies)
    {
        foreach (var reply in replies)
        {
            script.Enqueue(reply);
        }
    }

    public async ValueTask DisposeAsync()
    {
        // What is being kept silent about would be waited for.
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        calls.Enqueue(new(context.Request.Path + context.Request.QueryString, context.Request.Headers["x-goog-api-key"].ToString(), body.RootElement.Clone()));
        await (script.TryDequeue(out var reply) ? reply : Replies.Error(501, "UNIMPLEMENTED"))(context);
    }
}

/// <summary>Writes one reply.</summary>
internal delegate Task ScriptedReply(HttpContext context);

/// <param name="Address">Path and query.</param>
internal sealed record SentCall(string Address, string Key, JsonElement Body)
{
    /// <summary>All text of the dialogue, without the instruction.</summary>
    public string Dialogue => string.Join("\n", Body.GetProperty("contents").EnumerateArray()
        .SelectMany(content => content.GetProperty("parts").EnumerateArray())
        .Select(part => part.TryGetProperty("text", out var text) ? text.GetString() : part.GetRawText()));
}
