-- Where a movie's figures come from, and by what the warehouse was last changed: the first for whoever doubts an answer, the second for
-- whoever keeps one.
ALTER TABLE warehouse.movie ADD COLUMN lake_line integer;
COMMENT ON COLUMN warehouse.movie.lake_line IS 'The line of the lake object that says so, from 1; null where it was loaded before lines were kept.';
CREATE INDEX ON warehouse.forecast (forecast_at);

CREATE VIEW ask.evidence AS
SELECT movie.movie_id, movie.title, movie.gone, load.object_key AS lake_object, movie.lake_line, movie.load_id, load.changed_at AS loaded_at, movie.fetched_at,
    forecast.model AS forecast_model, forecast.model_version AS forecast_model_version, forecast.forecast_at,
    forecast.features_fetched_at AS forecast_from
FROM warehouse.movie
JOIN warehouse.load USING (load_id)
LEFT JOIN LATERAL (
    SELECT made.model, made.model_version, made.forecast_at, made.features_fetched_at
    FROM warehouse.forecast AS made
    WHERE made.movie_id = movie.movie_id AND made.model = 'movie-success'
    ORDER BY made.forecast_at DESC LIMIT 1) AS forecast ON true;
COMMENT ON VIEW ask.evidence IS 'Where a movie''s figures come from: one row a movie, those that TMDB no longer has included.';
COMMENT ON COLUMN ask.evidence.movie_id IS 'TMDB''s number of the movie; joins to ask.movies.';
COMMENT ON COLUMN ask.evidence.title IS 'Title of the movie; null where TMDB no longer has it.';
COMMENT ON COLUMN ask.evidence.gone IS 'True where TMDB no longer has the movie: then it is in no other view.';
COMMENT ON COLUMN ask.evidence.lake_object IS 'Key of the object in the lake that holds TMDB''s reply as it came.';
COMMENT ON COLUMN ask.evidence.lake_line IS 'The line of that object, from 1; null where it was loaded before lines were kept.';
COMMENT ON COLUMN ask.evidence.load_id IS 'Number of the load that brought this object into the warehouse.';
COMMENT ON COLUMN ask.evidence.loaded_at IS 'When that load was done.';
COMMENT ON COLUMN ask.evidence.fetched_at IS 'When TMDB was asked for the movie.';
COMMENT ON COLUMN ask.evidence.forecast_model IS 'The model that made the movie''s newest forecast; null where there is none.';
COMMENT ON COLUMN ask.evidence.forecast_model_version IS 'The version of that model.';
COMMENT ON COLUMN ask.evidence.forecast_at IS 'When the forecast was made.';
COMMENT ON COLUMN ask.evidence.forecast_from IS 'The state of the movie that was forecast: when TMDB was asked for it.';

CREATE VIEW ask.last_change AS
SELECT loaded.loads, loaded.load_id, loaded.loaded_at,
    (SELECT max(forecast_at) FROM warehouse.forecast) AS forecast_at
FROM (
    SELECT count(*) AS loads, max(load_id) AS load_id, max(changed_at) AS loaded_at FROM warehouse.load WHERE state = 'loaded') AS loaded;
COMMENT ON VIEW ask.last_change IS 'What the warehouse was last changed by: one row. As long as it stays the same, so do all answers.';
COMMENT ON COLUMN ask.last_change.loads IS 'How many objects of the lake are loaded.';
COMMENT ON COLUMN ask.last_change.load_id IS 'Number of the newest load; null in an empty warehouse.';
COMMENT ON COLUMN ask.last_change.loaded_at IS 'When the newest load was done; null in an empty warehouse.';
COMMENT ON COLUMN ask.last_change.forecast_at IS 'When the newest forecast was made; null where there is none.';
