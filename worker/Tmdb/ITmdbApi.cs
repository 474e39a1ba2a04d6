using Refit;

namespace Hitcast.Worker.Tmdb;

/// <summary>The two addresses of TMDB's API that we ask.</summary>
internal interface ITmdbApi
{
    [Get("/3/movie/{id}?append_to_response=credits,keywords,release_dates,external_ids")]
    Task<HttpResponseMessage> GetMovieAsync(int id, CancellationToken cancellation);

    /// <param name="startDate">As yyyy-MM-dd.</param>
    /// <param name="endDate">As yyyy-MM-dd.</param>
    [Get("/3/movie/changes")]
    Task<HttpResponseMessage> GetChangesAsync(
        [AliasAs("start_date")] string startDate, [AliasAs("end_date")] string endDate, int page, CancellationToken cancellation);
}
