-- Forecasts: which movies get one, what the model would not take, and forecasts held against what came.
CREATE TABLE warehouse.forecast_issue (
    movie_id integer NOT NULL REFERENCES warehouse.movie,
    model text NOT NULL,
    model_version integer NOT NULL,
    features_fetched_at timestamptz NOT NULL,
    tried_at timestamptz NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (movie_id, model)
);
COMMENT ON TABLE warehouse.forecast_issue IS
    'Movies whose newest state the model did not take, and why. Each is tried again when the movie changes, or another version is served.';

-- The catalogue's own date, so that a copy that is no longer kept up to date goes on meaning what it meant.
CREATE VIEW warehouse.catalogue_date AS
SELECT (max(movie.fetched_at) AT TIME ZONE 'UTC')::date AS today FROM warehouse.movie;
COMMENT ON VIEW warehouse.catalogue_date IS 'The day, in UTC, on which TMDB was last asked.';

CREATE VIEW warehouse.movie_to_forecast AS
SELECT movie.movie_id
FROM warehouse.movie
WHERE NOT movie.gone AND movie.status IS DISTINCT FROM 'Canceled'
    AND (movie.release_date >= (SELECT today - 730 FROM warehouse.catalogue_date) OR (movie.release_date IS NULL AND movie.status IS DISTINCT FROM 'Released'))
    AND NOT (movie.revenue IS NOT NULL AND movie.status IS NOT DISTINCT FROM 'Released');
COMMENT ON VIEW warehouse.movie_to_forecast IS
    'Movies still to come, and those that came out in the last two years and have no known revenue. What has none after that will hardly get one.';

CREATE VIEW warehouse.newest_forecast AS
SELECT DISTINCT ON (forecast.movie_id, forecast.model) forecast.*
FROM warehouse.forecast
ORDER BY forecast.movie_id, forecast.model, forecast.forecast_at DESC;
COMMENT ON VIEW warehouse.newest_forecast IS 'The newest forecast of each movie by each model.';

CREATE OR REPLACE VIEW ask.forecasts AS
SELECT forecast.movie_id, forecast.probability, forecast.label, forecast.model_version, forecast.forecast_at,
    coalesce(movie.status NOT IN ('Released', 'Canceled') OR movie.release_date > (SELECT today FROM warehouse.catalogue_date), false) AS still_to_come,
    (SELECT string_agg(driver.key, ', ' ORDER BY driver.value::double precision DESC, driver.key)
        FROM jsonb_each_text(forecast.contributions) AS driver WHERE driver.value::double precision >= 0.05) AS raised_by,
    (SELECT string_agg(driver.key, ', ' ORDER BY driver.value::double precision, driver.key)
        FROM jsonb_each_text(forecast.contributions) AS driver WHERE driver.value::double precision <= -0.05) AS lowered_by
FROM warehouse.newest_forecast AS forecast JOIN warehouse.movie USING (movie_id)
WHERE forecast.model = 'movie-success' AND NOT movie.gone;
COMMENT ON COLUMN ask.forecasts.still_to_come IS
    'True where the movie is not released yet, as of the day when TMDB was last asked; false where it is, or was canceled.';
COMMENT ON COLUMN ask.forecasts.raised_by IS
    'Which inputs of the model raised the probability, the strongest first, joined by comma, such as keywords, cast. How much each did stands in ask.forecast_drivers.';
COMMENT ON COLUMN ask.forecasts.lowered_by IS 'Which inputs of the model lowered the probability, the strongest first, joined by comma.';

CREATE VIEW ask.forecast_drivers AS
SELECT forecast.movie_id, driver.key AS input, driver.value::double precision AS contribution, forecast.model_version
FROM warehouse.newest_forecast AS forecast
JOIN warehouse.movie USING (movie_id)
CROSS JOIN LATERAL jsonb_each_text(forecast.contributions) AS driver
WHERE forecast.model = 'movie-success' AND NOT movie.gone;
COMMENT ON VIEW ask.forecast_drivers IS 'What drove the newest forecast of each movie: one row a movie and input of the model.';
COMMENT ON COLUMN ask.forecast_drivers.movie_id IS 'TMDB''s number of the movie; joins to ask.forecasts and ask.movies.';
COMMENT ON COLUMN ask.forecast_drivers.input IS
    'The input: budget, runtime, release_date, original_language, genres, keywords, production_companies, production_countries, cast, directors.';
COMMENT ON COLUMN ask.forecast_drivers.contribution IS
    'How much the input moved the forecast, in log-odds: above 0 it raised the chance, below 0 it lowered it; 0.7 doubles the odds.';
COMMENT ON COLUMN ask.forecast_drivers.model_version IS 'Which version of the model made the forecast.';

