using Hitcast.Worker.Warehouse;
using Xunit;
using static Hitcast.Worker.Tests.Warehouse.Lines;

namespace Hitcast.Worker.Tests.Warehouse;

/// <summary>What a load makes of odd lines, of repeats and of the order in which objects come.</summary>
public sealed class MovieLoaderTest(TestCluster cluster) : IAsyncLifetime
{
    private readonly TestWarehouse warehouse = new(cluster);

    public ValueTask InitializeAsync() => warehouse.InitializeAsync();

    public ValueTask DisposeAsync() => warehouse.DisposeAsync();

    [Fact]
    public async Task All_that_a_reply_says_is_kept()
    {
        await warehouse.LoadAsync("a", Found(1, 1, """
            ,"original_title":"Filme","original_language":"pt","origin_country":["BR","PT"],"release_date":"2020-02-29","status":"Released","adult":false,"video":false,
            "budget":5000000,"revenue":20000000,"runtime":95,"popularity":1.5,"vote_average":7.25,"vote_count":12,"overview":"About.","tagline":"Line.","homepage":"https://example.com",
            "poster_path":"/p.jpg","backdrop_path":"/b.jpg","belongs_to_collection":{"id":7,"name":"Seven Collection"},"imdb_id":"tt0000001",
            "external_ids":{"wikidata_id":"Q1","facebook_id":"f","instagram_id":"i","twitter_id":"t"},
            "genres":[{"id":18,"name":"Drama"}],"keywords":{"keywords":[{"id":5,"name":"sea"}]},"production_companies":[{"id":3,"name":"Pixar","origin_country":"US"}],
            "production_countries":[{"iso_3166_1":"BR","name":"Brazil"}],"spoken_languages":[{"iso_639_1":"pt","english_name":"Portuguese","name":"Português"}],
            "credits":{"cast":[{"id":10,"name":"Ana","gender":1,"known_for_department":"Acting","credit_id":"c1","order":0,"character":"Herself"}],
            "crew":[{"id":11,"name":"Rui","gender":2,"credit_id":"c2","department":"Directing","job":"Director"}]},
            "release_dates":{"results":[{"iso_3166_1":"BR","release_dates":[{"type":3,"certification":"14","release_date":"2020-02-29T00:00:00.000Z","iso_639_1":"pt","note":"premiere"}]}]}
            """.ReplaceLineEndings(" ")));
        Assert.Equal(
            """Filme|pt|["BR","PT"]|2020-02-29|Released|false|false|5000000|20000000|95|1.5|7.25|12|About.|Line.|https://example.com|/p.jpg|/b.jpg|Seven Collection|tt0000001|Q1|f|i|t""",
            await warehouse.RowsAsync("""
                SELECT original_title, original_language, origin_countries, release_date, status, adult, video, budget, revenue, runtime, popularity, vote_average, vote_count,
                    overview, tagline, homepage, poster_path, backdrop_path, collection.name, imdb_id, wikidata_id, facebook_id, instagram_id, twitter_id
                FROM warehouse.movie JOIN warehouse.collection USING (collection_id)
                """));
        Assert.Equal("Drama", await warehouse.RowsAsync("SELECT genre FROM ask.movie_genres"));
        Assert.Equal("sea", await warehouse.RowsAsync("SELECT keyword FROM ask.movie_keywords"));
        Assert.Equal("3|Pixar|US", await warehouse.RowsAsync("SELECT company_id, company, company_country_code FROM ask.movie_companies"));
        Assert.Equal("BR|Brazil", await warehouse.RowsAsync("SELECT country_code, country FROM ask.movie_countries"));
        Assert.Equal("pt|Portuguese", await warehouse.RowsAsync("SELECT language_code, language FROM ask.movie_languages"));
        Assert.Equal("10|Ana|Herself|1", await warehouse.RowsAsync("SELECT person_id, person, character, billing FROM ask.movie_cast"));
        Assert.Equal("11|Rui|Directing|Director", await warehouse.RowsAsync("SELECT person_id, person, department, job FROM ask.movie_crew"));
        Assert.Equal("10|Ana|woman|Acting; 11|Rui|man|-", await warehouse.RowsAsync("SELECT * FROM ask.people ORDER BY person_id"));
        Assert.Equal("BR|2020-02-29|cinemas|14|premiere", await warehouse.RowsAsync("SELECT country_code, release_date, kind, certification, note FROM ask.movie_releases"));
        Assert.Equal("", await warehouse.RowsAsync("SELECT field, problem FROM warehouse.load_issue"));
        Assert.Equal("tmdb/movies/a", await warehouse.RowsAsync("SELECT DISTINCT object_key FROM warehouse.movie_crew JOIN warehouse.load USING (load_id)"));
    }

