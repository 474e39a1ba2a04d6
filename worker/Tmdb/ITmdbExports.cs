using Refit;

namespace Hitcast.Worker.Tmdb;

/// <summary>TMDB's daily lists of ids, which need no token.</summary>
internal interface ITmdbExports
{
    /// <param name="date">As MM_dd_yyyy.</param>
    [Get("/p/exports/movie_ids_{date}.json.gz")]
    Task<HttpResponseMessage> GetMovieIdsAsync(string date, CancellationToken cancellation);
}
