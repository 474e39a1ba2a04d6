using System.Text.Json;

namespace Hitcast.Worker.Warehouse;

/// <summary>TMDB's reply about one movie, read into staged rows.</summary>
internal static class MovieReply
{
    private const long MostDollars = 100_000_000_000;
    private const int MostMinutes = 100_000;
    private const int CastInHistory = 20;

    /// <summary>All that a reply has been seen to hold, so that a field which comes anew is noticed.</summary>
    private static readonly HashSet<string> Known =
    [
        "adult", "alternative_titles", "backdrop_path", "belongs_to_collection", "budget", "credits", "external_ids", "genres", "homepage", "id", "imdb_id", "keywords",
        "origin_country", "original_language", "original_title", "overview", "popularity", "poster_path", "production_companies", "production_countries", "release_date",
        "release_dates", "revenue", "runtime", "softcore", "spoken_languages", "status", "tagline", "title", "video", "vote_average", "vote_count",
    ];

    public static void Stage(StagedObject staged, DateTimeOffset fetchedAt, JsonElement body)
    {
        var reply = new ReplyReader(body, staged);
        foreach (var property in body.EnumerateObject().Where(property => !Known.Contains(property.Name)))
        {
            staged.ReportOnce(property.Name, "a field not met before; it is passed over");
        }

        var state = MovieFacts.Read(reply);
        StageMovie(staged, fetchedAt, reply, state);
        StageHistory(staged, fetchedAt, reply, state);
    }

    /// <summary>A tombstone.</summary>
    public static void StageGone(StagedObject staged, DateTimeOffset fetchedAt)
    {
        staged.Movies.Row().Int(staged.MovieId).Time(fetchedAt).Int(staged.LoadId).Bool(true).Int(staged.Line).Unknown();
        staged.History.Row().Int(staged.MovieId).Time(fetchedAt).Int(staged.LoadId).Bool(true).Int(staged.Line).Unknown();
    }

    private static void StageMovie(StagedObject staged, DateTimeOffset fetchedAt, ReplyReader reply, MovieFacts facts)
    {
        var ids = reply.Part("external_ids");
        var collection = reply.Part("belongs_to_collection");
        var collectionName = collection?.Name("name");
        staged.Movies.Row().Int(staged.MovieId).Time(fetchedAt).Int(staged.LoadId).Bool(false).Int(staged.Line)
            .Text(facts.Title).Text(reply.Name("original_title")).Text(facts.OriginalLanguage).Texts(reply.Texts("origin_country")).Date(facts.ReleaseDate).Text(facts.Status)
            .Bool(reply.Flag("adult")).Bool(reply.Flag("video")).Long(facts.Budget).Long(facts.Revenue).Int(facts.Runtime)
            .Double(reply.Number("popularity", double.MaxValue)).Double(reply.Number("vote_average", 10)).Int(reply.Int("vote_count"))
            .Text(reply.Text("overview")).Text(reply.Text("tagline")).Text(reply.Text("homepage")).Text(reply.Text("poster_path")).Text(reply.Text("backdrop_path"))
            .Long(collectionName is null ? null : collection?.Int("id") ?? NumberOf.Name(collectionName)).Text(collectionName)
            .Text(reply.Text("imdb_id") ?? ids?.Text("imdb_id")).Text(ids?.Text("wikidata_id")).Text(ids?.Text("facebook_id"))
            .Text(ids?.Text("instagram_id")).Text(ids?.Text("twitter_id"))
            .Bool(reply.Part("keywords") is not null).Bool(reply.Part("credits") is not null).Bool(reply.Part("release_dates") is not null);
    }

    private static void StageHistory(StagedObject staged, DateTimeOffset fetchedAt, ReplyReader reply, MovieFacts facts)
    {
        var genres = MovieTies.Genres(staged, reply);
        var keywords = MovieTies.Keywords(staged, reply);
        var companies = MovieTies.Companies(staged, reply);
        var countries = MovieTies.Countries(staged, reply);
        MovieTies.Languages(staged, reply);
        MovieTies.Releases(staged, reply);
        var (cast, directors) = MovieCredits.Stage(staged, reply.Part("credits"));
        staged.History.Row().Int(staged.MovieId).Time(fetchedAt).Int(staged.LoadId).Bool(false).Int(staged.Line)
            .Text(facts.Title).Text(facts.Status).Long(facts.Budget).Long(facts.Revenue).Int(facts.Runtime).Date(facts.ReleaseDate).Text(facts.OriginalLanguage)
            .Texts(genres).Texts(keywords).Texts(companies).Texts(countries).Texts(cast?[..Math.Min(cast.Count, CastInHistory)]).Texts(directors);
    }

    private sealed record MovieFacts(
        string? Title, string? OriginalLanguage, DateOnly? ReleaseDate, string? Status, long? Budget, long? Revenue, int? Runtime)
    {
        public static MovieFacts Read(ReplyReader reply) => new(
            reply.Name("title"), reply.Text("original_language"), reply.Date("release_date"), reply.Text("status"),
            reply.Amount("budget", MostDollars), reply.Amount("revenue", MostDollars), (int?)reply.Amount("runtime", MostMinutes));
    }
}