    [Fact]
    public async Task The_same_object_twice_changes_nothing()
    {
        Assert.Equal(new LoadOutcome(true, 1, 0, 0, 0, 0), await warehouse.LoadAsync("a", Found(1, 1)));
        Assert.Equal(LoadOutcome.AlreadyLoaded, await warehouse.LoadAsync("a", Found(1, 1)));
        Assert.Equal(1, await warehouse.ScalarAsync<long>("SELECT count(*) FROM warehouse.movie_history"));
    }

    [Fact]
    public async Task What_a_reply_lists_twice_is_tied_once_where_it_stands_first()
    {
        await warehouse.LoadAsync("a", Found(1, 1, Genres((18, "Drama"), (35, "Comedy"), (18, "Drama")) + """
            ,"keywords":{"keywords":[{"id":5,"name":"sea"},{"id":5,"name":"sea"},{"id":6,"name":"ship"}]},
            "production_companies":[{"name":"Nameless"},{"id":3,"name":"Pixar"},{"name":"Nameless"},{"id":4,"name":"Toei"}],
            "production_countries":[{"iso_3166_1":"BR","name":"Brazil"},{"iso_3166_1":"BR","name":"Brazil"}],
            "spoken_languages":[{"iso_639_1":"pt","english_name":"Portuguese"},{"iso_639_1":"en"},{"iso_639_1":"pt"}]
            """.ReplaceLineEndings(" ")));

        Assert.Equal("18|0; 35|1", await warehouse.RowsAsync("SELECT genre_id, position FROM warehouse.movie_genre ORDER BY position"));
        Assert.Equal("5|0; 6|2", await warehouse.RowsAsync("SELECT keyword_id, position FROM warehouse.movie_keyword ORDER BY position"));
        Assert.Equal("Nameless|0; Pixar|1; Toei|3", await warehouse.RowsAsync("SELECT name, position FROM warehouse.movie_company JOIN warehouse.company USING (company_id) ORDER BY position"));
        Assert.Equal("BR|0", await warehouse.RowsAsync("SELECT country_code, position FROM warehouse.movie_country"));
        Assert.Equal("pt|0; en|1", await warehouse.RowsAsync("SELECT language_code, position FROM warehouse.movie_language ORDER BY position"));
    }

    [Fact]
    public async Task Tables_that_a_load_fills_for_the_first_time_are_known_to_the_planner_at_once()
    {
        await warehouse.LoadAsync("a", [.. Enumerable.Range(1, 200).Select(id => Found(id, 1, Genres((18, "Drama"), (35, "Comedy"))))]);

        Assert.Equal("movie|200; movie_genre|400", await warehouse.RowsAsync(
            "SELECT relname, reltuples::integer FROM pg_class WHERE oid IN ('warehouse.movie'::regclass, 'warehouse.movie_genre'::regclass) ORDER BY relname"));
        Assert.Equal(2, await warehouse.ScalarAsync<float>("SELECT n_distinct FROM pg_stats WHERE schemaname = 'warehouse' AND tablename = 'movie_genre' AND attname = 'genre_id'"));
        Assert.Equal(-1, await warehouse.ScalarAsync<float>("SELECT reltuples FROM pg_class WHERE oid = 'warehouse.movie_cast'::regclass"));
    }

