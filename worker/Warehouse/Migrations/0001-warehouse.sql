-- The warehouse: what TMDB says, with its origin. The loader is the only writer; see the README of this folder.
CREATE TABLE warehouse.load (
    load_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    object_key text NOT NULL UNIQUE,
    state text NOT NULL CHECK (state IN ('loaded', 'failing', 'set aside')),
    attempts integer NOT NULL DEFAULT 0,
    reason text,
    lines integer,
    movies integer,
    gone integer,
    outdated integer,
    texts_cleaned integer,
    changed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE warehouse.load IS 'The ledger: one row an object of the lake that was loaded or failed. An object that is loaded is never loaded again.';
COMMENT ON COLUMN warehouse.load.attempts IS 'Failed attempts since the last success.';
COMMENT ON COLUMN warehouse.load.reason IS 'Why the last attempt failed.';
COMMENT ON COLUMN warehouse.load.movies IS 'Movies that this object brought up to date.';
COMMENT ON COLUMN warehouse.load.gone IS 'Movies that this object says TMDB no longer has.';
COMMENT ON COLUMN warehouse.load.outdated IS 'Lines passed over, since the warehouse or a later line knew a newer state.';
COMMENT ON COLUMN warehouse.load.texts_cleaned IS 'Texts that held the character NUL, which was taken out.';

CREATE TABLE warehouse.load_issue (
    load_id integer NOT NULL REFERENCES warehouse.load,
    line integer NOT NULL,
    movie_id integer,
    field text NOT NULL,
    value text,
    problem text NOT NULL
);
CREATE INDEX ON warehouse.load_issue (load_id);
COMMENT ON TABLE warehouse.load_issue IS 'What was odd in an object that was loaded: a value that became null, a field or genre not met before.';

CREATE TABLE warehouse.collection (
    collection_id bigint PRIMARY KEY,
    name text NOT NULL,
    fetched_at timestamptz NOT NULL,
    load_id integer NOT NULL REFERENCES warehouse.load
);
COMMENT ON COLUMN warehouse.collection.collection_id IS 'TMDB''s number; a negative one made from the name where a reply has none.';

CREATE TABLE warehouse.movie (
    movie_id integer PRIMARY KEY,
    fetched_at timestamptz NOT NULL,
    load_id integer NOT NULL REFERENCES warehouse.load,
    gone boolean NOT NULL,
    title text,
    original_title text,
    original_language text,
    origin_countries text[],
    release_date date,
    status text,
    adult boolean,
    video boolean,
    budget bigint CHECK (budget > 0),
    revenue bigint CHECK (revenue > 0),
    runtime integer CHECK (runtime > 0),
    popularity double precision,
    vote_average double precision,
    vote_count integer,
    overview text,
    tagline text,
    homepage text,
    poster_path text,
    backdrop_path text,
    collection_id bigint REFERENCES warehouse.collection,
    imdb_id text,
    wikidata_id text,
    facebook_id text,
    instagram_id text,
    twitter_id text
);
CREATE INDEX ON warehouse.movie (release_date);
CREATE INDEX ON warehouse.movie (collection_id) WHERE collection_id IS NOT NULL;
CREATE INDEX ON warehouse.movie (fetched_at);
COMMENT ON TABLE warehouse.movie IS 'The newest state of each movie. Unknown is null, never 0.';
COMMENT ON COLUMN warehouse.movie.fetched_at IS 'When TMDB said so.';
COMMENT ON COLUMN warehouse.movie.gone IS 'A tombstone: TMDB no longer has the movie, so all that it said is dropped.';

CREATE TABLE warehouse.genre (
    genre_id integer PRIMARY KEY,
    name text NOT NULL,
    fetched_at timestamptz NOT NULL,
    load_id integer NOT NULL REFERENCES warehouse.load
);
CREATE TABLE warehouse.keyword (LIKE warehouse.genre INCLUDING ALL);
ALTER TABLE warehouse.keyword RENAME COLUMN genre_id TO keyword_id;
CREATE TABLE warehouse.company (
    company_id bigint PRIMARY KEY,
    name text NOT NULL,
    country text,
    fetched_at timestamptz NOT NULL,
    load_id integer NOT NULL REFERENCES warehouse.load
);
COMMENT ON COLUMN warehouse.company.company_id IS 'TMDB''s number; a negative one made from the name where a reply has none.';
CREATE TABLE warehouse.person (
    person_id integer PRIMARY KEY,
    name text NOT NULL,
    gender smallint,
    known_for text,
    fetched_at timestamptz NOT NULL,
    load_id integer NOT NULL REFERENCES warehouse.load
);
COMMENT ON COLUMN warehouse.person.gender IS '1 woman, 2 man, 3 non-binary.';
CREATE INDEX ON warehouse.person (lower(name));
CREATE TABLE warehouse.country (
    country_code text PRIMARY KEY,
    name text NOT NULL,
    fetched_at timestamptz NOT NULL,
    load_id integer REFERENCES warehouse.load
);
CREATE TABLE warehouse.language (LIKE warehouse.country INCLUDING ALL);
ALTER TABLE warehouse.language RENAME COLUMN country_code TO language_code;
COMMENT ON COLUMN warehouse.country.load_id IS 'Null where the schema brought the name.';
COMMENT ON COLUMN warehouse.language.load_id IS 'Null where the schema brought the name.';

-- What ties them. position is the place in TMDB's list, from 0; a cast's is its billing.
CREATE TABLE warehouse.movie_genre (
    movie_id integer NOT NULL REFERENCES warehouse.movie,
    genre_id integer NOT NULL REFERENCES warehouse.genre,
    position integer NOT NULL,
    load_id integer NOT NULL,
    PRIMARY KEY (movie_id, genre_id)
);
CREATE INDEX ON warehouse.movie_genre (genre_id);
CREATE TABLE warehouse.movie_keyword (
    movie_id integer NOT NULL REFERENCES warehouse.movie,
    keyword_id integer NOT NULL REFERENCES warehouse.keyword,
    position integer NOT NULL,
    load_id integer NOT NULL,
    PRIMARY KEY (movie_id, keyword_id)
);
CREATE INDEX ON warehouse.movie_keyword (keyword_id);
CREATE TABLE warehouse.movie_company (
    movie_id integer NOT NULL REFERENCES warehouse.movie,
    company_id bigint NOT NULL REFERENCES warehouse.company,
    position integer NOT NULL,
    load_id integer NOT NULL,
    PRIMARY KEY (movie_id, company_id)
);
CREATE INDEX ON warehouse.movie_company (company_id);
CREATE TABLE warehouse.movie_country (
    movie_id integer NOT NULL REFERENCES warehouse.movie,
    country_code text NOT NULL REFERENCES warehouse.country,
    position integer NOT NULL,
    load_id integer NOT NULL,
    PRIMARY KEY (movie_id, country_code)
);
CREATE INDEX ON warehouse.movie_country (country_code);
CREATE TABLE warehouse.movie_language (
    movie_id integer NOT NULL REFERENCES warehouse.movie,
    language_code text NOT NULL REFERENCES warehouse.language,
    position integer NOT NULL,
    load_id integer NOT NULL,
    PRIMARY KEY (movie_id, language_code)
);
CREATE INDEX ON warehouse.movie_language (language_code);
CREATE TABLE warehouse.movie_cast (
    movie_id integer NOT NULL REFERENCES warehouse.movie,
    position integer NOT NULL,
    billing integer,
    person_id integer NOT NULL REFERENCES warehouse.person,
    character text,
    credit_id text,
    load_id integer NOT NULL,
    PRIMARY KEY (movie_id, position)
);
CREATE INDEX ON warehouse.movie_cast (person_id);
COMMENT ON COLUMN warehouse.movie_cast.billing IS 'TMDB''s order: 0 is billed first.';
CREATE TABLE warehouse.movie_crew (
    movie_id integer NOT NULL REFERENCES warehouse.movie,
    position integer NOT NULL,
    person_id integer NOT NULL REFERENCES warehouse.person,
    department text,
    job text,
    credit_id text,
    load_id integer NOT NULL,
    PRIMARY KEY (movie_id, position)
);
CREATE INDEX ON warehouse.movie_crew (person_id);
CREATE TABLE warehouse.movie_release (
    movie_id integer NOT NULL REFERENCES warehouse.movie,
    position integer NOT NULL,
    country_code text NOT NULL,
    release_date date NOT NULL,
    kind smallint,
    certification text,
    language_code text,
    note text,
    load_id integer NOT NULL,
    PRIMARY KEY (movie_id, position)
);
COMMENT ON COLUMN warehouse.movie_release.kind IS '1 premiere, 2 in few cinemas, 3 in cinemas, 4 digital, 5 physical, 6 television.';

CREATE TABLE warehouse.movie_history (
    movie_id integer NOT NULL,
    fetched_at timestamptz NOT NULL,
    load_id integer NOT NULL REFERENCES warehouse.load,
    gone boolean NOT NULL,
    title text,
    status text,
    budget bigint,
    revenue bigint,
    runtime integer,
    release_date date,
    original_language text,
    genres text[],
    keywords text[],
    production_companies text[],
    production_countries text[],
    "cast" text[],
    directors text[],
    PRIMARY KEY (movie_id, fetched_at)
);
COMMENT ON TABLE warehouse.movie_history IS
    'Each state of a movie, the newest included, from the moment that we first learnt of it. A fetch that found nothing new adds no row.';
COMMENT ON COLUMN warehouse.movie_history."cast" IS 'The first 20 names, in billing order.';

CREATE TABLE warehouse.forecast (
    movie_id integer NOT NULL REFERENCES warehouse.movie,
    model text NOT NULL,
    model_version integer NOT NULL,
    forecast_at timestamptz NOT NULL,
    features_fetched_at timestamptz NOT NULL,
    probability double precision NOT NULL CHECK (probability BETWEEN 0 AND 1),
    label text NOT NULL,
    base_value double precision,
    contributions jsonb,
    PRIMARY KEY (movie_id, model, forecast_at)
);
COMMENT ON TABLE warehouse.forecast IS 'Every forecast of a model that was made, so that it can be held against what came.';
COMMENT ON COLUMN warehouse.forecast.features_fetched_at IS 'The state of the movie that was forecast: movie_history.fetched_at.';
COMMENT ON COLUMN warehouse.forecast.contributions IS 'How much each input moved the answer away from base_value, in the model''s own scale.';
