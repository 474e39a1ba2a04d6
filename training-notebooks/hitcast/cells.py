"""One cell of a table, as CSV text or as a value read from Parquet, in the form that it has in a frame (see `fields`)."""

import math
from datetime import date, datetime
from typing import Any

from .fields import EPOCH, LIST_SEPARATOR, Field, to_days

FLAGS = {"true": 1.0, "1": 1.0, "false": 0.0, "0": 0.0, "": math.nan}
EXPECTED = {
    "number": "a number: write it like 1234.5, or leave the cell empty",
    "flag": "a flag: write True or False (or 1 or 0), or leave the cell empty",
    "date": "a date: write it as YYYY-MM-DD, or leave the cell empty",
    "category": "a text: export the column as text",
    "list": "a list of texts: export the column as lists of text, without control characters",
}


def parse_cell(field: Field, cell: Any) -> float | str | tuple[str, ...]:
    """The cell's value; a blank cell is a missing value. Raises ValueError, whose text says what should stand there."""
    try:
        return _list(cell, field.separator or ";") if field.kind == "list" else PARSERS[field.kind](cell)
    except (TypeError, ValueError, KeyError, OverflowError):
        raise ValueError(f"{show(cell)} is not {EXPECTED[field.kind]}") from None


def show(cell: Any) -> str:
    """The cell as Python writes it, cut where it is long."""
    text = repr(cell)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _number(cell: Any) -> float:
    if isinstance(cell, str):
        cell = cell.strip() or None
    number = math.nan if cell is None else float(cell)
    if not math.isfinite(number) and (isinstance(cell, str) or math.isinf(number)):
        raise ValueError(cell)
    return number


def _flag(cell: Any) -> float:
    number = FLAGS[cell.strip().lower()] if isinstance(cell, str) else _number(cell)
    if number not in (0, 1) and not math.isnan(number):
        raise ValueError(cell)
    return number


def _date(cell: Any) -> float:
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return float((cell - EPOCH).days)
    if cell is None or not cell.strip():
        return math.nan
    return float(to_days(cell.strip()))


def _category(cell: Any) -> str:
    if cell is None or cell != cell:
        return ""
    if not isinstance(cell, str | bool | int | float):
        raise TypeError(cell)
    return str(cell)


def _list(cell: Any, separator: str) -> tuple[str, ...]:
    if isinstance(cell, str):
        cell = cell.split(separator)
    items = tuple(text for item in cell or () if (text := _category(item).strip()))
    if any(LIST_SEPARATOR in item for item in items):
        raise ValueError(cell)
    return items


PARSERS = {"number": _number, "flag": _flag, "date": _date, "category": _category}