-- Only what was said before TMDB named the revenue is a forecast; of several the last one counts, for each version of the model.
CREATE VIEW warehouse.forecast_result AS
SELECT DISTINCT ON (forecast.movie_id, forecast.model, forecast.model_version)
    forecast.movie_id, forecast.model, forecast.model_version, forecast.forecast_at, forecast.probability, forecast.label,
    known.result_known_at, movie.revenue >= 2 * movie.budget AS paid_off
FROM warehouse.forecast
JOIN warehouse.movie USING (movie_id)
JOIN LATERAL (
    SELECT min(history.fetched_at) AS result_known_at
    FROM warehouse.movie_history AS history
    WHERE history.movie_id = movie.movie_id AND history.revenue IS NOT NULL AND history.status = 'Released'
) AS known ON forecast.forecast_at < known.result_known_at
WHERE NOT movie.gone AND movie.status = 'Released' AND movie.revenue IS NOT NULL AND movie.budget IS NOT NULL
ORDER BY forecast.movie_id, forecast.model, forecast.model_version, forecast.forecast_at DESC;
COMMENT ON VIEW warehouse.forecast_result IS 'The last forecast that each version made of a movie before its result was known, and the result.';

-- One row a version and month in which results became known, and one with month null for all of them. The area under the curve comes from
-- ranks: ties share the mean of their places.
CREATE VIEW warehouse.forecast_accuracy AS
SELECT placed.model, placed.model_version, placed.month, count(*) AS results, count(*) FILTER (WHERE placed.paid_off) AS paid_off,
    (sum(placed.place) FILTER (WHERE placed.paid_off) - count(*) FILTER (WHERE placed.paid_off) * (count(*) FILTER (WHERE placed.paid_off) + 1) / 2.0)::double precision
        / nullif(count(*) FILTER (WHERE placed.paid_off) * count(*) FILTER (WHERE NOT placed.paid_off), 0) AS auc,
    avg((placed.probability - placed.paid_off::integer) ^ 2) AS brier,
    avg(placed.probability) AS mean_probability, avg(placed.paid_off::integer)::double precision AS success_rate
FROM (
    SELECT result.*, scope.month,
        rank() OVER (PARTITION BY result.model, result.model_version, scope.month ORDER BY result.probability)
            + (count(*) OVER (PARTITION BY result.model, result.model_version, scope.month, result.probability) - 1) / 2.0 AS place
    FROM warehouse.forecast_result AS result
    CROSS JOIN LATERAL (VALUES (date_trunc('month', result.result_known_at AT TIME ZONE 'UTC')::date), (NULL)) AS scope (month)
) AS placed
GROUP BY placed.model, placed.model_version, placed.month;
COMMENT ON VIEW warehouse.forecast_accuracy IS 'How forecasts came out, by version and month; month null: all months.';

CREATE VIEW ask.forecast_results AS
SELECT result.movie_id, result.model_version, result.forecast_at, result.probability, result.label, result.result_known_at, result.paid_off,
    (result.label = 'success') = result.paid_off AS was_right
FROM warehouse.forecast_result AS result
WHERE result.model = 'movie-success';
COMMENT ON VIEW ask.forecast_results IS
    'Forecasts held against what came: one row a movie and version of the model movie-success, the last forecast made before the movie''s revenue was known. Forecasts made later are left out.';
COMMENT ON COLUMN ask.forecast_results.movie_id IS 'TMDB''s number of the movie; joins to ask.movies.';
COMMENT ON COLUMN ask.forecast_results.model_version IS 'Which version of the model made the forecast.';
COMMENT ON COLUMN ask.forecast_results.forecast_at IS 'When the forecast was made, before the result was known.';
COMMENT ON COLUMN ask.forecast_results.probability IS 'Chance that was forecast for revenue of at least twice the budget, from 0 to 1.';
COMMENT ON COLUMN ask.forecast_results.label IS 'success or no success: what the model called it.';
COMMENT ON COLUMN ask.forecast_results.result_known_at IS 'When TMDB was first seen to name the movie''s revenue after its release.';
COMMENT ON COLUMN ask.forecast_results.paid_off IS 'What came: true where revenue is at least twice the budget.';
COMMENT ON COLUMN ask.forecast_results.was_right IS 'True where label and result agree.';

CREATE VIEW ask.forecast_accuracy AS
SELECT accuracy.model, accuracy.model_version, accuracy.month, accuracy.results, accuracy.paid_off, accuracy.auc, accuracy.brier,
    accuracy.mean_probability, accuracy.success_rate
FROM warehouse.forecast_accuracy AS accuracy
WHERE accuracy.month IS NOT NULL;
COMMENT ON VIEW ask.forecast_accuracy IS
    'How good forecasts were, held against what came: one row a version of a model and month in which results became known. For all months together use ask.forecast_accuracy_overall.';
