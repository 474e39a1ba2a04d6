-- The ties of each movie that became newer are replaced; a part that TMDB left out stays as it was.

DELETE FROM warehouse.movie_genre AS known USING winner WHERE known.movie_id = winner.movie_id;

INSERT INTO warehouse.movie_genre (movie_id, genre_id, position, load_id)
SELECT winner.movie_id, said.id, said.position, winner.load_id
FROM staged_genre AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position
ON CONFLICT DO NOTHING;

DELETE FROM warehouse.movie_keyword AS known USING winner WHERE known.movie_id = winner.movie_id AND (winner.gone OR winner.has_keywords);

INSERT INTO warehouse.movie_keyword (movie_id, keyword_id, position, load_id)
SELECT winner.movie_id, said.id, said.position, winner.load_id
FROM staged_keyword AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position
ON CONFLICT DO NOTHING;

DELETE FROM warehouse.movie_company AS known USING winner WHERE known.movie_id = winner.movie_id;

INSERT INTO warehouse.movie_company (movie_id, company_id, position, load_id)
SELECT winner.movie_id, said.id, said.position, winner.load_id
FROM staged_company AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position
ON CONFLICT DO NOTHING;

DELETE FROM warehouse.movie_country AS known USING winner WHERE known.movie_id = winner.movie_id;

INSERT INTO warehouse.movie_country (movie_id, country_code, position, load_id)
SELECT winner.movie_id, said.code, said.position, winner.load_id
FROM staged_country AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position
ON CONFLICT DO NOTHING;

DELETE FROM warehouse.movie_language AS known USING winner WHERE known.movie_id = winner.movie_id;

INSERT INTO warehouse.movie_language (movie_id, language_code, position, load_id)
SELECT winner.movie_id, said.code, said.position, winner.load_id
FROM staged_language AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position
ON CONFLICT DO NOTHING;

DELETE FROM warehouse.movie_cast AS known USING winner WHERE known.movie_id = winner.movie_id AND (winner.gone OR winner.has_credits);

INSERT INTO warehouse.movie_cast (movie_id, position, billing, person_id, character, credit_id, load_id)
SELECT winner.movie_id, said.position, said.billing, said.person_id, said.character, said.credit_id, winner.load_id
FROM staged_cast AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position;

DELETE FROM warehouse.movie_crew AS known USING winner WHERE known.movie_id = winner.movie_id AND (winner.gone OR winner.has_credits);

INSERT INTO warehouse.movie_crew (movie_id, position, person_id, department, job, credit_id, load_id)
SELECT winner.movie_id, said.position, said.person_id, said.department, said.job, said.credit_id, winner.load_id
FROM staged_crew AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position;

DELETE FROM warehouse.movie_release AS known USING winner WHERE known.movie_id = winner.movie_id AND (winner.gone OR winner.has_releases);

INSERT INTO warehouse.movie_release (movie_id, position, country_code, release_date, kind, certification, language_code, note, load_id)
SELECT winner.movie_id, said.position, said.country_code, said.release_date, said.kind, said.certification, said.language_code, said.note, winner.load_id
FROM staged_release AS said JOIN winner USING (line)
ORDER BY winner.movie_id, said.position;
