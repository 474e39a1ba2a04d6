using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hitcast.Worker.Benchmark;

/// <summary>TMDB's addresses, answered with the sample's movies under any number; strict about its limit.</summary>
internal sealed class TmdbEndpoint : IAsyncDisposable
{
    /// <summary>Requests for movies that are answered in any second.</summary>
    public const int Limit = 40;

    private readonly WebApplication app;
    private readonly byte[] export;
    private readonly List<JsonNode> movies = [.. Catalogue.ReadSample().Select(Whole)];
    private readonly Queue<long> inLastSecond = new();
    private readonly Lock counting = new();
    private long first;
    private long last;

    private TmdbEndpoint(int ids)
    {
        export = Export(ids);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapGet("/3/movie/{id:int}", Movie);
        app.MapGet("/p/exports/{file}", () => Results.Bytes(export, "application/gzip"));
    }

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public int Answered { get; private set; }

    public int Refused { get; private set; }

    /// <summary>From the first request for a movie to the last.</summary>
    public double Seconds => Stopwatch.GetElapsedTime(first, last).TotalSeconds;

    public static async Task<TmdbEndpoint> StartAsync(int ids)
    {
        var endpoint = new TmdbEndpoint(ids);
        await endpoint.app.StartAsync();
        return endpoint;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private IResult Movie(int id, HttpContext context)
    {
        string json;
        lock (counting)
        {
            last = Stopwatch.GetTimestamp();
            first = first == 0 ? last : first;
            while (inLastSecond.TryPeek(out var oldest) && Stopwatch.GetElapsedTime(oldest, last) >= TimeSpan.FromSeconds(1))
            {
                inLastSecond.Dequeue();
            }

            if (inLastSecond.Count >= Limit)
            {
                Refused++;
                context.Response.Headers.RetryAfter = "1";
                return Results.Text("""{"success":false,"status_code":25,"status_message":"Your request count is over the allowed limit."}""", "application/json", statusCode: 429);
            }

            inLastSecond.Enqueue(last);
            Answered++;
            var movie = movies[id % movies.Count];
            movie["id"] = id;
            json = movie.ToJsonString();
        }

        return Results.Text(json, "application/json");
    }

    /// <summary>With all parts that are asked for: the sample leaves out empty ones.</summary>
    private static JsonNode Whole(JsonNode line)
    {
        var movie = line["body"]!.DeepClone().AsObject();
        movie.TryAdd("release_dates", new JsonObject { ["results"] = new JsonArray() });
        movie.TryAdd("keywords", new JsonObject { ["keywords"] = new JsonArray() });
        movie.TryAdd("credits", new JsonObject { ["cast"] = new JsonArray(), ["crew"] = new JsonArray() });
        movie.TryAdd("external_ids", new JsonObject());
        return movie;
    }

    private static byte[] Export(int ids)
    {
        using var content = new MemoryStream();
        using (var lines = new StreamWriter(new GZipStream(content, CompressionLevel.Fastest), Encoding.UTF8))
        {
            for (var id = 1; id <= ids; id++)
            {
                lines.Write(string.Create(CultureInfo.InvariantCulture, $$"""{"adult":false,"id":{{id}},"original_title":"Movie {{id}}","popularity":{{id * 7919L % 10007 / 10.0}},"video":false}"""));
                lines.Write('\n');
            }
        }

        return content.ToArray();
    }
}
