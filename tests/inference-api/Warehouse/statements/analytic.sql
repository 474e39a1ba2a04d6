--- how many
SELECT count(*) AS movies FROM movies;
--- top by revenue
SELECT title, revenue_usd FROM movies WHERE revenue_usd IS NOT NULL ORDER BY revenue_usd DESC LIMIT 10
--- schema named
SELECT title FROM ask.movies WHERE release_year = 1994 ORDER BY popularity DESC LIMIT 5
--- all columns
SELECT * FROM movies LIMIT 3
--- TABLE
TABLE freshness
--- VALUES
VALUES (1, 'a', DATE '2000-01-01'), (2, 'b', DATE '2001-01-01')
--- by genre
SELECT genre, count(*) AS movies, round(avg(revenue_usd)) AS revenue FROM movies JOIN movie_genres USING (movie_id) GROUP BY genre ORDER BY movies DESC
--- by decade
SELECT extract(decade FROM release_date)::int * 10 AS decade, count(*) AS movies FROM movies GROUP BY 1 ORDER BY 1
--- by decade, integer arithmetic
SELECT (release_year / 10) * 10 AS decade, avg(runtime_minutes) AS minutes FROM movies WHERE release_year IS NOT NULL GROUP BY decade ORDER BY decade
--- by month
SELECT date_trunc('month', release_date)::date AS month, count(*) AS movies FROM movies WHERE release_date >= '2000-01-01' GROUP BY 1 ORDER BY 1
--- month's name
SELECT to_char(release_date, 'FMMonth') AS month, count(*) AS movies FROM movies GROUP BY 1, extract(month FROM release_date) ORDER BY extract(month FROM release_date)
--- weekday
SELECT extract(isodow FROM release_date) AS weekday, count(*) AS movies FROM movies GROUP BY 1 ORDER BY 1
--- padded month
SELECT release_year || '-' || lpad(extract(month FROM release_date)::text, 2, '0') AS month, count(*) AS movies FROM movies GROUP BY 1 ORDER BY 1
--- the last years
SELECT count(*) FROM movies WHERE release_date > CURRENT_DATE - INTERVAL '25 years'
--- still to come
SELECT title, release_date FROM movies WHERE release_date > now() ORDER BY release_date
--- current year
SELECT count(*) FROM movies WHERE release_year = extract(year FROM CURRENT_TIMESTAMP)
--- age
SELECT title, age(CURRENT_DATE, release_date)::text AS age, CURRENT_DATE - release_date AS days FROM movies ORDER BY release_date LIMIT 5
--- HAVING
SELECT person, count(*) AS parts FROM movie_cast GROUP BY person_id, person HAVING count(*) > 10 ORDER BY parts DESC
--- DISTINCT
SELECT DISTINCT original_language FROM movies ORDER BY original_language
--- DISTINCT ON
SELECT DISTINCT ON (release_year) release_year, title, revenue_usd FROM movies WHERE revenue_usd > 0 ORDER BY release_year, revenue_usd DESC
--- count of different ones
SELECT count(DISTINCT person_id) AS actors, count(DISTINCT (movie_id, person_id)) AS parts FROM movie_cast
--- FILTER
SELECT count(*) FILTER (WHERE paid_off) AS hits, count(*) FILTER (WHERE NOT paid_off) AS others, count(paid_off) AS known FROM movies
--- share
SELECT genre, round(100.0 * count(*) / sum(count(*)) OVER (), 1) AS percent FROM movie_genres GROUP BY genre ORDER BY percent DESC
--- share of truth
SELECT avg(paid_off::int) AS share, avg(CASE WHEN paid_off THEN 1.0 ELSE 0 END) AS same FROM movies WHERE paid_off IS NOT NULL
--- GROUPING SETS
SELECT genre, release_year, count(*), grouping(genre, release_year) AS level FROM movies JOIN movie_genres USING (movie_id) GROUP BY GROUPING SETS ((genre), (release_year), ())
--- ROLLUP
SELECT original_language, status, count(*) FROM movies GROUP BY ROLLUP (original_language, status)
--- CUBE
SELECT original_language, paid_off, count(*) FROM movies GROUP BY CUBE (original_language, paid_off)
--- median and quartiles
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY revenue_usd) AS median, percentile_disc(0.9) WITHIN GROUP (ORDER BY revenue_usd) AS p90 FROM movies
--- quartiles as a list
SELECT percentile_cont(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY budget_usd) AS quartiles FROM movies
--- mode
SELECT mode() WITHIN GROUP (ORDER BY original_language) AS language FROM movies
--- statistics
SELECT stddev(runtime_minutes), variance(runtime_minutes), corr(budget_usd, revenue_usd), regr_slope(revenue_usd, budget_usd), regr_r2(revenue_usd, budget_usd) FROM movies
--- histogram
SELECT width_bucket(runtime_minutes, 60, 240, 18) AS bucket, count(*) AS movies FROM movies GROUP BY 1 ORDER BY 1
--- rank
SELECT title, rank() OVER (ORDER BY revenue_usd DESC NULLS LAST) AS place, dense_rank() OVER (PARTITION BY release_year ORDER BY revenue_usd DESC NULLS LAST) AS in_year FROM movies
--- first of each group
SELECT genre, title, revenue_usd FROM (SELECT g.genre, m.title, m.revenue_usd, row_number() OVER (PARTITION BY g.genre ORDER BY m.revenue_usd DESC NULLS LAST) AS place FROM movies AS m JOIN movie_genres AS g USING (movie_id)) AS ranked WHERE place <= 3 ORDER BY genre, place
--- change from year to year
SELECT release_year, sum(revenue_usd) AS revenue, sum(revenue_usd) - lag(sum(revenue_usd)) OVER (ORDER BY release_year) AS change FROM movies GROUP BY release_year ORDER BY release_year
--- running total
SELECT release_date, sum(budget_usd) OVER (ORDER BY release_date ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS total FROM movies WHERE release_date IS NOT NULL
--- moving average over time
SELECT title, avg(vote_average) OVER (ORDER BY release_date RANGE BETWEEN INTERVAL '1 year' PRECEDING AND CURRENT ROW) AS around FROM movies WHERE release_date IS NOT NULL
--- window named, EXCLUDE
SELECT title, avg(runtime_minutes) OVER w AS others, first_value(title) OVER w AS first, ntile(4) OVER (ORDER BY runtime_minutes) AS quarter FROM movies WINDOW w AS (PARTITION BY release_year ORDER BY release_date ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING EXCLUDE CURRENT ROW)
--- shares of places
SELECT title, percent_rank() OVER (ORDER BY budget_usd), cume_dist() OVER (ORDER BY budget_usd), lead(title, 2) OVER (ORDER BY budget_usd), nth_value(title, 2) OVER (ORDER BY budget_usd) FROM movies WHERE budget_usd > 0
--- WITH
WITH yearly AS (SELECT release_year, count(*) AS n FROM movies GROUP BY release_year), best AS MATERIALIZED (SELECT max(n) AS n FROM yearly) SELECT release_year, n FROM yearly WHERE n = (SELECT n FROM best)
--- recursion
WITH RECURSIVE years(y) AS (SELECT 1990 UNION ALL SELECT y + 1 FROM years WHERE y < 1999) SELECT y, count(movie_id) FROM years LEFT JOIN movies ON release_year = y GROUP BY y ORDER BY y
--- who played with whom, two steps
WITH RECURSIVE near(person_id, steps) AS (SELECT person_id, 0 FROM people WHERE name = 'Tom Hanks' UNION SELECT other.person_id, near.steps + 1 FROM near JOIN movie_cast AS own USING (person_id) JOIN movie_cast AS other USING (movie_id) WHERE near.steps < 2 AND own.billing <= 3 AND other.billing <= 3) SELECT steps, count(DISTINCT person_id) FROM near GROUP BY steps
--- recursion with SEARCH and CYCLE
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n % 3 + 1 FROM t) CYCLE n SET seen USING path SELECT n FROM t
--- years without gaps
SELECT y, count(movie_id) AS movies FROM generate_series(1980, 1989) AS y LEFT JOIN movies ON release_year = y GROUP BY y ORDER BY y
--- months without gaps
SELECT month::date, count(movie_id) FROM generate_series(DATE '1999-01-01', DATE '1999-12-01', INTERVAL '1 month') AS month LEFT JOIN movies ON date_trunc('month', release_date) = month GROUP BY month ORDER BY month
--- LATERAL
SELECT g.genre, best.title FROM (SELECT DISTINCT genre FROM movie_genres) AS g CROSS JOIN LATERAL (SELECT m.title FROM movies AS m JOIN movie_genres AS own USING (movie_id) WHERE own.genre = g.genre ORDER BY m.popularity DESC LIMIT 1) AS best
--- put together
SELECT title, (SELECT string_agg(person, ', ' ORDER BY billing) FROM movie_cast AS c WHERE c.movie_id = m.movie_id AND billing <= 3) AS stars FROM movies AS m ORDER BY popularity DESC LIMIT 10
--- lists
SELECT movie_id, array_agg(genre ORDER BY genre) AS genres FROM movie_genres GROUP BY movie_id LIMIT 10
--- unnest
SELECT word, count(*) FROM movies, LATERAL unnest(string_to_array(lower(title), ' ')) AS word GROUP BY word ORDER BY 2 DESC LIMIT 20
--- ordinality
SELECT part, place FROM movies CROSS JOIN LATERAL regexp_split_to_table(tagline, '\s+') WITH ORDINALITY AS x(part, place) LIMIT 20
--- text search
SELECT title FROM movies WHERE title ILIKE '%star%' OR overview ~* '\mspace\M' ORDER BY title
--- SIMILAR TO
SELECT title FROM movies WHERE title SIMILAR TO '(The|A) %' LIMIT 5
--- starts with
SELECT title FROM movies WHERE starts_with(title, 'Toy') OR left(title, 3) = 'Ice' OR title LIKE 'Shrek%'
--- text functions
SELECT upper(title), lower(title), initcap(title), length(title), substring(title FROM 1 FOR 3), split_part(title, ' ', 1), trim(both ' ' FROM title), replace(title, 'a', 'b'), concat(title, ' (', release_year, ')'), concat_ws(', ', title, release_year), reverse(title), position('a' IN title), overlay(title PLACING 'x' FROM 1) FROM movies LIMIT 3
--- number functions
SELECT round(budget_usd / 1e6, 1), ceil(vote_average), floor(vote_average), trunc(vote_average::numeric, 1), abs(gross_margin_usd), sqrt(vote_count), power(vote_average, 2), ln(vote_count + 1), log(10, 100), mod(runtime_minutes, 60), sign(gross_margin_usd), greatest(budget_usd, revenue_usd), least(budget_usd, revenue_usd) FROM movies WHERE vote_count > 0 LIMIT 3
--- formatted
SELECT title, to_char(revenue_usd, 'FM999,999,999,999') AS revenue, to_char(release_date, 'DD Mon YYYY') AS released FROM movies WHERE revenue_usd > 0 LIMIT 3
--- nulls
SELECT coalesce(tagline, 'none'), nullif(status, 'Released'), title IS DISTINCT FROM original_title, num_nulls(budget_usd, revenue_usd) FROM movies LIMIT 3
--- CASE
SELECT CASE WHEN runtime_minutes < 90 THEN 'short' WHEN runtime_minutes <= 120 THEN 'normal' ELSE 'long' END AS length, count(*) FROM movies GROUP BY 1
--- CASE of a value
SELECT CASE status WHEN 'Released' THEN 'out' ELSE 'not out' END AS state, count(*) FROM movies GROUP BY 1
--- BETWEEN, IN, ANY, ALL
SELECT title FROM movies WHERE release_year BETWEEN 1990 AND 1995 AND original_language_code IN ('en', 'fr') AND movie_id = ANY (ARRAY[13, 862, 329]) AND runtime_minutes <> ALL (ARRAY[1, 2])
--- rows compared
SELECT title FROM movies WHERE (release_year, runtime_minutes) > (2000, 100) AND (original_language_code, status) IN (('en', 'Released'), ('fr', 'Released')) LIMIT 5
--- EXISTS
SELECT title FROM movies AS m WHERE NOT EXISTS (SELECT 1 FROM movie_keywords AS k WHERE k.movie_id = m.movie_id) ORDER BY title
--- more than the average
SELECT title FROM movies WHERE budget_usd > (SELECT avg(budget_usd) FROM movies) ORDER BY budget_usd DESC LIMIT 5
--- more than all of
SELECT title FROM movies WHERE runtime_minutes >= ALL (SELECT runtime_minutes FROM movies WHERE runtime_minutes IS NOT NULL)
--- self join
SELECT a.person, b.person AS with_whom, count(*) AS movies FROM movie_cast AS a JOIN movie_cast AS b ON a.movie_id = b.movie_id AND a.person_id < b.person_id WHERE a.billing <= 3 AND b.billing <= 3 GROUP BY a.person, b.person ORDER BY movies DESC LIMIT 10
--- all joins
SELECT m.title, f.probability, r.country FROM movies AS m LEFT JOIN forecasts AS f USING (movie_id) LEFT JOIN movie_releases AS r ON r.movie_id = m.movie_id AND r.kind = 'premiere' FULL JOIN (SELECT 1 AS one) AS x ON false LIMIT 10
--- NATURAL JOIN
SELECT count(*) FROM movie_companies NATURAL JOIN movie_countries
--- UNION, INTERSECT, EXCEPT
(SELECT person_id FROM movie_cast INTERSECT SELECT person_id FROM movie_crew WHERE job = 'Director') EXCEPT SELECT person_id FROM people WHERE gender = 'man' UNION SELECT -1 ORDER BY 1
--- FETCH WITH TIES
SELECT title, release_year FROM movies WHERE release_year IS NOT NULL ORDER BY release_year FETCH FIRST 3 ROWS WITH TIES
--- OFFSET
SELECT title FROM movies ORDER BY title OFFSET 10 ROWS FETCH NEXT 5 ROWS ONLY
--- at random
SELECT title FROM movies ORDER BY random() LIMIT 1
--- times
SELECT max(known_since) AT TIME ZONE 'Europe/Madrid' AS here, date_trunc('day', max(known_since)), extract(epoch FROM now() - max(known_since)) > 0 AS past FROM movies
--- intervals
SELECT make_interval(mins => sum(runtime_minutes)::int) AS all_of_them, justify_hours(make_interval(mins => max(runtime_minutes))) AS longest FROM movies
--- dates made
SELECT make_date(release_year, 1, 1), date_part('quarter', release_date), release_date + 7, (release_date + interval '1 month')::date FROM movies WHERE release_year IS NOT NULL LIMIT 3
--- overlap
SELECT (DATE '2000-01-01', DATE '2000-02-01') OVERLAPS (DATE '2000-01-15', DATE '2000-03-01') AS both
--- collation
SELECT title FROM movies ORDER BY title COLLATE "C" DESC NULLS LAST LIMIT 3
--- aliases with anything
SELECT title AS "título; DROP", revenue_usd AS "a ""b"" \ {c} (d) :relid 1" FROM movies AS "ｍ" LIMIT 1
--- comments
SELECT count(*) /* all */ FROM movies -- the end
--- operators named
SELECT 1 OPERATOR(pg_catalog.+) 2 AS three
--- casts
SELECT '12'::int + 1 AS a, cast('2000-01-01' AS date) AS b, 1.5::numeric(10, 1) AS c, 'x'::varchar(3) AS d, 3::text || 'a' AS e, '{1,2}'::int[] AS f, true::int AS g
--- texts made of texts
SELECT initcap(lower(title)) || ' (' || to_char(release_date, 'YYYY') || ', ' || runtime_minutes || ' min)' AS label, replace(replace(replace(title, '''', ''), '-', ' '), ':', '') AS plain, concat_ws(' / ', title, original_language, release_date) AS all, regexp_replace(title, '[^a-zA-Z ]', '', 'g') AS letters, (regexp_match(title, '^(.*): (.*)$'))[2] AS subtitle FROM movies LIMIT 5
--- words put together
SELECT release_year, string_agg(DISTINCT word, ', ' ORDER BY word) FROM movies, LATERAL unnest(string_to_array(lower(title), ' ')) AS word WHERE release_year > 2020 GROUP BY release_year
--- shares and growth in steps
WITH a AS (SELECT release_year AS y, sum(revenue_usd) AS r, count(*) AS n FROM movies WHERE revenue_usd > 0 GROUP BY 1), b AS (SELECT y, r, n, r / n AS each, lag(r) OVER (ORDER BY y) AS before FROM a), c AS (SELECT y, each, r - before AS more, CASE WHEN before > 0 THEN round(100.0 * (r - before) / before, 1) END AS percent, power(r::float8 / nullif(before, 0), 1.0 / 2) - 1 AS rate FROM b) SELECT y, round(percent, -1) AS tens, percent * percent AS square, more / nullif(each, 0) AS movies, rate, percent - avg(percent) OVER () AS off, (percent - avg(percent) OVER ()) / nullif(stddev(percent) OVER (), 0) AS z FROM c
--- patterns
SELECT title FROM movies WHERE title SIMILAR TO '%(Man|Woman)%' OR title LIKE '100!%%' ESCAPE '!' OR title ~* '^the ' LIMIT 5
--- a list of quantiles
SELECT percentile_disc(ARRAY[0.25, 0.5, 0.75]) WITHIN GROUP (ORDER BY title), percentile_cont(ARRAY[0.25, 0.75]) WITHIN GROUP (ORDER BY revenue_usd) FROM movies
