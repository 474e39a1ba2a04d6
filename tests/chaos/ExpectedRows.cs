using System.Globalization;
using System.Text.Json;
using Hitcast.Worker.Tests.Tmdb;

namespace Hitcast.Worker.Chaos;

/// <summary>The rows that the warehouse must have for a catalogue: for each query of it, one text a row.</summary>
internal static class ExpectedRows
{
    /// <summary>Every table that a movie is in, and how its rows are made.</summary>
    public static IReadOnlyList<(string Sql, Func<CatalogueMovie, IEnumerable<object?[]>> Rows)> OfMovies { get; } =
    [
        ("SELECT movie_id, collection_id, name FROM warehouse.collection JOIN warehouse.movie USING (collection_id)",
            movie => movie.Collection is { } collection ? [[movie.Id, collection.Id, collection.Name]] : []),
        ("SELECT movie_id, position, genre_id, name FROM warehouse.movie_genre JOIN warehouse.genre USING (genre_id)",
            movie => movie.Genres.Select((genre, position) => new object?[] { movie.Id, position, genre.Id, genre.Name })),
        ("SELECT movie_id, position, keyword_id, name FROM warehouse.movie_keyword JOIN warehouse.keyword USING (keyword_id)",
            movie => movie.Keywords.Select((keyword, position) => new object?[] { movie.Id, position, keyword.Id, keyword.Name })),
        ("SELECT movie_id, position, company_id, name, country FROM warehouse.movie_company JOIN warehouse.company USING (company_id)",
            movie => movie.Companies.Select((company, position) => new object?[] { movie.Id, position, company.Id, company.Name, company.Country })),
        ("SELECT movie_id, position, country_code, name FROM warehouse.movie_country JOIN warehouse.country USING (country_code)",
            movie => movie.Countries.Select((code, position) => new object?[] { movie.Id, position, code, $"Country {code}" })),
        ("SELECT movie_id, position, language_code, name FROM warehouse.movie_language JOIN warehouse.language USING (language_code)",
            movie => movie.Languages.Select((code, position) => new object?[] { movie.Id, position, code, $"Language {code}" })),
        ("SELECT movie_id, position, billing, person_id, character, credit_id FROM warehouse.movie_cast",
            movie => movie.Cast.Select((part, order) => new object?[] { movie.Id, order, order, part.Person, part.Character, $"c{movie.Id}-{order}" })),
        ("SELECT movie_id, position, person_id, department, job, credit_id FROM warehouse.movie_crew",
            movie => movie.Crew.Select((part, order) => new object?[] { movie.Id, order, part.Person, "Making", part.Job, $"d{movie.Id}-{order}" })),
        ("SELECT movie_id, position, country_code, release_date, kind, certification FROM warehouse.movie_release",
            movie => movie.Releases.GroupBy(release => release.Country).SelectMany(country => country)
                .Select((release, position) => new object?[] { movie.Id, position, release.Country, release.Date, release.Kind, Known(release.Certification) })),
    ];

    public const string MovieSql = """
        SELECT movie_id, fetched_at, gone, title, original_title, release_date, status, adult, video, budget, revenue, runtime, popularity, vote_average, vote_count, overview,
            tagline, collection_id, imdb_id, wikidata_id
        FROM warehouse.movie
        """;

    public const string HistorySql = """
        SELECT DISTINCT ON (movie_id) movie_id, gone, title, status, budget, revenue, runtime, release_date FROM warehouse.movie_history ORDER BY movie_id, fetched_at DESC
        """;

    public static object?[] Movie(CatalogueMovie movie, DateTimeOffset fetchedAt) =>
    [
        movie.Id, fetchedAt, false, Title(movie), Title(movie), Date(movie.ReleaseDate), "Released", false, null, Amount(movie.Budget), Amount(movie.Revenue), Amount(movie.Runtime),
        Catalogue.PopularityOf(movie.Id), movie.VoteAverage, movie.VoteCount, movie.Overview, null, movie.Collection?.Id, movie.ImdbId, $"Q{movie.Id}",
    ];

    public static object?[] GoneMovie(int id, DateTimeOffset fetchedAt) => [id, fetchedAt, true, .. Enumerable.Repeat<object?>(null, 17)];

    public static object?[] History(CatalogueMovie movie) =>
        [movie.Id, false, Title(movie), "Released", Amount(movie.Budget), Amount(movie.Revenue), Amount(movie.Runtime), Date(movie.ReleaseDate)];

    public static object?[] GoneHistory(int id) => [id, true, .. Enumerable.Repeat<object?>(null, 6)];

    public static string Facts(JsonElement body) => Text(
    [
        false, body.GetProperty("title").GetString()!.Replace("\0", "", StringComparison.Ordinal), Amount(body.GetProperty("budget").GetInt64()), Amount(body.GetProperty("revenue").GetInt64()),
    ]);

    public static string Text(IEnumerable<object?> values) => string.Join('|', values.Select(Text));

    /// <summary>The same for what the database gives and for what we expect.</summary>
    private static string Text(object? value) => value switch
    {
        null or DBNull => "-",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture),
        DateTime { Kind: DateTimeKind.Utc } time => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture),
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Title(CatalogueMovie movie) => movie.Title.Replace("\0", "", StringComparison.Ordinal);

    private static string? Known(string text) => text.Length == 0 ? null : text;

    private static long? Amount(long amount) => amount == 0 ? null : amount;

    private static DateOnly? Date(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year > 1 ? day : null;
}
