using Microsoft.Net.Http.Headers;

namespace Hitcast.InferenceApi.Questions.Replies;

/// <summary>What a caller likes best of what there is, by its <c>Accept</c> (RFC 9110, 12.5.1).</summary>
internal static class MediaChoice
{
    /// <param name="offered">Content types, the usual one first: it is given to who likes all alike, or none.</param>
    public static string Of(HttpRequest request, params ReadOnlySpan<string> offered)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var (best, quality, place) = (offered[0], 0.0, int.MaxValue);
        foreach (var type in offered)
        {
            // The most precise range speaks for a type: "image/*, image/svg+xml;q=0" wants no SVG.
            var (range, at) = accepted.Select((range, at) => (range, at)).Where(one => MediaTypeHeaderValue.Parse(type).IsSubsetOf(one.range))
                .OrderByDescending(one => Precision(one.range)).FirstOrDefault();
            var liked = range is null ? 0 : range.Quality ?? 1;
            if (liked > quality || (liked == quality && liked > 0 && at < place))
            {
                (best, quality, place) = (type, liked, at);
            }
        }

        return best;
    }

    private static int Precision(MediaTypeHeaderValue range) => range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2;
}
