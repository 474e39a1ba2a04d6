import datetime as dt
import math

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hitcast.errors import DataError
from hitcast.fields import Field
from hitcast.table import read_table

ARTISTS = Field("artists", "list", "Who plays.", ["Queen"])
GENRE = Field("genre", "category", "The genre.", "rock")
TEMPO = Field("tempo", "number", "Beats.", 120.0, unit="bpm", minimum=0, maximum=300)
EXPLICIT = Field("explicit", "flag", "Strong words.", True)
RELEASED = Field("released", "date", "First day.", "2001-01-31", minimum="1870-01-01", maximum="2100-01-01")
FIELDS = [ARTISTS, GENRE, TEMPO, EXPLICIT, RELEASED]
TARGET = Field("popularity", "number", "The answer.", 50.0, minimum=0, maximum=100)

HEADER = "artists,genre,tempo,explicit,released,popularity"
GOOD = ["Queen;David Bowie,rock,120.5,True,1981-10-26,80", "Nina Simone,jazz,,False,,30"]


def write(path, *lines, encoding="utf-8", newline="\n"):
    path.write_bytes(newline.join([*lines, ""]).encode(encoding))
    return path


def read(path, **options):
    return read_table(path, FIELDS, TARGET, **options)


def test_csv_becomes_a_canonical_frame_in_the_order_of_the_rows(tmp_path):
    frame, present = read(write(tmp_path / "songs.csv", HEADER, *GOOD))
    assert present == FIELDS
    assert list(frame) == ["artists", "genre", "tempo", "explicit", "released", "popularity"]
    assert list(frame.artists) == [("Queen", "David Bowie"), ("Nina Simone",)]
    assert list(frame.genre) == ["rock", "jazz"]
    days = (dt.date(1981, 10, 26) - dt.date(1970, 1, 1)).days
    np.testing.assert_array_equal(frame[["tempo", "explicit", "released"]], [[120.5, 1, days], [math.nan, 0, math.nan]])
    assert frame.popularity.dtype == np.float64 and list(frame.popularity) == [80, 30]


def test_original_format_with_an_index_column_and_track_id(tmp_path):
    lines = [f",track_id,{HEADER}", f"0,7hUhm,{GOOD[0]}", f"1,5x59U,{GOOD[1]}"]
    frame, present = read(write(tmp_path / "songs.csv", *lines), extra=["track_id", "recording_key"])
    assert "" not in frame and "recording_key" not in frame
    assert list(frame.track_id) == ["7hUhm", "5x59U"]
    assert EXPLICIT in present and list(frame.explicit) == [1, 0]


def test_format_without_explicit_has_one_field_less(tmp_path):
    lines = ["recording_key,artists,genre,tempo,released,popularity", "d9a2,Queen,rock,120,,80", "55e5,ABBA,pop,100,,70"]
    frame, present = read(write(tmp_path / "songs.csv", *lines), optional=["explicit"], extra=["recording_key"])
    assert "explicit" not in frame and EXPLICIT not in present
    assert list(frame.recording_key) == ["d9a2", "55e5"]


def test_parquet_with_lists_and_dates_is_read_like_csv(tmp_path):
    path = tmp_path / "songs.parquet"
    table = {
        "artists": [["Queen", " David Bowie "], ["Nina Simone", ""], None],
        "genre": ["rock", "jazz", None],
        "tempo": pa.array([120, None, 90], pa.int32()),
        "explicit": [True, False, None],
        "released": [dt.date(1981, 10, 26), None, dt.date(1958, 6, 1)],
        "popularity": [80.0, 30.0, 20.0],
    }
    pq.write_table(pa.table(table), path)
    third = ",,90,,1958-06-01,20"
    expected, _ = read(write(tmp_path / "songs.csv", HEADER, *GOOD, third))
    expected.loc[0, "tempo"] = 120
    pd.testing.assert_frame_equal(read(path)[0], expected)


def test_parquet_texts_timestamps_and_joined_lists(tmp_path):
    path = tmp_path / "songs.parquet"
    rows = {"artists": ["A;B", "C"], "genre": ["x", "y"], "tempo": ["1", ""], "explicit": ["True", ""]}
    released = pa.array([0, 86_400_000_000_000], pa.timestamp("ns"))
    pq.write_table(pa.table(rows | {"released": released, "popularity": ["1", "2"]}), path)
    frame, _ = read(path)
    assert list(frame.artists) == [("A", "B"), ("C",)]
    assert list(frame.released) == [0, 1] and list(frame.popularity) == [1, 2]


