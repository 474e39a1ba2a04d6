using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Hitcast.Worker.Tests.Functions;

/// <summary>Stands before the API and lets so many batches through; the next one waits for ever.</summary>
internal sealed class GateProxy : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int left;

    private GateProxy(HttpClient api, int batches)
    {
        left = batches;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        app = builder.Build();
        app.Run(context => PassAsync(context, api));
    }

    public string Address => app.Urls.Single();

    /// <summary>A batch waits.</summary>
    public Task Held => held.Task;

    public static async Task<GateProxy> StartAsync(HttpClient api, int batches)
    {
        var proxy = new GateProxy(api, batches);
        await proxy.app.StartAsync();
        return proxy;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task PassAsync(HttpContext context, HttpClient api)
    {
        if (HttpMethods.IsPost(context.Request.Method) && Interlocked.Decrement(ref left) < 0)
        {
            held.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path.Value!.TrimStart('/') + context.Request.QueryString);
        if (HttpMethods.IsPost(context.Request.Method))
        {
            request.Content = new StreamContent(context.Request.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }

        using var reply = await api.SendAsync(request, context.RequestAborted);
        context.Response.StatusCode = (int)reply.StatusCode;
        await reply.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
