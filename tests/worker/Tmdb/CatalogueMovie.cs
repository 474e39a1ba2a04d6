using System.Text.Json;

namespace Hitcast.Worker.Tests.Tmdb;

/// <summary>A made-up movie, the same for the same id, version and names: what TMDB would say, before it is written in TMDB's shape.</summary>
internal sealed record CatalogueMovie(int Id, int Version)
{
    private static readonly string[] GenreNames = ["Drama", "Comedy", "Action", "Thriller", "Romance", "Family", "War"];
    private static readonly string[] CountryCodes = ["AR", "BR", "CL", "DE", "ES", "FR"];
    private static readonly string[] LanguageCodes = ["aa", "bm", "cy", "de", "es", "fr"];
    private static readonly string[] Jobs = ["Director", "Writer", "Producer", "Editor"];

    /// <summary>Holds a NUL in some.</summary>
    public string Title { get; init; } = "";

    /// <summary>Empty, or no date at all, in some.</summary>
    public string ReleaseDate { get; init; } = "";

    public string Status { get; init; } = "Released";

    public long Budget { get; init; }

    public long Revenue { get; init; }

    public int Runtime { get; init; }

    public double VoteAverage { get; init; }

    public int VoteCount { get; init; }

    public string? ImdbId { get; init; }

    public string? Overview { get; init; }

    public (int Id, string Name)? Collection { get; init; }

    public IReadOnlyList<(int Id, string Name)> Genres { get; init; } = [];

    public IReadOnlyList<(int Id, string Name)> Keywords { get; init; } = [];

    public IReadOnlyList<(int Id, string Name, string Country)> Companies { get; init; } = [];

    public IReadOnlyList<string> Countries { get; init; } = [];

    public IReadOnlyList<string> Languages { get; init; } = [];

    public IReadOnlyList<(int Person, string Name, string Character)> Cast { get; init; } = [];

    public IReadOnlyList<(int Person, string Name, string Job)> Crew { get; init; } = [];

    public IReadOnlyList<(string Country, DateOnly Date, int Kind, string Certification)> Releases { get; init; } = [];

    /// <param name="personName">What a person is called now.</param>
    public static CatalogueMovie Make(int id, int version, Func<int, string> personName)
    {
        var random = new Random((id * 1009) + version);
        int Any(int most) => random.Next(most);
        List<T> Some<T>(int most, Func<int, T> make) => [.. Enumerable.Range(0, Any(most + 1)).Select(make)];
        return new(id, version)
        {
            Title = $"Movie {id}{(id % 17 == 0 ? "\0" : "")} ñ {(version == 0 ? "" : version)}".TrimEnd(),
            ReleaseDate = (id % 11) switch { 3 => "", 5 => "0000-00-00", 7 => "2019-02-30", _ => $"{1960 + Any(66)}-0{1 + Any(9)}-1{Any(10)}" },
            Budget = id % 3 == 0 ? 0 : Any(1_000_000_000),
            Revenue = Any(2) == 0 ? 0 : Any(int.MaxValue),
            Runtime = Any(200),
            VoteAverage = Any(1000) / 100.0,
            VoteCount = Any(10_000),
            ImdbId = id % 5 == 0 ? null : $"tt{id:0000000}",
            Overview = id % 7 == 0 ? null : $"What happens in {id}, told {version} times: \"é\", \\, 映画.",
            Collection = id % 4 == 0 ? ((id % 40) + 1, $"Collection {(id % 40) + 1}") : null,
            Genres = [.. Some(3, _ => Any(GenreNames.Length)).Distinct().Select(genre => (genre + 1, GenreNames[genre]))],
            Keywords = [.. Some(5, _ => 1 + Any(300)).Distinct().Select(keyword => (keyword, $"keyword {keyword}"))],
            Companies = [.. Some(3, _ => 1 + Any(100)).Distinct().Select(company => (company, $"Company {company}", CountryCodes[company % CountryCodes.Length]))],
            Countries = [.. Some(3, _ => CountryCodes[Any(CountryCodes.Length)]).Distinct()],
            Languages = [.. Some(2, _ => LanguageCodes[Any(LanguageCodes.Length)]).Distinct()],
            Cast = Some(6, position => (1 + Any(400), position)).ConvertAll(part => (part.Item1, personName(part.Item1), $"Part {part.position}")),
            Crew = Some(4, _ => (1 + Any(400), Any(Jobs.Length))).ConvertAll(part => (part.Item1, personName(part.Item1), Jobs[part.Item2])),
            Releases = Some(4, _ => (CountryCodes[Any(CountryCodes.Length)], new DateOnly(2000 + Any(25), 1 + Any(12), 1 + Any(28)), 1 + Any(6), Any(2) == 0 ? "" : "12")),
        };
    }

    /// <summary>In TMDB's shape: in some with a line break between values.</summary>
    public string ToJson(bool withKeywords = true)
    {
        var json = JsonSerializer.Serialize(new Dictionary<string, object?>
        {
            ["adult"] = false,
            ["belongs_to_collection"] = Collection is { } collection ? new { id = collection.Id, name = collection.Name, poster_path = (string?)null } : null,
            ["budget"] = Budget,
            ["genres"] = Genres.Select(genre => new { id = genre.Id, name = genre.Name }),
            ["id"] = Id,
            ["imdb_id"] = ImdbId,
            ["original_language"] = LanguageCodes[Id % LanguageCodes.Length],
            ["original_title"] = Title,
            ["overview"] = Overview ?? "",
            ["popularity"] = Catalogue.PopularityOf(Id),
            ["production_companies"] = Companies.Select(company => new { id = company.Id, logo_path = (string?)null, name = company.Name, origin_country = company.Country }),
            ["production_countries"] = Countries.Select(code => new { iso_3166_1 = code, name = $"Country {code}" }),
            ["release_date"] = ReleaseDate,
            ["revenue"] = Revenue,
            ["runtime"] = Runtime,
            ["spoken_languages"] = Languages.Select(code => new { english_name = $"Language {code}", iso_639_1 = code, name = code }),
            ["status"] = Status,
            ["title"] = Title,
            ["version"] = Version,
            ["vote_average"] = VoteAverage,
            ["vote_count"] = VoteCount,
            ["credits"] = new
            {
                cast = Cast.Select((part, order) => new { id = part.Person, name = part.Name, gender = 1 + (part.Person % 3), known_for_department = "Acting", credit_id = $"c{Id}-{order}", order, character = part.Character }),
                crew = Crew.Select((part, order) => new { id = part.Person, name = part.Name, gender = 1 + (part.Person % 3), known_for_department = "Acting", credit_id = $"d{Id}-{order}", department = "Making", job = part.Job }),
            },
            ["release_dates"] = new
            {
                results = Releases.GroupBy(release => release.Country).Select(country => new
                {
                    iso_3166_1 = country.Key,
                    release_dates = country.Select(release => new { certification = release.Certification, iso_639_1 = "", note = "", release_date = $"{release.Date:yyyy-MM-dd}T00:00:00.000Z", type = release.Kind }),
                }),
            },
            ["external_ids"] = new { imdb_id = ImdbId, wikidata_id = $"Q{Id}" },
        });
        json = Id % 13 == 0 ? json.Replace("\"id\":", "\n\"id\":", StringComparison.Ordinal) : json;
        return withKeywords ? json[..^1] + ",\"keywords\":" + JsonSerializer.Serialize(new { keywords = Keywords.Select(keyword => new { id = keyword.Id, name = keyword.Name }) }) + "}" : json;
    }
}
