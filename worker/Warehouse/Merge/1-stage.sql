-- The server notices within 25 s that a worker's machine is gone, and gives up what its load holds.
SET LOCAL tcp_keepalives_idle = 10;
SET LOCAL tcp_keepalives_interval = 5;
SET LOCAL tcp_keepalives_count = 3;
-- What an object says, as it is copied in: line by line, dropped with the transaction.
CREATE TEMP TABLE staged_movie (
    LIKE warehouse.movie, line integer, collection_name text, has_keywords boolean, has_credits boolean, has_releases boolean
) ON COMMIT DROP;
CREATE TEMP TABLE staged_history (LIKE warehouse.movie_history, line integer) ON COMMIT DROP;
CREATE TEMP TABLE staged_genre (line integer, position integer, id integer, name text) ON COMMIT DROP;
CREATE TEMP TABLE staged_keyword (line integer, position integer, id integer, name text) ON COMMIT DROP;
CREATE TEMP TABLE staged_company (line integer, position integer, id bigint, name text, country text) ON COMMIT DROP;
CREATE TEMP TABLE staged_country (line integer, position integer, code text, name text) ON COMMIT DROP;
CREATE TEMP TABLE staged_language (line integer, position integer, code text, name text) ON COMMIT DROP;
CREATE TEMP TABLE staged_cast (
    line integer, position integer, person_id integer, name text, gender smallint, known_for text, credit_id text, billing integer, character text
) ON COMMIT DROP;
CREATE TEMP TABLE staged_crew (
    line integer, position integer, person_id integer, name text, gender smallint, known_for text, credit_id text, department text, job text
) ON COMMIT DROP;
CREATE TEMP TABLE staged_release (
    line integer, position integer, country_code text, release_date date, kind smallint, certification text, language_code text, note text
) ON COMMIT DROP;
CREATE TEMP TABLE winner (
    movie_id integer, line integer, fetched_at timestamptz, load_id integer, gone boolean, has_keywords boolean, has_credits boolean, has_releases boolean
) ON COMMIT DROP;
