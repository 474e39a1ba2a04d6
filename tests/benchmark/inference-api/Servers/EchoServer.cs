using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Hitcast.InferenceApi.Benchmark.Servers;

/// <summary>Bare Kestrel: reads the whole body, computes nothing, answers JSON as long as a prediction. The least that any server could do.</summary>
internal static class EchoServer
{
    private static readonly byte[] Answer =
        """{"model":"spotify-popularity","version":2,"prediction":57.685051,"lower":44.115723,"upper":71.25438,"level":0.9,"unusual":[]}"""u8.ToArray();

    public static async Task<int> Run(string urls)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(urls);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Run(Echo);
        await app.RunAsync();
        return 0;
    }

    private static async Task Echo(HttpContext context)
    {
        var body = context.Request.BodyReader;
        while (true)
        {
            var read = await body.ReadAsync(context.RequestAborted);
            if (read.IsCompleted)
            {
                body.AdvanceTo(read.Buffer.End);
                break;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Answer.Length;
        await context.Response.BodyWriter.WriteAsync(Answer, context.RequestAborted);
    }
}
