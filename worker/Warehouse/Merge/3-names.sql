-- What movies are tied to: names that are new are added, names that changed since are changed. fetched_at is when a name was first met as it is, since
-- else each load would write, and lock, the row of every name that it meets. So a reply that comes late must not change a name which the newer reply of
-- another movie, still tied to it, has confirmed. Most names are known, and one that is asked for is cheaper than one that is refused; of those that are
-- not, another loader may have been faster. A country or language may come without a name: the one that is known stays, and a new one is called by its code.

WITH named AS MATERIALIZED (
    SELECT DISTINCT ON (said.id) said.id AS key, said.name, winner.fetched_at, winner.load_id
    FROM staged_genre AS said JOIN winner USING (line)
    ORDER BY said.id, winner.fetched_at DESC
), added AS (
    INSERT INTO warehouse.genre (genre_id, name, fetched_at, load_id)
    SELECT * FROM named WHERE NOT EXISTS (SELECT FROM warehouse.genre WHERE genre_id = key) ORDER BY key
    ON CONFLICT DO NOTHING
)
UPDATE warehouse.genre AS known
SET name = named.name, fetched_at = named.fetched_at, load_id = named.load_id
FROM named
WHERE known.genre_id = named.key AND named.fetched_at > known.fetched_at
    AND named.name IS DISTINCT FROM known.name
    AND NOT EXISTS (
        SELECT FROM warehouse.movie_genre AS tie JOIN warehouse.movie USING (movie_id)
        WHERE tie.genre_id = named.key AND movie.fetched_at > named.fetched_at AND movie.load_id <> named.load_id
    );

WITH named AS MATERIALIZED (
    SELECT DISTINCT ON (said.id) said.id AS key, said.name, winner.fetched_at, winner.load_id
    FROM staged_keyword AS said JOIN winner USING (line)
    ORDER BY said.id, winner.fetched_at DESC
), added AS (
    INSERT INTO warehouse.keyword (keyword_id, name, fetched_at, load_id)
    SELECT * FROM named WHERE NOT EXISTS (SELECT FROM warehouse.keyword WHERE keyword_id = key) ORDER BY key
    ON CONFLICT DO NOTHING
)
UPDATE warehouse.keyword AS known
SET name = named.name, fetched_at = named.fetched_at, load_id = named.load_id
FROM named
WHERE known.keyword_id = named.key AND named.fetched_at > known.fetched_at
    AND named.name IS DISTINCT FROM known.name
    AND NOT EXISTS (
        SELECT FROM warehouse.movie_keyword AS tie JOIN warehouse.movie USING (movie_id)
        WHERE tie.keyword_id = named.key AND movie.fetched_at > named.fetched_at AND movie.load_id <> named.load_id
    );

WITH named AS MATERIALIZED (
    SELECT DISTINCT ON (said.id) said.id AS key, said.name, said.country, winner.fetched_at, winner.load_id
    FROM staged_company AS said JOIN winner USING (line)
    ORDER BY said.id, winner.fetched_at DESC
), added AS (
    INSERT INTO warehouse.company (company_id, name, country, fetched_at, load_id)
    SELECT * FROM named WHERE NOT EXISTS (SELECT FROM warehouse.company WHERE company_id = key) ORDER BY key
    ON CONFLICT DO NOTHING
)
UPDATE warehouse.company AS known
SET name = named.name, country = coalesce(named.country, known.country), fetched_at = named.fetched_at, load_id = named.load_id
FROM named
WHERE known.company_id = named.key AND named.fetched_at > known.fetched_at
    AND (named.name, coalesce(named.country, known.country)) IS DISTINCT FROM (known.name, known.country)
    AND NOT EXISTS (
        SELECT FROM warehouse.movie_company AS tie JOIN warehouse.movie USING (movie_id)
        WHERE tie.company_id = named.key AND movie.fetched_at > named.fetched_at AND movie.load_id <> named.load_id
    );