    [Fact]
    public async Task Of_two_who_load_the_same_object_at_once_one_does()
    {
        var key = await warehouse.PutAsync("a", [.. Enumerable.Range(1, 200).Select(id => Found(id, 1, Genres((18, "Drama"))))]);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => warehouse.Loader.LoadAsync(key, CancellationToken.None)));
        Assert.Equal(200, Assert.Single(outcomes, outcome => outcome.IsNew).Movies);
        Assert.Equal(200, await warehouse.ScalarAsync<long>("SELECT count(*) FROM warehouse.movie_genre"));
    }

    [Fact]
    public async Task The_newest_wins_whatever_comes_first()
    {
        await warehouse.LoadAsync("b", Found(1, 2, Genres((35, "Comedy"))));
        var late = await warehouse.LoadAsync("a", Found(1, 1, Genres((18, "Drama"))), Found(2, 1));
        Assert.Equal((1, 1), (late.Movies, late.Outdated));
        Assert.Equal("Movie 1 of day 2|Comedy", await warehouse.RowsAsync("SELECT title, genres FROM ask.movies WHERE movie_id = 1"));
    }

    [Fact]
    public async Task Of_two_lines_about_a_movie_in_one_object_the_newer_counts()
    {
        var outcome = await warehouse.LoadAsync("a", Found(1, 3, Genres((35, "Comedy"))), Found(1, 2, Genres((18, "Drama"))));
        Assert.Equal((1, 1), (outcome.Movies, outcome.Outdated));
        Assert.Equal("Movie 1 of day 3|Comedy", await warehouse.RowsAsync("SELECT title, genres FROM ask.movies"));
    }

    [Fact]
    public async Task Many_objects_about_the_same_movies_may_be_loaded_at_once()
    {
        var keys = new List<string>();
        for (var day = 1; day <= 8; day++)
        {
            var ids = Enumerable.Range(1, 60).OrderBy(id => id * 7919 * day % 61);
            keys.Add(await warehouse.PutAsync($"{day}", [.. ids.Select(id => Found(id, day, Genres((day, $"Genre {day}"), (99, "All")) + Cast((id, $"Person {id}"), (1000, "Everywhere"))))]));
        }

        await Task.WhenAll(keys.Select(key => warehouse.Loader.LoadAsync(key, CancellationToken.None)));
        Assert.Equal("60|60", await warehouse.RowsAsync("SELECT count(*), count(*) FILTER (WHERE title LIKE '% of day 8' AND genres = 'Genre 8, All') FROM ask.movies"));
        Assert.Equal("120|61", await warehouse.RowsAsync("SELECT (SELECT count(*) FROM ask.movie_cast), (SELECT count(*) FROM ask.people)"));
        Assert.Equal("480|480", await warehouse.RowsAsync("SELECT sum(lines) AS a, sum(movies + outdated) AS b FROM warehouse.load"));
    }

    [Fact]
    public async Task A_movie_that_is_gone_becomes_a_tombstone_and_may_come_back()
    {
        await warehouse.LoadAsync("a", Found(1, 1, Genres((18, "Drama")) + Cast((10, "Ana"))));
        var gone = await warehouse.LoadAsync("b", Gone(1, 2), Gone(2, 2));
        Assert.Equal((0, 2), (gone.Movies, gone.Gone));
        Assert.Equal("0|0|0", await warehouse.RowsAsync("SELECT (SELECT count(*) FROM ask.movies) AS a, (SELECT count(*) FROM ask.movie_cast) AS b, (SELECT count(*) FROM training.movie_features) AS c"));
        await warehouse.LoadAsync("older", Found(1, 1, Genres((18, "Drama"))));
        Assert.Equal("1|true|-; 2|true|-", await warehouse.RowsAsync("SELECT movie_id, gone, title FROM warehouse.movie ORDER BY movie_id"));
        await warehouse.LoadAsync("c", Found(1, 3, Genres((18, "Drama"))));
        Assert.Equal("1|Drama", await warehouse.RowsAsync("SELECT movie_id, genres FROM ask.movies"));
    }

    [Fact]
    public async Task What_cannot_be_is_null_with_a_note_and_the_movie_is_kept()
    {
        var outcome = await warehouse.LoadAsync("a", Found(1, 1, """
            ,"release_date":"2023-02-30","budget":-5,"revenue":1e15,"runtime":"long","vote_average":11,"adult":"no","genres":[{"id":18},"Drama"],"imdb_id":"\ud800"
            """.Trim()));
        Assert.Equal(1, outcome.Movies);
        Assert.Equal("Movie 1 of day 1|-|-|-|-|-", await warehouse.RowsAsync("SELECT title, release_date, budget_usd, revenue_usd, runtime_minutes, imdb_id FROM ask.movies"));
        Assert.Equal(
            "adult; budget; genres; id, name; imdb_id; release_date; revenue; runtime; vote_average",
            await warehouse.RowsAsync("SELECT DISTINCT field FROM warehouse.load_issue WHERE movie_id = 1 AND line = 1 ORDER BY field"));
        Assert.Equal("2023-02-30|no date from 1870 to 2100; taken as unknown", await warehouse.RowsAsync("SELECT value, problem FROM warehouse.load_issue WHERE field = 'release_date'"));
    }

    [Fact]
    public async Task What_TMDB_writes_for_unknown_is_null_without_a_note()
    {
        await warehouse.LoadAsync("a", Found(1, 1, ""","release_date":"","budget":0,"revenue":0,"runtime":0,"imdb_id":null,"homepage":"","adult":null"""));
        Assert.Equal("-|-|-|-|-|-", await warehouse.RowsAsync("SELECT release_date, budget_usd, revenue_usd, runtime_minutes, imdb_id, homepage FROM ask.movies"));
        Assert.Equal("", await warehouse.RowsAsync("SELECT field FROM warehouse.load_issue"));
    }

    [Fact]
    public async Task NUL_is_taken_out_of_texts_and_counted()
    {
        var outcome = await warehouse.LoadAsync("a", Found(1, 1, ""","overview":"be\u0000fore","tagline":"\u0000" """.Trim() + Cast((10, "A\\u0000na"))));
        Assert.Equal(3, outcome.TextsCleaned);
        Assert.Equal("before|-|Ana", await warehouse.RowsAsync("SELECT overview, tagline, person FROM ask.movies JOIN ask.movie_cast USING (movie_id)"));
    }

    [Fact]
    public async Task A_new_genre_and_a_new_field_are_reported_once_and_no_error()
    {
        await warehouse.LoadAsync("a", Found(1, 1, Genres((18, "Drama"))));
        await warehouse.LoadAsync("b", Found(2, 1, Genres((18, "Drama"), (77, "Opera")) + ",\"mood\":1"), Found(3, 1, Genres((77, "Opera")) + ",\"mood\":2"));
        Assert.Equal(
            "genres|Opera|a genre not met before; it is kept; mood|-|a field not met before; it is passed over",
            await warehouse.RowsAsync("SELECT field, value, problem FROM warehouse.load_issue ORDER BY field"));
    }

    [Fact]
    public async Task A_part_that_TMDB_left_out_stays_as_it_was()
    {
        await warehouse.LoadAsync("a", Found(1, 1, Cast((10, "Ana")) + ""","keywords":{"keywords":[{"id":5,"name":"sea"}]}"""));
        await warehouse.LoadAsync("b", Found(1, 2));
        Assert.Equal("Movie 1 of day 2|Ana|sea", await warehouse.RowsAsync("SELECT title, person, keyword FROM ask.movies JOIN ask.movie_cast USING (movie_id) JOIN ask.movie_keywords USING (movie_id)"));
        Assert.Equal("""["Ana"]|["sea"]""", await warehouse.RowsAsync("SELECT \"cast\", keywords FROM training.movie_features"));
        await warehouse.LoadAsync("c", Found(1, 3, Cast()));
        Assert.Equal(0, await warehouse.ScalarAsync<long>("SELECT count(*) FROM ask.movie_cast"));
    }

    [Fact]
    public async Task A_name_that_changed_follows_the_newest_reply()
    {
        await warehouse.LoadAsync("b", Found(1, 2, Cast((10, "Ana Maria"))));
        await warehouse.LoadAsync("a", Found(2, 1, Cast((10, "Ana"))));
        Assert.Equal("Ana Maria", await warehouse.RowsAsync("SELECT name FROM ask.people"));
        await warehouse.LoadAsync("c", Found(3, 3, Cast((10, "Ana M."))));
        Assert.Equal("Ana M.", await warehouse.RowsAsync("SELECT name FROM ask.people"));
    }

    [Fact]
    public async Task A_name_that_a_newer_reply_of_another_movie_confirmed_is_not_changed_by_a_late_one()
    {
        const string Parts = ""","production_companies":[{"id":3,"name":"?"}],"production_countries":[{"iso_3166_1":"XX","name":"?"}],"spoken_languages":[{"iso_639_1":"qq","english_name":"?"}],"keywords":{"keywords":[{"id":5,"name":"?"}]},"belongs_to_collection":{"id":7,"name":"?"}""";
        string Named(string name) => Parts.Replace("?", name, StringComparison.Ordinal) + Genres((18, name)) + Cast((10, name));
        const string Names = """
            SELECT (SELECT name FROM warehouse.person) AS a, (SELECT name FROM warehouse.genre) AS b, (SELECT name FROM warehouse.keyword) AS c, (SELECT name FROM warehouse.company) AS d,
                (SELECT name FROM warehouse.collection) AS e, (SELECT name FROM warehouse.country WHERE country_code = 'XX') AS f, (SELECT name FROM warehouse.language WHERE language_code = 'qq') AS g
            """;
        await warehouse.LoadAsync("a", Found(1, 1, Named("A")));
        await warehouse.LoadAsync("c", Found(2, 3, Named("A")));
        await warehouse.LoadAsync("b", Found(3, 2, Named("B")));
        Assert.Equal("A|A|A|A|A|A|A", await warehouse.RowsAsync(Names));
        await warehouse.LoadAsync("d", Found(1, 4, Named("B")));
        Assert.Equal("B|B|B|B|B|B|B", await warehouse.RowsAsync(Names));
    }

    [Fact]
    public async Task A_company_without_a_number_keeps_one_of_its_own()
    {
        const string Companies = ""","production_companies":[{"name":"Old Films"},{"name":"Old Films"}]""";
        await warehouse.LoadAsync("a", Found(1, 1, Companies), Found(2, 1, Companies));
        Assert.Equal("Old Films|2|true", await warehouse.RowsAsync("SELECT company, count(*), max(company_id) < 0 AS negative FROM ask.movie_companies GROUP BY company"));
    }
}
