using System.Globalization;
using System.Net;
using Polly.Timeout;
using Refit;

namespace Hitcast.Worker.Tmdb;

/// <summary>Asks TMDB, at its pace; each call either gives a whole reply or says why there is none.</summary>
public sealed class TmdbClient
{
    // The text of code 22 names this limit.
    private const int MostPages = 500;

    private readonly ITmdbApi api;
    private readonly ITmdbExports exports;

    internal TmdbClient(ITmdbApi api, ITmdbExports exports)
    {
        this.api = api;
        this.exports = exports;
    }

    /// <summary>A movie with credits, keywords, release dates and external ids, in one request.</summary>
    /// <exception cref="TmdbException">There is no usable reply; a <see cref="TmdbRefusedException"/> where the token is at fault.</exception>
    public async Task<MovieReply> GetMovieAsync(int id, CancellationToken cancellation)
    {
        var (status, body) = await AskAsync(() => api.GetMovieAsync(id, cancellation), $"movie {id}", cancellation);
        if (status == HttpStatusCode.NotFound && TmdbError.Read(body)?.Code is TmdbError.NotFound or TmdbError.InvalidId)
        {
            return new MovieReply(id, 404, body);
        }

        RequireOk(status, body, $"movie {id}");
        return MovieParts.Missing(body, id) is { } missing ? throw new TmdbException($"The reply for movie {id} has no {missing}.") : new MovieReply(id, 200, body);
    }

    /// <summary>The ids that changed from the start of one day, in UTC, to the end of the next, each once.</summary>
    /// <exception cref="TmdbException">There is no usable reply.</exception>
    public async Task<IReadOnlySet<int>> GetChangedIdsAsync(DateOnly day, CancellationToken cancellation)
    {
        // TMDB does not say whether the end counts: up to the next day, the day is whole either way.
        var (start, end) = (Text(day), Text(day.AddDays(1)));
        var ids = new HashSet<int>();
        for (var page = 1; ; page++)
        {
            var name = $"page {page} of the changes of {start}";
            var (status, body) = await AskAsync(() => api.GetChangesAsync(start, end, page, cancellation), name, cancellation);
            RequireOk(status, body, name);
            var changes = ChangesPage.Read(body) ?? throw new TmdbException($"TMDB's reply for {name} is no list of changes.");
            ids.UnionWith(changes.Results.Select(result => result.Id));
            if (changes.TotalPages > MostPages)
            {
                throw new TmdbException($"The changes of {start} fill {changes.TotalPages} pages, and TMDB gives {MostPages} at most.");
            }

            if (changes.Results.Count == 0 || page >= changes.TotalPages)
            {
                return ids;
            }
        }
    }

    /// <summary>The list of all ids as TMDB made it on a day, gzipped JSON lines; null if there is none.</summary>
    /// <exception cref="TmdbException">There is no usable reply.</exception>
    public async Task<byte[]?> GetExportAsync(DateOnly day, CancellationToken cancellation)
    {
        var date = day.ToString("MM_dd_yyyy", CultureInfo.InvariantCulture);
        var (status, body) = await AskAsync(() => exports.GetMovieIdsAsync(date, cancellation), $"the id export of {Text(day)}", cancellation);
        if (status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return null;
        }

        RequireOk(status, body, $"the id export of {Text(day)}");
        return body;
    }

    private static async Task<(HttpStatusCode Status, byte[] Body)> AskAsync(
        Func<Task<HttpResponseMessage>> ask, string name, CancellationToken cancellation)
    {
        try
        {
            using var response = await ask();
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation));
        }
        catch (ApiRequestException exception) when (exception.InnerException is OperationCanceledException)
        {
            throw new OperationCanceledException(exception.Message, exception, cancellation);
        }
        catch (ApiRequestException exception) when (exception.InnerException is HttpRequestException or HttpIOException or TimeoutRejectedException)
        {
            throw new TmdbException($"TMDB gave no whole reply for {name}: {exception.Message}", exception);
        }
    }

    private static void RequireOk(HttpStatusCode status, byte[] body, string name)
    {
        var error = TmdbError.Read(body);
        if (status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new TmdbRefusedException($"TMDB refuses the token ({(int)status}, code {error?.Code}: {error?.Message}); set Tmdb:Token to a valid API Read Access Token.");
        }

        if (status != HttpStatusCode.OK)
        {
            throw new TmdbException($"TMDB answered {(int)status}, code {error?.Code?.ToString(CultureInfo.InvariantCulture) ?? "none"}, for {name}.");
        }
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
