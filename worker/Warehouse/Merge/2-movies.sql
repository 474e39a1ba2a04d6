-- An object may name a movie twice: its newest line counts.
DELETE FROM staged_movie
USING staged_movie AS newer
WHERE newer.movie_id = staged_movie.movie_id AND (newer.fetched_at, newer.line) > (staged_movie.fetched_at, staged_movie.line);

-- A name is not changed where a newer reply named it as it is known (see the names that follow).
WITH named AS MATERIALIZED (
    SELECT DISTINCT ON (collection_id) collection_id, collection_name AS name, fetched_at, load_id
    FROM staged_movie
    WHERE collection_id IS NOT NULL
    ORDER BY collection_id, fetched_at DESC
), added AS (
    INSERT INTO warehouse.collection (collection_id, name, fetched_at, load_id) SELECT * FROM named ORDER BY collection_id ON CONFLICT DO NOTHING
)
UPDATE warehouse.collection
SET name = named.name, fetched_at = named.fetched_at, load_id = named.load_id
FROM named
WHERE collection.collection_id = named.collection_id AND named.fetched_at > collection.fetched_at AND named.name <> collection.name
    AND NOT EXISTS (SELECT FROM warehouse.movie WHERE movie.collection_id = named.collection_id AND movie.fetched_at > named.fetched_at);

-- A movie's row is its lock: rows are locked in the order of their numbers, so that loaders never wait for each other in a circle.
WITH upserted AS (
    INSERT INTO warehouse.movie AS known (
        movie_id, fetched_at, load_id, lake_line, gone, title, original_title, original_language, origin_countries, release_date, status, adult, video, budget, revenue,
        runtime, popularity, vote_average, vote_count, overview, tagline, homepage, poster_path, backdrop_path, collection_id, imdb_id, wikidata_id,
        facebook_id, instagram_id, twitter_id
    )
    SELECT movie_id, fetched_at, load_id, line, gone, title, original_title, original_language, origin_countries, release_date, status, adult, video, budget, revenue,
        runtime, popularity, vote_average, vote_count, overview, tagline, homepage, poster_path, backdrop_path, collection_id, imdb_id, wikidata_id,
        facebook_id, instagram_id, twitter_id
    FROM staged_movie
    ORDER BY movie_id
    ON CONFLICT (movie_id) DO UPDATE SET (
        fetched_at, load_id, lake_line, gone, title, original_title, original_language, origin_countries, release_date, status, adult, video, budget, revenue,
        runtime, popularity, vote_average, vote_count, overview, tagline, homepage, poster_path, backdrop_path, collection_id, imdb_id, wikidata_id,
        facebook_id, instagram_id, twitter_id
    ) = (
        excluded.fetched_at, excluded.load_id, excluded.lake_line, excluded.gone, excluded.title, excluded.original_title, excluded.original_language, excluded.origin_countries,
        excluded.release_date, excluded.status, excluded.adult, excluded.video, excluded.budget, excluded.revenue, excluded.runtime, excluded.popularity,
        excluded.vote_average, excluded.vote_count, excluded.overview, excluded.tagline, excluded.homepage, excluded.poster_path, excluded.backdrop_path,
        excluded.collection_id, excluded.imdb_id, excluded.wikidata_id, excluded.facebook_id, excluded.instagram_id, excluded.twitter_id
    )
    WHERE excluded.fetched_at > known.fetched_at
    RETURNING known.movie_id
)
INSERT INTO winner
SELECT movie_id, line, fetched_at, load_id, gone, has_keywords, has_credits, has_releases FROM upserted JOIN staged_movie USING (movie_id);

-- A state that says no more than the one before it, at its time, is no new one. A part that TMDB left out is as it was.
INSERT INTO warehouse.movie_history (
    movie_id, fetched_at, load_id, gone, title, status, budget, revenue, runtime, release_date, original_language,
    genres, keywords, production_companies, production_countries, "cast", directors
)
SELECT said.movie_id, said.fetched_at, said.load_id, said.gone, said.title, said.status, said.budget, said.revenue, said.runtime, said.release_date,
    said.original_language, said.genres, coalesce(said.keywords, CASE WHEN NOT said.gone THEN before.keywords END), said.production_companies,
    said.production_countries, coalesce(said."cast", CASE WHEN NOT said.gone THEN before."cast" END),
    coalesce(said.directors, CASE WHEN NOT said.gone THEN before.directors END)
FROM staged_history AS said
JOIN staged_movie USING (line)
LEFT JOIN LATERAL (
    SELECT * FROM warehouse.movie_history AS earlier
    WHERE earlier.movie_id = said.movie_id AND earlier.fetched_at <= said.fetched_at
    ORDER BY earlier.fetched_at DESC
    LIMIT 1
) AS before ON true
WHERE (
    said.gone, said.title, said.status, said.budget, said.revenue, said.runtime, said.release_date, said.original_language, said.genres,
    coalesce(said.keywords, before.keywords), said.production_companies, said.production_countries, coalesce(said."cast", before."cast"),
    coalesce(said.directors, before.directors)
) IS DISTINCT FROM (
    before.gone, before.title, before.status, before.budget, before.revenue, before.runtime, before.release_date, before.original_language, before.genres,
    before.keywords, before.production_companies, before.production_countries, before."cast", before.directors
)
ON CONFLICT DO NOTHING;

-- A state that comes late was not the last word: since the newest reply, what was known before it holds again.
INSERT INTO warehouse.movie_history (
    movie_id, fetched_at, load_id, gone, title, status, budget, revenue, runtime, release_date, original_language,
    genres, keywords, production_companies, production_countries, "cast", directors
)
SELECT before.movie_id, movie.fetched_at, movie.load_id, before.gone, before.title, before.status, before.budget, before.revenue, before.runtime,
    before.release_date, before.original_language, before.genres, before.keywords, before.production_companies, before.production_countries, before."cast",
    before.directors
FROM staged_movie AS said
JOIN warehouse.movie ON movie.movie_id = said.movie_id AND movie.fetched_at > said.fetched_at
JOIN warehouse.movie_history AS late ON late.movie_id = said.movie_id AND late.fetched_at = said.fetched_at
CROSS JOIN LATERAL (
    SELECT * FROM warehouse.movie_history AS earlier
    WHERE earlier.movie_id = said.movie_id AND earlier.fetched_at < said.fetched_at
    ORDER BY earlier.fetched_at DESC
    LIMIT 1
) AS before
WHERE NOT EXISTS (SELECT FROM warehouse.movie_history AS later WHERE later.movie_id = said.movie_id AND later.fetched_at > said.fetched_at);
