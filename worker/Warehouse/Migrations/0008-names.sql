-- Names as people write them in questions: without accents, capitals and punctuation, found by index however many there are.
-- The API folds a question's words in the same way (inference-api/Questions/Verified/Folding.cs); a test holds the two together.
-- The functions are of fixed tables, so that neither the database's locale nor a later version of it changes what an index holds;
-- and in plpgsql, since inlined they would make every plan long.
CREATE FUNCTION warehouse.folded(name text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    plain text := translate(lower(name COLLATE "C"), '''`', '');
BEGIN
    -- Most names are ASCII, and the long table costs ten times the rest.
    IF octet_length(plain) <> length(plain) THEN
        plain := translate(plain,
        'ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĄąĆćĈĉĊċČčĎďĒēĔĕĖėĘęĚěĜĝĞğĠġĢģĤĥĨĩĪīĬĭĮįİĴĵĶķĹĺĻļĽľŃńŅņŇňŌōŎŏ'
        || 'ŐőŔŕŖŗŘřŚśŜŝŞşŠšŢţŤťŨũŪūŬŭŮůŰűŲųŴŵŶŷŸŹźŻżŽžḀḁḂḃḄḅḆḇḈḉḊḋḌḍḎḏḐḑḒḓḔḕḖḗḘḙḚḛḜḝḞḟḠḡḢḣḤḥḦḧḨḩḪḫḬḭḮḯḰḱḲḳḴḵḶḷḸḹḺḻḼḽḾḿṀṁṂṃṄṅṆṇṈṉṊ'
        || 'ṋṌṍṎṏṐṑṒṓṔṕṖṗṘṙṚṛṜṝṞṟṠṡṢṣṤṥṦṧṨṩṪṫṬṭṮṯṰṱṲṳṴṵṶṷṸṹṺṻṼṽṾṿẀẁẂẃẄẅẆẇẈẉẊẋẌẍẎẏẐẑẒẓẔẕẖẗẘẙẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặẸẹẺẻẼẽẾếỀềỂểỄễỆ'
        || 'ệỈỉỊịỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợỤụỦủỨứỪừỬửỮữỰựỲỳỴỵỶỷỸỹȘșȚțǍǎǐǒǔǦǧƠơƯưØøŁłĐđÐðÞþıÆæŒœß'
        || '’´`''',
        'aaaaaaceeeeiiiinooooouuuuyaaaaaaceeeeiiiinooooouuuuyyaaaaaaccccccccddeeeeeeeeeegggggggghhiiiiiiiiijjkkllllllnnnnnnoooo'
        || 'oorrrrrrssssssssttttuuuuuuuuuuuuwwyyyzzzzzzaabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnn'
        || 'noooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeee'
        || 'eiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyssttaaiouggoouuoollddddttiaaoos');
    END IF;
    RETURN btrim(regexp_replace(plain, '[][ !-/:-@\\^_{|}~–—…·•¡¿«»“”„]+', ' ', 'g'));
END
$$;
COMMENT ON FUNCTION warehouse.folded IS 'A name in small letters without accents and apostrophes, every other punctuation a space.';

-- A name's first letter and its consonants' classes: the same for most misspellings. A candidate's letters are compared by who asks.
CREATE FUNCTION warehouse.sounded(folded text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN left(folded, 1) || regexp_replace(translate(folded, 'ckqxzgjvpdmaeiouyhw ', 'sssssggbbtn'), '(.)\1+', '\1', 'g');
END
$$;
COMMENT ON FUNCTION warehouse.sounded IS 'What most misspellings of a folded name have in common.';

CREATE FUNCTION warehouse.surname(folded text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN substring(folded FROM ' ([^ ]+)$');
END
$$;
COMMENT ON FUNCTION warehouse.surname IS 'The last word of a folded name of several words; else null.';

-- A studio by the name that people use: Pixar for Pixar Animation Studios, Paramount for Paramount Pictures.
CREATE FUNCTION warehouse.short_company(folded text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
    RETURN regexp_replace(folded,
        '(?<=[a-z0-9])( (pictures?|films?|studios?|productions?|entertainment|enterprises|animation|corporation|company|cinema|inc|ltd|llc|skg|mgm))+$', '');
END
$$;
COMMENT ON FUNCTION warehouse.short_company IS 'A company''s folded name without the words that people leave out.';

CREATE INDEX person_folded ON warehouse.person (warehouse.folded(name));
CREATE INDEX person_sounded ON warehouse.person (warehouse.sounded(warehouse.folded(name)));
CREATE INDEX person_surname ON warehouse.person (warehouse.surname(warehouse.folded(name)));
CREATE INDEX company_folded ON warehouse.company (warehouse.folded(name));
CREATE INDEX company_short ON warehouse.company (warehouse.short_company(warehouse.folded(name)));
CREATE INDEX collection_folded ON warehouse.collection (regexp_replace(warehouse.folded(name), ' collection$', ''));
CREATE INDEX keyword_folded ON warehouse.keyword (warehouse.folded(name));
CREATE INDEX movie_title_folded ON warehouse.movie (warehouse.folded(title));
CREATE INDEX movie_original_title_folded ON warehouse.movie (warehouse.folded(original_title));
CREATE INDEX movie_title_sounded ON warehouse.movie (warehouse.sounded(warehouse.folded(title)));

CREATE INDEX genre_folded ON warehouse.genre (warehouse.folded(name));
CREATE INDEX country_folded ON warehouse.country (warehouse.folded(name));
CREATE INDEX language_folded ON warehouse.language (warehouse.folded(name));

CREATE VIEW ask.names AS
SELECT 'person' AS kind, person.name, warehouse.folded(person.name) AS folded, warehouse.sounded(warehouse.folded(person.name)) AS sounded,
    warehouse.surname(warehouse.folded(person.name)) AS surname,
    person.person_id::bigint AS number,
    coalesce(person.known_for, CASE WHEN jobs.directed > parts.acted THEN 'Directing' WHEN parts.acted > 0 THEN 'Acting' END) AS detail,
    parts.acted + jobs.done AS weight
FROM warehouse.person
CROSS JOIN LATERAL (SELECT count(*) AS acted FROM warehouse.movie_cast AS part WHERE part.person_id = person.person_id) AS parts
CROSS JOIN LATERAL (SELECT count(*) AS done, count(*) FILTER (WHERE job.job = 'Director') AS directed
    FROM warehouse.movie_crew AS job WHERE job.person_id = person.person_id) AS jobs
UNION ALL
SELECT 'movie', movie.title, warehouse.folded(movie.title), warehouse.sounded(warehouse.folded(movie.title)), NULL, movie.movie_id,
    extract(year FROM movie.release_date)::text, coalesce(movie.vote_count, 0)
FROM warehouse.movie WHERE NOT movie.gone
UNION ALL
SELECT 'movie', movie.title, warehouse.folded(movie.original_title), NULL, NULL, movie.movie_id,
    extract(year FROM movie.release_date)::text, coalesce(movie.vote_count, 0)
FROM warehouse.movie WHERE NOT movie.gone AND movie.original_title <> movie.title
UNION ALL
SELECT 'company', company.name, warehouse.folded(company.name), NULL, NULL, company.company_id, 'full', NULL FROM warehouse.company
UNION ALL
SELECT 'company', company.name, warehouse.short_company(warehouse.folded(company.name)), NULL, NULL, company.company_id, 'short', NULL FROM warehouse.company
UNION ALL
SELECT 'collection', collection.name, regexp_replace(warehouse.folded(collection.name), ' collection$', ''), NULL, NULL, collection.collection_id, NULL, NULL
FROM warehouse.collection
UNION ALL
SELECT 'keyword', keyword.name, warehouse.folded(keyword.name), NULL, NULL, keyword.keyword_id, NULL, NULL FROM warehouse.keyword
UNION ALL
SELECT 'genre', genre.name, warehouse.folded(genre.name), NULL, NULL, genre.genre_id, NULL, NULL FROM warehouse.genre
UNION ALL
SELECT 'country', country.name, warehouse.folded(country.name), NULL, NULL, NULL, country.country_code, NULL FROM warehouse.country
UNION ALL
SELECT 'language', language.name, warehouse.folded(language.name), NULL, NULL, NULL, language.language_code, NULL FROM warehouse.language;
COMMENT ON VIEW ask.names IS 'Every name that a question may hold: one row a name of a person, movie, company, collection, keyword, genre, country or language.';
COMMENT ON COLUMN ask.names.kind IS 'person, movie, company, collection, keyword, genre, country or language.';
COMMENT ON COLUMN ask.names.name IS 'The name as the other views have it.';
COMMENT ON COLUMN ask.names.folded IS 'The name in small letters without accents and punctuation: index-backed.';
COMMENT ON COLUMN ask.names.sounded IS 'What misspellings of folded have in common, for people and titles: index-backed.';
COMMENT ON COLUMN ask.names.surname IS 'The last word of a person''s folded name: index-backed.';
COMMENT ON COLUMN ask.names.number IS 'movie_id, person_id, company_id and so on; null for countries and languages.';
COMMENT ON COLUMN ask.names.detail IS 'A movie''s year, what a person is known for, or else did most, the code of a country or language; for a company, whether folded is its full or its short name.';
COMMENT ON COLUMN ask.names.weight IS 'How well known: a movie''s votes, a person''s parts and jobs; else null.';
