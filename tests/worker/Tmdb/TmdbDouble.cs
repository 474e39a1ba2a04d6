using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Hitcast.Worker.Tests.Tmdb;

/// <summary>TMDB as far as we ask it, on a port of this machine: a catalogue, days that pass, and every fault that a test wants.</summary>
internal sealed partial class TmdbDouble : IAsyncDisposable
{
    public const string Token = "made-up-token";

    private readonly WebApplication app;
    private readonly TimeProvider time;
    private readonly ConcurrentDictionary<int, ConcurrentQueue<Fault>> faults = new();
    private readonly ConcurrentDictionary<int, Fault> always = new();
    private readonly ConcurrentQueue<DateTimeOffset> starts = new();
    private readonly Queue<DateTimeOffset> lastSecond = new();
    private readonly ConcurrentQueue<int> asked = new();
    private readonly ConcurrentDictionary<int, DateTimeOffset> listed = new();
    private readonly ConcurrentDictionary<string, int> times = new();
    private int underWay;

    private TmdbDouble(Catalogue catalogue, TimeProvider time)
    {
        (Catalogue, this.time) = (catalogue, time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1));
        app = builder.Build();
        app.MapGet("/3/movie/changes", (string start_date, string end_date, int page, HttpContext context) => ListAsync(context, () => Changes(start_date, end_date, page)));
        app.MapGet("/3/movie/{id:int}", MovieAsync);
        app.MapGet("/p/exports/{file}", (string file, HttpContext context) => ListAsync(context, () => Export(file)));
    }

    public Catalogue Catalogue { get; }

    public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Requests a second that are answered; what goes beyond gets 429.</summary>
    public int Limit { get; set; } = int.MaxValue;

    public int PageSize { get; set; } = 100;

    /// <summary>The end of a range of changes does not count.</summary>
    public bool EndExclusive { get; set; }

    /// <summary>How much of the ids an export lists.</summary>
    public double ExportShare { get; set; } = 1;

    /// <summary>Set, it answers no movie until it is released.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Runs when a movie is asked for, before the reply.</summary>
    public Action<int>? OnMovie { get; set; }

    /// <summary>Faults by what is asked for and for which time, from 1: an address such as <c>/3/movie/7</c>. Called for many at once.</summary>
    public Func<string, int, Fault?>? Faults { get; set; }

    /// <summary>Each id that an export or a list of changes told of, and when last.</summary>
    public IReadOnlyDictionary<int, DateTimeOffset> Listed => listed;

    public TimeSpan Latency { get; set; }

    public int Refused429 { get; private set; }

    public int MostUnderWay { get; private set; }

    /// <summary>The ids of movies, in the order they were asked for, retries included.</summary>
    public IReadOnlyCollection<int> Asked => asked;

    /// <summary>When requests for movies came.</summary>
    public IReadOnlyCollection<DateTimeOffset> Starts => starts;

    public static async Task<TmdbDouble> StartAsync(int movies, TimeProvider time)
    {
        var started = new TmdbDouble(new Catalogue(movies), time);
        await started.app.StartAsync();
        return started;
    }

    /// <summary>Answers the next requests for a movie with faults, and then the movie.</summary>
    public void Fail(int id, params Fault[] first) => faults[id] = new(first);

    public void FailAlways(int id, Fault fault) => always[id] = fault;

    public void Heal() => always.Clear();

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task<IResult> MovieAsync(int id, HttpContext context)
    {
        asked.Enqueue(id);
        MostUnderWay = Math.Max(MostUnderWay, Interlocked.Increment(ref underWay));
        try
        {
            OnMovie?.Invoke(id);
            if (Gate is { } gate)
            {
                await gate.Task.WaitAsync(context.RequestAborted);
            }

            await Task.Delay(Latency, context.RequestAborted);
            return context.Request.Headers.Authorization != $"Bearer {Token}" ? Error(401, 7, "Invalid API key: You must be granted a valid key.")
                : IsOverLimit() ? TooMany(context)
                : (NextFault(id) ?? FaultOf(context)) is { } fault ? await FailAsync(id, fault, context)
                : !Catalogue.Has(id) ? Error(404, 34, "The resource you requested could not be found.")
                : Json(Catalogue.Movie(id));
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    private bool IsOverLimit()
    {
        lock (starts)
        {
            var now = time.GetUtcNow();
            while (lastSecond.TryPeek(out var start) && start <= now.AddSeconds(-1))
            {
                lastSecond.Dequeue();
            }

            starts.Enqueue(now);
            lastSecond.Enqueue(now);
            return lastSecond.Count > Limit;
        }
    }

    /// <summary>Passed on as they are told.</summary>
    private int[] List(IEnumerable<int> ids)
    {
        var told = ids.ToArray();
        foreach (var id in told)
        {
            listed[id] = time.GetUtcNow();
        }

        return told;
    }

    private IResult Changes(string start_date, string end_date, int page)
    {
        var (start, end) = (DateOnly.Parse(start_date, CultureInfo.InvariantCulture), DateOnly.Parse(end_date, CultureInfo.InvariantCulture));
        if (end.DayNumber - start.DayNumber > 14)
        {
            return Error(422, 20, "Invalid date range: Should be a range no longer than 14 days.");
        }

        var days = Enumerable.Range(0, end.DayNumber - start.DayNumber + (EndExclusive ? 0 : 1)).Select(start.AddDays);
        var ids = days.SelectMany(Catalogue.ChangedOn).ToArray();
        var pages = (ids.Length + PageSize - 1) / PageSize;
        // A page repeats the last id of the one before, as pages do that shift while they are read.
        var results = List(ids.Take(page * PageSize).Skip(Math.Max(0, ((page - 1) * PageSize) - 1)))
            .Select(id => $$"""{"id":{{id}},"adult":{{(id % 3 == 0 ? "null" : "false")}}}""");
        return Json($$"""{"results":[{{string.Join(',', page <= pages ? results : [])}}],"page":{{page}},"total_pages":{{pages}},"total_results":{{ids.Length}}}""");
    }

    private IResult Export(string file)
    {
        var now = time.GetUtcNow();
        if (!DateTimeOffset.TryParseExact(file, "'movie_ids_'MM'_'dd'_'yyyy'.json.gz'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
            || day.AddHours(8) > now || day.AddDays(90) < now)
        {
            return Results.StatusCode(403);
        }

        var ids = Catalogue.Ids.ToArray();
        using var content = new MemoryStream();
        using (var lines = new StreamWriter(new GZipStream(content, CompressionLevel.Fastest)))
        {
            foreach (var id in List(ids.Take((int)(ids.Length * ExportShare))))
            {
                lines.Write(string.Create(CultureInfo.InvariantCulture, $$"""{"adult":false,"id":{{id}},"original_title":"Movie {{id}}","popularity":{{Catalogue.PopularityOf(id)}},"video":false}"""));
                lines.Write('\n');
            }
        }

        return Results.Bytes(content.ToArray(), "application/gzip");
    }
}
