-- The forecast of a movie that was canceled answers no question: the table keeps it, the views leave it out.
CREATE OR REPLACE VIEW ask.forecasts AS
SELECT forecast.movie_id, forecast.probability, forecast.label, forecast.model_version, forecast.forecast_at,
    coalesce(movie.status <> 'Released' OR movie.release_date > (SELECT today FROM warehouse.catalogue_date), false) AS still_to_come,
    (SELECT string_agg(driver.key, ', ' ORDER BY driver.value::double precision DESC, driver.key)
        FROM jsonb_each_text(forecast.contributions) AS driver WHERE driver.value::double precision >= 0.05) AS raised_by,
    (SELECT string_agg(driver.key, ', ' ORDER BY driver.value::double precision, driver.key)
        FROM jsonb_each_text(forecast.contributions) AS driver WHERE driver.value::double precision <= -0.05) AS lowered_by
FROM warehouse.newest_forecast AS forecast JOIN warehouse.movie USING (movie_id)
WHERE forecast.model = 'movie-success' AND NOT movie.gone AND movie.status IS DISTINCT FROM 'Canceled';
COMMENT ON VIEW ask.forecasts IS
    'The newest forecast of each movie by the model movie-success, canceled movies left out: will it take at least twice its budget?';
COMMENT ON COLUMN ask.forecasts.still_to_come IS 'True where the movie is not released yet, as of the day when TMDB was last asked.';

CREATE OR REPLACE VIEW ask.forecast_drivers AS
SELECT forecast.movie_id, driver.key AS input, driver.value::double precision AS contribution, forecast.model_version
FROM warehouse.newest_forecast AS forecast
JOIN warehouse.movie USING (movie_id)
CROSS JOIN LATERAL jsonb_each_text(forecast.contributions) AS driver
WHERE forecast.model = 'movie-success' AND NOT movie.gone AND movie.status IS DISTINCT FROM 'Canceled';
