-- The ties of each movie that became newer are replaced; a part that TMDB left out stays as it was. The old ones are sought by an array of numbers, so
-- that the index is used whatever the planner believes of the tables: a load that reads a whole table slows down as the catalogue grows.

DELETE FROM warehouse.movie_genre WHERE movie_id = ANY (ARRAY(SELECT movie_id FROM winner));

INSERT INTO warehouse.movie_genre (movie_id, genre_id, position, load_id)
SELECT winner.movie_id, said.id, said.position, winner.load_id
FROM staged_genre AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position;

DELETE FROM warehouse.movie_keyword WHERE movie_id = ANY (ARRAY(SELECT movie_id FROM winner WHERE gone OR has_keywords));

INSERT INTO warehouse.movie_keyword (movie_id, keyword_id, position, load_id)
SELECT winner.movie_id, said.id, said.position, winner.load_id
FROM staged_keyword AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position;

DELETE FROM warehouse.movie_company WHERE movie_id = ANY (ARRAY(SELECT movie_id FROM winner));

INSERT INTO warehouse.movie_company (movie_id, company_id, position, load_id)
SELECT winner.movie_id, said.id, said.position, winner.load_id
FROM staged_company AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position;

DELETE FROM warehouse.movie_country WHERE movie_id = ANY (ARRAY(SELECT movie_id FROM winner));

INSERT INTO warehouse.movie_country (movie_id, country_code, position, load_id)
SELECT winner.movie_id, said.code, said.position, winner.load_id
FROM staged_country AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position;

DELETE FROM warehouse.movie_language WHERE movie_id = ANY (ARRAY(SELECT movie_id FROM winner));

INSERT INTO warehouse.movie_language (movie_id, language_code, position, load_id)
SELECT winner.movie_id, said.code, said.position, winner.load_id
FROM staged_language AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position;

DELETE FROM warehouse.movie_cast WHERE movie_id = ANY (ARRAY(SELECT movie_id FROM winner WHERE gone OR has_credits));

INSERT INTO warehouse.movie_cast (movie_id, position, billing, person_id, character, credit_id, load_id)
SELECT winner.movie_id, said.position, said.billing, said.person_id, said.character, said.credit_id, winner.load_id
FROM staged_cast AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position;

DELETE FROM warehouse.movie_crew WHERE movie_id = ANY (ARRAY(SELECT movie_id FROM winner WHERE gone OR has_credits));

INSERT INTO warehouse.movie_crew (movie_id, position, person_id, department, job, credit_id, load_id)
SELECT winner.movie_id, said.position, said.person_id, said.department, said.job, said.credit_id, winner.load_id
FROM staged_crew AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position;

DELETE FROM warehouse.movie_release WHERE movie_id = ANY (ARRAY(SELECT movie_id FROM winner WHERE gone OR has_releases));

INSERT INTO warehouse.movie_release (movie_id, position, country_code, release_date, kind, certification, language_code, note, load_id)
SELECT winner.movie_id, said.position, said.country_code, said.release_date, said.kind, said.certification, said.language_code, said.note, winner.load_id
FROM staged_release AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position;
