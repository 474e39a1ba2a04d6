-- Views for questions. The comments are what questions are answered from: a person must understand each.
-- In these views unknown is null, never 0.
CREATE VIEW ask.movies AS
SELECT movie.movie_id, movie.title, movie.original_title, movie.release_date,
    extract(year FROM movie.release_date)::integer AS release_year,
    movie.status, language.name AS original_language, movie.original_language AS original_language_code,
    movie.runtime AS runtime_minutes, movie.budget AS budget_usd, movie.revenue AS revenue_usd,
    movie.revenue - movie.budget AS gross_margin_usd,
    round(movie.revenue::numeric / movie.budget, 2) AS revenue_per_budget,
    movie.revenue >= 2 * movie.budget AS paid_off,
    CASE WHEN movie.vote_count > 0 THEN movie.vote_average END AS vote_average, movie.vote_count, movie.popularity,
    (SELECT string_agg(genre.name, ', ' ORDER BY tie.position)
        FROM warehouse.movie_genre AS tie JOIN warehouse.genre USING (genre_id) WHERE tie.movie_id = movie.movie_id) AS genres,
    (SELECT string_agg(person.name, ', ' ORDER BY crew.position)
        FROM warehouse.movie_crew AS crew JOIN warehouse.person USING (person_id)
        WHERE crew.movie_id = movie.movie_id AND crew.job = 'Director') AS directors,
    collection.name AS collection, movie.overview, movie.tagline, movie.homepage, movie.imdb_id,
    movie.fetched_at AS known_since
FROM warehouse.movie
LEFT JOIN warehouse.collection USING (collection_id)
LEFT JOIN warehouse.language ON language.language_code = movie.original_language
WHERE NOT movie.gone;
COMMENT ON VIEW ask.movies IS 'One row a movie that TMDB has. Null means unknown, never 0.';
COMMENT ON COLUMN ask.movies.movie_id IS 'TMDB''s number of the movie. The other views join by it.';
COMMENT ON COLUMN ask.movies.title IS 'Title in English, or as it is known internationally.';
COMMENT ON COLUMN ask.movies.original_title IS 'Title in the language in which the movie was made.';
COMMENT ON COLUMN ask.movies.release_date IS 'Day of the first release in the country where it was made. In the future for movies still to come.';
COMMENT ON COLUMN ask.movies.release_year IS 'Year of release_date.';
COMMENT ON COLUMN ask.movies.status IS 'Where the movie stands: Rumored, Planned, In Production, Post Production, Released, Canceled.';
COMMENT ON COLUMN ask.movies.original_language IS 'Name of the language in which it was made.';
COMMENT ON COLUMN ask.movies.original_language_code IS 'The same as ISO 639-1 code, such as en, fr, hi.';
COMMENT ON COLUMN ask.movies.runtime_minutes IS 'Length in minutes.';
COMMENT ON COLUMN ask.movies.budget_usd IS 'What the movie cost to make, in US dollars of its time, not adjusted for inflation.';
COMMENT ON COLUMN ask.movies.revenue_usd IS 'What cinemas took worldwide, in US dollars of its time, not adjusted for inflation.';
COMMENT ON COLUMN ask.movies.gross_margin_usd IS 'revenue_usd less budget_usd, in US dollars. No profit: marketing and the cinemas'' share are not taken off.';
COMMENT ON COLUMN ask.movies.revenue_per_budget IS 'revenue_usd divided by budget_usd: 2 means that the movie took twice its cost.';
COMMENT ON COLUMN ask.movies.paid_off IS 'True where revenue_usd is at least twice budget_usd, which is how the model movie-success defines success.';
COMMENT ON COLUMN ask.movies.vote_average IS 'Mean rating by TMDB''s users, from 0 to 10. Null without votes. Rankings should ask for a least vote_count.';
COMMENT ON COLUMN ask.movies.vote_count IS 'How many of TMDB''s users rated the movie.';
COMMENT ON COLUMN ask.movies.popularity IS 'TMDB''s measure of how much attention the movie gets now; it has no unit.';
COMMENT ON COLUMN ask.movies.genres IS 'Names of its genres, joined by comma. To filter or group by genre, use ask.movie_genres.';
COMMENT ON COLUMN ask.movies.directors IS 'Names of its directors, joined by comma. To filter or group by director, use ask.movie_crew with job ''Director''.';
COMMENT ON COLUMN ask.movies.collection IS 'The series it belongs to, such as Toy Story Collection.';
COMMENT ON COLUMN ask.movies.overview IS 'What it is about, in a few sentences.';
COMMENT ON COLUMN ask.movies.tagline IS 'Its advertising line.';
COMMENT ON COLUMN ask.movies.homepage IS 'Address of its site.';
COMMENT ON COLUMN ask.movies.imdb_id IS 'Its number at IMDb, such as tt0114709.';
COMMENT ON COLUMN ask.movies.known_since IS 'When TMDB said so: how fresh this row is.';

