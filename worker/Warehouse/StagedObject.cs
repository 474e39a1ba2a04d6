namespace Hitcast.Worker.Warehouse;

/// <summary>What the lines of one object say, row by row, on its way into the staging tables of Merge/1-stage.sql.</summary>
internal sealed class StagedObject(int loadId)
{
    private const string Name = "line, position, id, name";
    private const string Person = "line, position, person_id, name, gender, known_for, credit_id";

    private const int LongestValue = 200;

    private readonly HashSet<string> notices = [];

    public int LoadId { get; } = loadId;

    /// <summary>The line that is read, from 1.</summary>
    public int Line { get; set; }

    public int MovieId { get; set; }

    /// <summary>Texts that lost a NUL.</summary>
    public int TextsCleaned { get; set; }

    public CopyBuffer Movies { get; } = new(
        "staged_movie",
        "movie_id, fetched_at, load_id, gone, line, title, original_title, original_language, origin_countries, release_date, status, adult, video, budget, revenue, runtime, "
        + "popularity, vote_average, vote_count, overview, tagline, homepage, poster_path, backdrop_path, collection_id, collection_name, imdb_id, wikidata_id, facebook_id, "
        + "instagram_id, twitter_id, has_keywords, has_credits, has_releases");

    public CopyBuffer History { get; } = new(
        "staged_history",
        "movie_id, fetched_at, load_id, gone, line, title, status, budget, revenue, runtime, release_date, original_language, genres, keywords, production_companies, "
        + "production_countries, \"cast\", directors");

    public CopyBuffer Genres { get; } = new("staged_genre", Name);

    public CopyBuffer Keywords { get; } = new("staged_keyword", Name);

    public CopyBuffer Companies { get; } = new("staged_company", Name + ", country");

    public CopyBuffer Countries { get; } = new("staged_country", "line, position, code, name");

    public CopyBuffer Languages { get; } = new("staged_language", "line, position, code, name");

    public CopyBuffer Cast { get; } = new("staged_cast", Person + ", billing, character");

    public CopyBuffer Crew { get; } = new("staged_crew", Person + ", department, job");

    public CopyBuffer Releases { get; } = new("staged_release", "line, position, country_code, release_date, kind, certification, language_code, note");

    public CopyBuffer Issues { get; } = new("warehouse.load_issue", "load_id, line, movie_id, field, value, problem");

    public IEnumerable<CopyBuffer> All => [Movies, History, Genres, Keywords, Companies, Countries, Languages, Cast, Crew, Releases, Issues];

    /// <summary>A value that cannot be, and became null.</summary>
    public void Report(string field, string? value, string problem) => Issues.Row().Int(LoadId).Int(Line).Int(MovieId).Text(Clean(field)).Text(Clean(value)).Text(problem);

    /// <summary>Something odd that many lines may share: said once an object.</summary>
    public void ReportOnce(string field, string problem)
    {
        if (notices.Add(field))
        {
            Report(field, null, problem);
        }
    }

    private static string? Clean(string? value) => (value is { Length: > LongestValue } ? value[..LongestValue] : value)?.Replace("\0", "", StringComparison.Ordinal);
}
