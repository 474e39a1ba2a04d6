"""TMDB's two CSV files as one frame. tmdb_5000_movies.csv has language and countries, tmdb-movies.csv cast and directors."""

import codecs
import json
from pathlib import Path
from typing import Mapping

import pandas as pd

from ..cells import show
from ..errors import DataError
from ..fields import Field, missing, to_days
from ..table import read_table
from .fields import FIELDS, LEAKS, LISTS, REVENUE, SEPARATOR, UNKNOWN_UP_TO, unknown_as_zero

CREDITS = ("cast", "directors")
JSON_KEYS = {name: "iso_3166_1" if name == "production_countries" else "name" for name in LISTS if name not in CREDITS}
ID = Field("id", "number", "TMDB's number of the movie", 1, minimum=1)

codecs.register_error("as latin-1", lambda error: (error.object[error.start : error.end].encode("latin-1"), error.end))


def read(folder: Path) -> dict[str, pd.DataFrame]:
    """File name -> its rows, with `id`, `revenue`, LEAKS, and those of FIELDS that the file has. Raises DataError."""
    return {name: read_file(folder / name) for name, read_file in READERS.items()}


def merge(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """One row an id, in the order of the ids. What the first table knows of a movie is right; the others fill its holes."""
    merged = None
    for table in tables.values():
        table = table.drop_duplicates("id").set_index("id")
        for name in ("budget", "revenue"):
            table[name] = table[name].where(table[name] > UNKNOWN_UP_TO)
        table = table.astype(object).where(table.map(lambda value: value not in (0, "", ())), None)
        merged = table if merged is None else merged.combine_first(table)
    frame = merged.sort_index().reset_index(drop=True)
    for field in (*FIELDS, REVENUE, *LEAKS):
        filled = [missing(field) if value is None or value != value else value for value in frame[field.name]]
        frame[field.name] = pd.Series(filled, dtype=float if isinstance(missing(field), float) else object)
    return frame


def repair(text: str) -> str:
    """A text whose UTF-8 bytes were taken for Windows-1252, as it was meant; any other text unchanged."""
    try:
        return text.encode("cp1252", errors="as latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _read_details(path: Path) -> pd.DataFrame:
    fields = [Field(f.name, "category", "", "") if f.name in JSON_KEYS else f for f in FIELDS if f.name not in CREDITS]
    frame, _ = read_table(path, unknown_as_zero([*fields, REVENUE, *LEAKS]), ID)
    for name, key in JSON_KEYS.items():
        frame[name] = [_items(path, name, row, cell, key) for row, cell in enumerate(frame[name], 1)]
    return frame


def _items(path: Path, column: str, row: int, cell: str, key: str) -> tuple[str, ...]:
    try:
        return tuple(name for item in json.loads(cell or "[]") if (name := item[key].strip()))
    except (ValueError, TypeError, KeyError, AttributeError):
        problem = f'{show(cell)} is not a JSON list of objects with the key "{key}"; export the column as TMDB has it'
        raise DataError(path, problem, column=column, row=row) from None


def _read_credits(path: Path) -> pd.DataFrame:
    lists = {name: "director" if name == "directors" else name for name in LISTS if name != "production_countries"}
    fields = [f for f in FIELDS if f.name in ("budget", "runtime")] + [
        Field(c, "list", "", "", separator=SEPARATOR) for c in lists.values()
    ]
    dates = [Field("release_date", "category", "", ""), Field("release_year", "number", "", 2000, minimum=1870, maximum=2100)]
    frame, _ = read_table(path, [*unknown_as_zero([*fields, REVENUE, *LEAKS]), *dates], ID)
    frame = frame.rename(columns={column: name for name, column in lists.items()})
    for name in lists:
        frame[name] = [tuple(map(repair, items)) for items in frame[name]]
    days = zip(frame["release_date"], frame.pop("release_year"))
    frame["release_date"] = [_day(path, row, cell, year) for row, (cell, year) in enumerate(days, 1)]
    return frame


def _day(path: Path, row: int, cell: str, year: float) -> float:
    """Days since 1970-01-01 of M/D/YY: two digits do not tell the century, `release_year` does."""
    if not cell:
        return float("nan")
    try:
        month, day, _ = map(int, cell.split("/"))
        return float(to_days(f"{int(year):04d}-{month:02d}-{day:02d}"))
    except ValueError:
        problem = f"{show(cell)} in the release_year {year:g} is not a date: write M/D/YY there, and the year in full"
        raise DataError(path, problem, column="release_date", row=row) from None


READERS = {"tmdb_5000_movies.csv": _read_details, "tmdb-movies.csv": _read_credits}