@pytest.mark.parametrize("word", ["NA", "null", "None", "nan", "N/A", " padded ", "東京事変", "True", "1e5"])
def test_category_text_stays_as_it_is(tmp_path, word):
    frame, _ = read(write(tmp_path / "songs.csv", HEADER, f"{word},{word},1,,,1", "B,b,1,,,2"))
    assert frame.genre[0] == word and frame.artists[0] == (word.strip(),)


def test_list_items_lose_surrounding_blanks_and_empty_items_are_dropped(tmp_path):
    frame, _ = read(write(tmp_path / "songs.csv", HEADER, " Queen ; ;ABBA;,x,1,,,1", ";,x,1,,,2"))
    assert list(frame.artists) == [("Queen", "ABBA"), ()]


def test_list_is_split_at_the_separator_of_its_field(tmp_path):
    field = Field("artists", "list", "Who plays.", ["Queen"], separator="|")
    frame, _ = read_table(write(tmp_path / "songs.csv", HEADER, "A|B;C,,,,,1", "D,,,,,2"), [field], TARGET)
    assert list(frame.artists) == [("A", "B;C"), ("D",)]


@pytest.mark.parametrize("text, flag", [("True", 1), ("true", 1), ("1", 1), ("False", 0), ("false", 0), ("0", 0), ("", math.nan)])
def test_flags(tmp_path, text, flag):
    frame, _ = read(write(tmp_path / "songs.csv", HEADER, f"A,x,1,{text},,1", "B,x,1,,,2"))
    np.testing.assert_equal(frame.explicit[0], flag)


@pytest.mark.parametrize("encoding, newline", [("utf-8-sig", "\n"), ("utf-8", "\r\n"), ("utf-8", "\n\n")])
def test_byte_order_mark_windows_lines_and_blank_lines(tmp_path, encoding, newline):
    frame, _ = read(write(tmp_path / "songs.csv", HEADER, *GOOD, encoding=encoding, newline=newline))
    assert list(frame.popularity) == [80, 30]


def test_quoted_cells_hold_commas_quotes_and_line_breaks(tmp_path):
    path = write(tmp_path / "songs.csv", HEADER, '"Earth, Wind & Fire","a ""b""\nc",1,,,1', "B,x,1,,,2")
    frame, _ = read(path)
    assert frame.artists[0] == ("Earth, Wind & Fire",) and frame.genre[0] == 'a "b"\nc'


CELL_ERRORS = [
    ("tempo", "fast", "'fast' is not a number"),
    ("tempo", '"120,5"', "'120,5' is not a number"),
    ("tempo", "nan", "'nan' is not a number"),
    ("tempo", "-inf", "'-inf' is not a number"),
    ("tempo", "300.5", "'300.5' is outside the limits 0 to 300 bpm"),
    ("tempo", "-1", "'-1' is outside the limits 0 to 300 bpm"),
    ("explicit", "yes", "'yes' is not a flag: write True or False"),
    ("explicit", "2", "'2' is not a flag"),
    ("released", "26/10/1981", "'26/10/1981' is not a date: write it as YYYY-MM-DD"),
    ("released", "19811026", "'19811026' is not a date"),
    ("released", "1981-02-30", "'1981-02-30' is not a date"),
    ("released", "1869-12-31", "'1869-12-31' is outside the limits 1870-01-01 to 2100-01-01"),
    ("artists", "A\x1fB", "without control characters"),
    ("popularity", "", "is empty; every row needs the value that is to be learnt"),
    ("popularity", " ", "is empty"),
    ("popularity", "loud", "'loud' is not a number"),
    ("popularity", "101", "'101' is outside the limits 0 to 100"),
]


@pytest.mark.parametrize("column, cell, problem", CELL_ERRORS)
def test_bad_cell_is_named_with_file_column_and_first_row(tmp_path, column, cell, problem):
    good = {"artists": "A", "genre": "x", "tempo": "1", "explicit": "0", "released": "2000-01-01", "popularity": "5"}
    bad = ",".join((good | {column: cell}).values())
    path = write(tmp_path / "songs.csv", HEADER, GOOD[0], GOOD[1], bad, bad)
    with pytest.raises(DataError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}, column '{column}', row 3: ")
    assert problem in str(caught.value)
    assert (caught.value.column, caught.value.row, caught.value.exit_code) == (column, 3, 2)