CREATE VIEW ask.movie_genres AS
SELECT tie.movie_id, genre.name AS genre FROM warehouse.movie_genre AS tie JOIN warehouse.genre USING (genre_id);
COMMENT ON VIEW ask.movie_genres IS 'Which movie has which genres: one row a movie and genre.';
COMMENT ON COLUMN ask.movie_genres.movie_id IS 'TMDB''s number of the movie; joins to ask.movies.';
COMMENT ON COLUMN ask.movie_genres.genre IS 'Name of the genre, such as Drama, Comedy, Science Fiction.';

CREATE VIEW ask.movie_keywords AS
SELECT tie.movie_id, keyword.name AS keyword FROM warehouse.movie_keyword AS tie JOIN warehouse.keyword USING (keyword_id);
COMMENT ON VIEW ask.movie_keywords IS 'What movies are about: one row a movie and keyword.';
COMMENT ON COLUMN ask.movie_keywords.movie_id IS 'TMDB''s number of the movie; joins to ask.movies.';
COMMENT ON COLUMN ask.movie_keywords.keyword IS 'Keyword in small letters, such as time travel, based on novel or book.';

CREATE VIEW ask.movie_companies AS
SELECT tie.movie_id, company.company_id, company.name AS company, company.country AS company_country_code
FROM warehouse.movie_company AS tie JOIN warehouse.company USING (company_id);
COMMENT ON VIEW ask.movie_companies IS 'Who produced which movie: one row a movie and company.';
COMMENT ON COLUMN ask.movie_companies.movie_id IS 'TMDB''s number of the movie; joins to ask.movies.';
COMMENT ON COLUMN ask.movie_companies.company_id IS 'TMDB''s number of the company; negative where TMDB''s is not known.';
COMMENT ON COLUMN ask.movie_companies.company IS 'Name of the company, such as Pixar.';
COMMENT ON COLUMN ask.movie_companies.company_country_code IS 'Where the company sits, as ISO 3166-1 code.';

CREATE VIEW ask.movie_countries AS
SELECT tie.movie_id, country_code, country.name AS country FROM warehouse.movie_country AS tie JOIN warehouse.country USING (country_code);
COMMENT ON VIEW ask.movie_countries IS 'Where movies were produced: one row a movie and country.';
COMMENT ON COLUMN ask.movie_countries.movie_id IS 'TMDB''s number of the movie; joins to ask.movies.';
COMMENT ON COLUMN ask.movie_countries.country_code IS 'ISO 3166-1 code of the country, such as US.';
COMMENT ON COLUMN ask.movie_countries.country IS 'Name of the country in English, such as United States of America.';

CREATE VIEW ask.movie_languages AS
SELECT tie.movie_id, language_code, language.name AS language FROM warehouse.movie_language AS tie JOIN warehouse.language USING (language_code);
COMMENT ON VIEW ask.movie_languages IS 'Which languages are spoken in a movie: one row a movie and language.';
COMMENT ON COLUMN ask.movie_languages.movie_id IS 'TMDB''s number of the movie; joins to ask.movies.';
COMMENT ON COLUMN ask.movie_languages.language_code IS 'ISO 639-1 code of the language, such as en.';
COMMENT ON COLUMN ask.movie_languages.language IS 'Name of the language in English.';

CREATE VIEW ask.movie_cast AS
SELECT part.movie_id, part.person_id, person.name AS person, part.character, part.billing + 1 AS billing
FROM warehouse.movie_cast AS part JOIN warehouse.person USING (person_id);
COMMENT ON VIEW ask.movie_cast IS 'Who acts in which movie: one row a part.';
COMMENT ON COLUMN ask.movie_cast.movie_id IS 'TMDB''s number of the movie; joins to ask.movies.';
COMMENT ON COLUMN ask.movie_cast.person_id IS 'TMDB''s number of the actor; joins to ask.people.';
COMMENT ON COLUMN ask.movie_cast.person IS 'Name of the actor.';
COMMENT ON COLUMN ask.movie_cast.character IS 'Who is played.';
COMMENT ON COLUMN ask.movie_cast.billing IS 'Place in the billing: 1 is named first. The leading parts have 1 to 5.';