COMMENT ON COLUMN ask.forecast_accuracy.model IS 'Name of the model, such as movie-success.';
COMMENT ON COLUMN ask.forecast_accuracy.model_version IS 'Which version of the model made the forecasts.';
COMMENT ON COLUMN ask.forecast_accuracy.month IS 'First day of the month in which the results became known.';
COMMENT ON COLUMN ask.forecast_accuracy.results IS 'How many forecasts were held against a result.';
COMMENT ON COLUMN ask.forecast_accuracy.paid_off IS 'How many of these movies took at least twice their budget.';
COMMENT ON COLUMN ask.forecast_accuracy.auc IS
    'Area under the ROC curve: how often a movie that paid off had been given a higher chance than one that did not. 1 is perfect, 0.5 is chance. Null where all came out alike.';
COMMENT ON COLUMN ask.forecast_accuracy.brier IS 'Brier score: mean squared distance between the chance and what came (1 or 0). 0 is perfect; always saying 0.5 gets 0.25.';
COMMENT ON COLUMN ask.forecast_accuracy.mean_probability IS 'Mean chance that was forecast. Well calibrated where it is near success_rate.';
COMMENT ON COLUMN ask.forecast_accuracy.success_rate IS 'Share of the movies that did pay off, from 0 to 1.';

CREATE VIEW ask.forecast_accuracy_overall AS
SELECT made.model, made.model_version, made.movies, coalesce(accuracy.results, 0) AS results, coalesce(accuracy.paid_off, 0) AS paid_off,
    accuracy.auc, accuracy.brier, accuracy.mean_probability, accuracy.success_rate
FROM (
    SELECT forecast.model, forecast.model_version, count(DISTINCT forecast.movie_id) AS movies FROM warehouse.forecast GROUP BY forecast.model, forecast.model_version
) AS made
LEFT JOIN warehouse.forecast_accuracy AS accuracy ON accuracy.model = made.model AND accuracy.model_version = made.model_version AND accuracy.month IS NULL;
COMMENT ON VIEW ask.forecast_accuracy_overall IS
    'How good the forecasts of each version of a model were over all months, held against what came: one row a version that made forecasts, also where no result is known yet.';
COMMENT ON COLUMN ask.forecast_accuracy_overall.model IS 'Name of the model, such as movie-success.';
COMMENT ON COLUMN ask.forecast_accuracy_overall.model_version IS 'Which version of the model made the forecasts.';
COMMENT ON COLUMN ask.forecast_accuracy_overall.movies IS 'How many movies it made forecasts of.';
COMMENT ON COLUMN ask.forecast_accuracy_overall.results IS 'How many of these forecasts were held against a result; 0 where none is known yet.';
COMMENT ON COLUMN ask.forecast_accuracy_overall.paid_off IS 'How many of the movies with a result took at least twice their budget.';
COMMENT ON COLUMN ask.forecast_accuracy_overall.auc IS
    'Area under the ROC curve: how often a movie that paid off had been given a higher chance than one that did not. 1 is perfect, 0.5 is chance. Null where all came out alike, or no result is known.';
COMMENT ON COLUMN ask.forecast_accuracy_overall.brier IS 'Brier score: mean squared distance between the chance and what came (1 or 0). 0 is perfect. Null where no result is known.';
COMMENT ON COLUMN ask.forecast_accuracy_overall.mean_probability IS 'Mean chance that was forecast for the movies with a result.';
COMMENT ON COLUMN ask.forecast_accuracy_overall.success_rate IS 'Share of the movies with a result that did pay off, from 0 to 1.';

CREATE VIEW ask.forecast_calibration AS
SELECT result.model, result.model_version, least(floor(result.probability * 10), 9)::integer * 10 AS from_percent,
    least(floor(result.probability * 10), 9)::integer * 10 + 10 AS to_percent, count(*) AS results,
    avg(result.probability) AS mean_probability, avg(result.paid_off::integer)::double precision AS success_rate
FROM warehouse.forecast_result AS result
GROUP BY result.model, result.model_version, least(floor(result.probability * 10), 9);
COMMENT ON VIEW ask.forecast_calibration IS
    'Whether a chance of 70 percent came true 70 times out of 100: one row a version of a model and tenth of the probability, over all results.';
COMMENT ON COLUMN ask.forecast_calibration.model IS 'Name of the model, such as movie-success.';
COMMENT ON COLUMN ask.forecast_calibration.model_version IS 'Which version of the model made the forecasts.';
COMMENT ON COLUMN ask.forecast_calibration.from_percent IS 'Least chance in the row, in percent.';
COMMENT ON COLUMN ask.forecast_calibration.to_percent IS 'Greatest chance in the row, in percent.';
COMMENT ON COLUMN ask.forecast_calibration.results IS 'How many forecasts with a result had a chance in that range.';
COMMENT ON COLUMN ask.forecast_calibration.mean_probability IS 'Their mean chance, from 0 to 1.';
COMMENT ON COLUMN ask.forecast_calibration.success_rate IS 'Share of them that did pay off, from 0 to 1.';
