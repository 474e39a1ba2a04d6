"""TMDB's two files, merged and cleaned."""

import pytest
from hitcast.errors import DataError
from hitcast.fields import to_days
from hitcast.movies import data, tmdb
from made_up_movies import movies as made_up
from made_up_movies import write, write_tmdb

DETAILS, CREDITS = "tmdb_5000_movies.csv", "tmdb-movies.csv"


def load(folder, changes=None):
    return data.load(write_tmdb(folder, made_up(120), changes)).frame


def test_both_files_make_the_table_that_was_split_into_them(tmp_path):
    loaded = data.load(write_tmdb(tmp_path, made_up()))
    expected = data.load(write(tmp_path, made_up()))

    assert loaded.frame[list(expected.frame)].equals(expected.frame)
    assert [(file.name, file.rows) for file in loaded.files] == [(DETAILS, 400), (CREDITS, 400)]


def test_movies_of_one_file_alone_are_kept(tmp_path):
    frame = load(tmp_path, {DETAILS: {0: {"id": 901}}})

    assert len(frame) == 121
    without_language, without_cast = (frame[frame[name].map(len) == 0] for name in ("production_countries", "cast"))
    assert 0 in without_language.index and len(without_cast) == 1


def test_the_younger_file_is_right_and_the_other_fills_its_holes(tmp_path):
    changes = {
        DETAILS: {0: {"budget": 50_000, "revenue": 0, "genres": "[]"}},
        CREDITS: {0: {"budget": 70_000, "revenue": 90_000, "genres": "Western"}},
    }
    first = load(tmp_path, changes).iloc[0]

    assert (first["budget"], first["revenue"], first["genres"]) == (50_000, 90_000, ("Western",))


def test_a_duplicate_counts_once(tmp_path):
    assert len(load(tmp_path, {CREDITS: {1: {"id": 1}}, DETAILS: {1: {"id": 1}}})) == 119


def test_the_century_comes_from_the_release_year(tmp_path):
    changes = {DETAILS: {0: {"release_date": ""}}, CREDITS: {0: {"release_date": "6/9/66", "release_year": 1966}}}

    assert load(tmp_path, changes)["release_date"].iloc[0] == to_days("1966-06-09")


@pytest.mark.parametrize(
    ("broken", "meant"),
    [
        ("PenÃ©lope Cruz", "Penélope Cruz"),
        ("JÃ¼rgen VÃ¶gel", "Jürgen Vögel"),
        ("Ã\x81lex", "Álex"),
        ("Penélope Cruz", "Penélope Cruz"),
        ("東京", "東京"),
        ("Tom Hanks", "Tom Hanks"),
    ],
)
def test_text_read_in_the_wrong_encoding_is_repaired(broken, meant):
    assert tmdb.repair(broken) == meant


def test_names_of_the_credits_are_repaired(tmp_path):
    assert load(tmp_path, {CREDITS: {0: {"cast": "PenÃ©lope Cruz|Tom Hanks"}}})["cast"][0] == ("Penélope Cruz", "Tom Hanks")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {DETAILS: {4: {"keywords": "[{'id': 1}]"}}},
            r"tmdb_5000_movies.csv, column 'keywords', row 5: .* is not a JSON list .*\"name\"",
        ),
        ({DETAILS: {4: {"genres": "[3]"}}}, r"column 'genres', row 5: '\[3\]' is not a JSON list"),
        (
            {CREDITS: {4: {"release_date": "13/1/15"}}},
            r"tmdb-movies.csv, column 'release_date', row 5: '13/1/15' .* is not a date",
        ),
        ({CREDITS: {4: {"release_year": 15}}}, r"column 'release_year', row 5: .*1870 to 2100"),
        ({CREDITS: {4: {"id": ""}}}, r"column 'id', row 5: is empty"),
    ],
)
def test_a_bad_cell_is_named(tmp_path, changes, problem):
    with pytest.raises(DataError, match=problem):
        load(tmp_path, changes)


def test_a_folder_that_lacks_a_file_is_refused(tmp_path):
    write_tmdb(tmp_path, made_up(120))
    (tmp_path / CREDITS).unlink()

    with pytest.raises(DataError, match=r"tmdb-movies.csv: does not exist"):
        data.load(tmp_path)
