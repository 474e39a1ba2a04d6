-- A genre that comes after the first load is worth a word.
INSERT INTO warehouse.load_issue (load_id, line, field, value, problem)
SELECT genre.load_id, min(staged_genre.line), 'genres', genre.name, 'a genre not met before; it is kept'
FROM warehouse.genre JOIN staged_genre ON staged_genre.id = genre.genre_id
WHERE genre.load_id = (SELECT load_id FROM staged_movie LIMIT 1)
    AND EXISTS (SELECT FROM warehouse.load AS earlier WHERE earlier.state = 'loaded' AND earlier.load_id < genre.load_id)
    AND genre.name = staged_genre.name
GROUP BY genre.load_id, genre.name;

UPDATE warehouse.load
SET movies = said.movies, gone = said.gone, outdated = load.lines - said.movies - said.gone
FROM (
    SELECT load_id, count(*) FILTER (WHERE NOT gone) AS movies, count(*) FILTER (WHERE gone) AS gone FROM winner GROUP BY load_id
    UNION ALL
    SELECT load_id, 0, 0 FROM (SELECT load_id FROM staged_movie LIMIT 1) AS any_line WHERE NOT EXISTS (SELECT FROM winner)
) AS said
WHERE load.load_id = said.load_id;