CREATE VIEW ask.movie_crew AS
SELECT job.movie_id, job.person_id, person.name AS person, job.department, job.job
FROM warehouse.movie_crew AS job JOIN warehouse.person USING (person_id);
COMMENT ON VIEW ask.movie_crew IS 'Who made which movie, behind the camera: one row a job.';
COMMENT ON COLUMN ask.movie_crew.movie_id IS 'TMDB''s number of the movie; joins to ask.movies.';
COMMENT ON COLUMN ask.movie_crew.person_id IS 'TMDB''s number of the person; joins to ask.people.';
COMMENT ON COLUMN ask.movie_crew.person IS 'Name of the person.';
COMMENT ON COLUMN ask.movie_crew.department IS 'Department, such as Directing, Writing, Production, Sound.';
COMMENT ON COLUMN ask.movie_crew.job IS 'The job, such as Director, Producer, Screenplay, Original Music Composer.';

CREATE VIEW ask.movie_releases AS
SELECT release.movie_id, release.country_code, country.name AS country, release.release_date,
    CASE release.kind WHEN 1 THEN 'premiere' WHEN 2 THEN 'limited cinemas' WHEN 3 THEN 'cinemas'
        WHEN 4 THEN 'digital' WHEN 5 THEN 'physical' WHEN 6 THEN 'television' END AS kind,
    release.certification, release.note
FROM warehouse.movie_release AS release LEFT JOIN warehouse.country USING (country_code);
COMMENT ON VIEW ask.movie_releases IS 'When a movie came out where: one row a release in a country.';
COMMENT ON COLUMN ask.movie_releases.movie_id IS 'TMDB''s number of the movie; joins to ask.movies.';
COMMENT ON COLUMN ask.movie_releases.country_code IS 'ISO 3166-1 code of the country.';
COMMENT ON COLUMN ask.movie_releases.country IS 'Name of the country in English.';
COMMENT ON COLUMN ask.movie_releases.release_date IS 'Day of this release.';
COMMENT ON COLUMN ask.movie_releases.kind IS 'How it came out: premiere, limited cinemas, cinemas, digital, physical, television.';
COMMENT ON COLUMN ask.movie_releases.certification IS 'For which age it was approved there, such as PG-13.';
COMMENT ON COLUMN ask.movie_releases.note IS 'A remark, such as the name of a festival.';

CREATE VIEW ask.people AS
SELECT person.person_id, person.name,
    CASE person.gender WHEN 1 THEN 'woman' WHEN 2 THEN 'man' WHEN 3 THEN 'non-binary' END AS gender,
    person.known_for AS known_for_department
FROM warehouse.person;
COMMENT ON VIEW ask.people IS 'Everybody with a part or job in a movie.';
COMMENT ON COLUMN ask.people.person_id IS 'TMDB''s number of the person; joins to ask.movie_cast and ask.movie_crew.';
COMMENT ON COLUMN ask.people.name IS 'Name of the person. Two people may share one.';
COMMENT ON COLUMN ask.people.gender IS 'As TMDB has it: woman, man, non-binary; null where TMDB does not say.';
COMMENT ON COLUMN ask.people.known_for_department IS 'The department the person is best known for, such as Acting.';

CREATE VIEW ask.forecasts AS
SELECT DISTINCT ON (forecast.movie_id) forecast.movie_id, forecast.probability, forecast.label, forecast.model_version, forecast.forecast_at
FROM warehouse.forecast JOIN warehouse.movie USING (movie_id)
WHERE forecast.model = 'movie-success' AND NOT movie.gone
ORDER BY forecast.movie_id, forecast.forecast_at DESC;
COMMENT ON VIEW ask.forecasts IS 'The newest forecast of each movie by the model movie-success: will it take at least twice its budget?';
COMMENT ON COLUMN ask.forecasts.movie_id IS 'TMDB''s number of the movie; joins to ask.movies.';
COMMENT ON COLUMN ask.forecasts.probability IS 'Chance that worldwide revenue reaches twice the budget, from 0 to 1.';
COMMENT ON COLUMN ask.forecasts.label IS 'success or no success: what the model calls it at its threshold.';
COMMENT ON COLUMN ask.forecasts.model_version IS 'Which version of the model made the forecast.';
COMMENT ON COLUMN ask.forecasts.forecast_at IS 'When it was made.';

CREATE VIEW ask.freshness AS
SELECT count(*) AS movies, min(movie.fetched_at) AS oldest, max(movie.fetched_at) AS newest FROM warehouse.movie WHERE NOT movie.gone;
COMMENT ON VIEW ask.freshness IS 'How fresh the data is: one row.';
COMMENT ON COLUMN ask.freshness.movies IS 'How many movies the data has.';
COMMENT ON COLUMN ask.freshness.oldest IS 'When the row that was fetched longest ago was fetched.';
COMMENT ON COLUMN ask.freshness.newest IS 'When the newest row was fetched.';
