-- The inputs of the model movie-success under their names, one row a movie.
CREATE FUNCTION training.movie_features_as_of(as_of timestamptz)
RETURNS TABLE (
    movie_id integer,
    fetched_at timestamptz,
    budget bigint,
    runtime integer,
    release_date date,
    original_language text,
    genres text[],
    keywords text[],
    production_companies text[],
    production_countries text[],
    "cast" text[],
    directors text[]
)
LANGUAGE sql STABLE
AS $$
    SELECT known.movie_id, known.fetched_at, known.budget, known.runtime, known.release_date, known.original_language, known.genres, known.keywords,
        known.production_companies, known.production_countries, known."cast", known.directors
    FROM (
        SELECT DISTINCT ON (history.movie_id) history.*
        FROM warehouse.movie_history AS history
        WHERE history.fetched_at <= as_of
        ORDER BY history.movie_id, history.fetched_at DESC
    ) AS known
    WHERE NOT known.gone;
$$;
COMMENT ON FUNCTION training.movie_features_as_of IS
    'What was known of each movie at a moment: the model''s inputs under their names. For training without hindsight.';

CREATE VIEW training.movie_features AS
SELECT features.movie_id, features.fetched_at, features.budget, features.runtime, features.release_date, features.original_language, features.genres, features.keywords,
    features.production_companies, features.production_countries, features."cast", features.directors
FROM training.movie_features_as_of('infinity') AS features;
COMMENT ON VIEW training.movie_features IS
    'movie_id and fetched_at say which movie and state; then the inputs of the newest onnx-models/movie-success in its order; unknown is null.';

CREATE VIEW training.movie_result AS
SELECT movie.movie_id, movie.revenue, movie.fetched_at
FROM warehouse.movie
WHERE movie.revenue IS NOT NULL AND movie.status = 'Released';
COMMENT ON VIEW training.movie_result IS 'What came of the movies: worldwide revenue in US dollars, for the label. Never an input.';