WITH named AS MATERIALIZED (
    SELECT DISTINCT ON (said.code) said.code AS key, said.name, winner.fetched_at, winner.load_id
    FROM staged_country AS said JOIN winner USING (line)
    ORDER BY said.code, said.name IS NULL, winner.fetched_at DESC
), added AS (
    INSERT INTO warehouse.country (country_code, name, fetched_at, load_id)
    SELECT key, coalesce(name, key), fetched_at, load_id FROM named WHERE NOT EXISTS (SELECT FROM warehouse.country WHERE country_code = key) ORDER BY key
    ON CONFLICT DO NOTHING
)
UPDATE warehouse.country AS known
SET name = named.name, fetched_at = named.fetched_at, load_id = named.load_id
FROM named
WHERE known.country_code = named.key AND named.fetched_at > known.fetched_at
    AND named.name <> known.name
    AND NOT EXISTS (
        SELECT FROM warehouse.movie_country AS tie JOIN warehouse.movie USING (movie_id)
        WHERE tie.country_code = named.key AND movie.fetched_at > named.fetched_at AND movie.load_id <> named.load_id
    );

WITH named AS MATERIALIZED (
    SELECT DISTINCT ON (said.code) said.code AS key, said.name, winner.fetched_at, winner.load_id
    FROM staged_language AS said JOIN winner USING (line)
    ORDER BY said.code, said.name IS NULL, winner.fetched_at DESC
), added AS (
    INSERT INTO warehouse.language (language_code, name, fetched_at, load_id)
    SELECT key, coalesce(name, key), fetched_at, load_id FROM named WHERE NOT EXISTS (SELECT FROM warehouse.language WHERE language_code = key) ORDER BY key
    ON CONFLICT DO NOTHING
)
UPDATE warehouse.language AS known
SET name = named.name, fetched_at = named.fetched_at, load_id = named.load_id
FROM named
WHERE known.language_code = named.key AND named.fetched_at > known.fetched_at
    AND named.name <> known.name
    AND NOT EXISTS (
        SELECT FROM warehouse.movie_language AS tie JOIN warehouse.movie USING (movie_id)
        WHERE tie.language_code = named.key AND movie.fetched_at > named.fetched_at AND movie.load_id <> named.load_id
    );

WITH named AS MATERIALIZED (
    SELECT DISTINCT ON (said.person_id) said.person_id AS key, said.name, said.gender, said.known_for, winner.fetched_at, winner.load_id
    FROM (
        SELECT line, person_id, name, gender, known_for FROM staged_cast UNION ALL SELECT line, person_id, name, gender, known_for FROM staged_crew
    ) AS said JOIN winner USING (line)
    ORDER BY said.person_id, winner.fetched_at DESC
), added AS (
    INSERT INTO warehouse.person (person_id, name, gender, known_for, fetched_at, load_id)
    SELECT * FROM named WHERE NOT EXISTS (SELECT FROM warehouse.person WHERE person_id = key) ORDER BY key
    ON CONFLICT DO NOTHING
)
UPDATE warehouse.person AS known
SET name = named.name, gender = coalesce(named.gender, known.gender), known_for = coalesce(named.known_for, known.known_for), fetched_at = named.fetched_at, load_id = named.load_id
FROM named
WHERE known.person_id = named.key AND named.fetched_at > known.fetched_at
    AND (named.name, coalesce(named.gender, known.gender), coalesce(named.known_for, known.known_for)) IS DISTINCT FROM (known.name, known.gender, known.known_for)
    AND NOT EXISTS (
        SELECT FROM warehouse.movie_cast AS tie JOIN warehouse.movie USING (movie_id)
        WHERE tie.person_id = named.key AND movie.fetched_at > named.fetched_at AND movie.load_id <> named.load_id
    )
    AND NOT EXISTS (
        SELECT FROM warehouse.movie_crew AS tie JOIN warehouse.movie USING (movie_id)
        WHERE tie.person_id = named.key AND movie.fetched_at > named.fetched_at AND movie.load_id <> named.load_id
    );