FILE_ERRORS = {
    "empty": ([], None, None, "is empty"),
    "only a header": ([HEADER], None, None, "has a header but no rows"),
    "semicolons": ([HEADER.replace(",", ";"), *GOOD], None, None, "cells separated by ';'; save it with commas"),
    "quoted semicolons": ([";".join(f'"{name}"' for name in HEADER.split(",")), *GOOD], None, None, "cells separated by ';'"),
    "tabs": ([HEADER.replace(",", "\t"), *GOOD], None, None, r"cells separated by '\t'"),
    "bars": ([HEADER.replace(",", "|"), *GOOD], None, None, "cells separated by '|'"),
    "row too short": ([HEADER, *GOOD, "A,x,1"], None, 3, "has 3 cells, but the header has 6"),
    "row too long": ([HEADER, GOOD[0], GOOD[1] + ",9"], None, 2, "has 7 cells, but the header has 6"),
    "quote left open": ([HEADER, GOOD[0], '"A,x,1,,,1', GOOD[1]], None, 2, "has a broken quote"),
    "text after a quote": ([HEADER, GOOD[0], '"A"b,x,1,,,1'], None, 2, "has a broken quote"),
    "broken header": (['"artists,genre', GOOD[0]], None, None, "has a broken quote"),
    "NUL byte": ([HEADER, GOOD[0], "A\0,x,1,,,1"], None, None, "holds a NUL byte in line 3"),
    "misspelt column": ([HEADER.replace("tempo", "Temppo"), *GOOD], "tempo", None, "is missing; rename 'Temppo' if that is it"),
    "missing target": ([HEADER.replace("popularity", "z"), *GOOD], "popularity", None, "is missing; the file has artists, genre"),
    "column twice": ([HEADER + ",tempo", *(line + ",1" for line in GOOD)], "tempo", None, "stands 2 times in the header"),
    "target of one value": ([HEADER, GOOD[0], GOOD[0]], "popularity", None, "is 80 in every row, so there is nothing to learn"),
    "one row": ([HEADER, GOOD[0]], "popularity", None, "is 80 in every row"),
}


@pytest.mark.parametrize("lines, column, row, problem", FILE_ERRORS.values(), ids=FILE_ERRORS)
def test_bad_csv_file(tmp_path, lines, column, row, problem):
    path = write(tmp_path / "songs.csv", *lines)
    with pytest.raises(DataError) as caught:
        read(path)
    assert (caught.value.path, caught.value.column, caught.value.row) == (path, column, row)
    assert str(path) in str(caught.value) and problem in str(caught.value)


@pytest.mark.parametrize(
    "encoding, problem",
    [
        ("cp1252", "is not UTF-8 (byte 0xe9 in line 3); save the file as UTF-8"),
        ("utf-16", "is UTF-16; save the file as UTF-8"),
        ("utf-16-le", "holds a NUL byte in line 1"),
    ],
)
def test_wrong_encoding(tmp_path, encoding, problem):
    path = write(tmp_path / "songs.csv", HEADER, GOOD[0], "Beyoncé,x,1,,,1", encoding=encoding)
    with pytest.raises(DataError) as caught:
        read(path)
    assert str(path) in str(caught.value) and problem in str(caught.value)


def test_no_such_file_a_folder_an_unreadable_and_an_unknown_file(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    write(tmp_path / "songs.xlsx", HEADER)
    problems = {
        "absent.csv": "does not exist; check the path",
        "absent.parquet": "does not exist",
        "absent.xlsx": "does not exist",
        "folder.csv": "is a folder; name the file in it",
        "loop.csv": "cannot be read",
        "songs.xlsx": "has no known file type; save it as .csv or .parquet",
    }
    for name, problem in problems.items():
        with pytest.raises(DataError) as caught:
            read(tmp_path / name)
        assert str(tmp_path / name) in str(caught.value) and problem in str(caught.value)


@pytest.mark.parametrize("cut", [0, 3, 40, -30])
def test_broken_parquet(tmp_path, cut):
    whole = tmp_path / "whole.parquet"
    pd.DataFrame({"popularity": [1.0, 2.0]}).to_parquet(whole)
    path = tmp_path / "cut.parquet"
    path.write_bytes(whole.read_bytes()[:cut])
    with pytest.raises(DataError, match="is no sound Parquet file") as caught:
        read_table(path, [], TARGET)
    assert str(path) in str(caught.value)


def test_parquet_errors_name_column_and_row(tmp_path):
    path = tmp_path / "songs.parquet"
    frame = pd.DataFrame({"tempo": [1.0, np.inf], "genre": [["a"], ["b"]], "popularity": [1.0, 2.0]})
    frame.to_parquet(path)
    with pytest.raises(DataError, match="column 'tempo', row 2: inf is not a number"):
        read_table(path, [TEMPO], TARGET)
    with pytest.raises(DataError, match="column 'genre', row 1: .* is not a text"):
        read_table(path, [GENRE], TARGET)
    with pytest.raises(DataError, match="column 'explicit': is missing"):
        read_table(path, [EXPLICIT], TARGET)


def test_without_a_target_a_table_is_read_as_it_is(tmp_path):
    frame, _ = read_table(write(tmp_path / "songs.csv", "tempo", "120", "120"), [TEMPO], None)

    assert frame.to_dict("list") == {"tempo": [120, 120]}
