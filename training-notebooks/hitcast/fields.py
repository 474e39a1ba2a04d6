"""The raw inputs of a model: their kinds, their limits, and their form in tables, in JSON and in ONNX.

A *frame* is a pandas DataFrame with one column a field, in canonical form: `number`, `flag` and `date` as float64
(missing = NaN; dates in days since 1970-01-01), `category` as str (missing = ""), `list` as tuple of str (missing = ()).
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, Sequence

import numpy as np
import pandas as pd

LIST_SEPARATOR = "\x1f"
EPOCH = date(1970, 1, 1)
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
NUMERIC_KINDS = ("number", "flag", "date")


@dataclass(frozen=True)
class Field:
    """One raw input. `minimum` and `maximum` are hard limits: a value outside is an error, in training and in a request.

    A date's limits are given as ISO text, for example "1870-01-01". `separator` is what joins the items of a list in a
    CSV cell, and in a request that sends a list as one text.
    """

    name: str
    kind: Literal["number", "flag", "date", "category", "list"]
    description: str
    example: Any
    unit: str | None = None
    required: bool = False
    minimum: float | str | None = None
    maximum: float | str | None = None
    separator: str | None = None

    @property
    def limits(self) -> tuple[float, float]:
        """Hard limits as floats in the field's ONNX unit; infinite where there is none."""
        low, high = (to_days(v) if self.kind == "date" and v is not None else v for v in (self.minimum, self.maximum))
        return (-np.inf if low is None else float(low), np.inf if high is None else float(high))


def to_days(iso: str) -> int:
    """Days from 1970-01-01 to an ISO date (YYYY-MM-DD); negative before. Raises ValueError on any other text."""
    if not ISO_DATE.fullmatch(iso):  # date.fromisoformat takes more forms
        raise ValueError(f"{iso!r} is not a date in the form YYYY-MM-DD")
    return (date.fromisoformat(iso) - EPOCH).days


def to_iso(days: float) -> str:
    """The ISO date that lies `days` days after 1970-01-01."""
    return (EPOCH + timedelta(days=int(days))).isoformat()


def to_feed(fields: Sequence[Field], frame: pd.DataFrame) -> dict[str, np.ndarray]:
    """The frame as ONNX inputs: one array of shape [N, 1] a field, float32 or object (str)."""
    feed = {}
    for field in fields:
        column = frame[field.name]
        if field.kind in NUMERIC_KINDS:
            values = column.to_numpy(np.float32)
        elif field.kind == "list":
            values = np.array([LIST_SEPARATOR.join(items) for items in column], dtype=object)
        else:
            values = column.to_numpy(object)
        feed[field.name] = values.reshape(-1, 1)
    return feed


def to_requests(fields: Sequence[Field], frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The frame's rows as the JSON objects that an HTTP caller would send; a missing value is null (a list: [])."""
    columns = {field.name: [_to_json(field.kind, value) for value in frame[field.name]] for field in fields}
    return [dict(zip(columns, values)) for values in zip(*columns.values())]


def from_requests(fields: Sequence[Field], requests: Sequence[dict[str, Any]]) -> pd.DataFrame:
    """The reverse of `to_requests`."""
    columns = ([_from_json(field.kind, request.get(field.name)) for request in requests] for field in fields)
    return pd.DataFrame({field.name: pd.Series(cells, dtype=dtype(field)) for field, cells in zip(fields, columns)})


def dtype(field: Field) -> type:
    """The pandas dtype of the field's column in a frame."""
    return np.float64 if field.kind in NUMERIC_KINDS else object


def missing(field: Field) -> Any:
    """What stands in a frame for a value that is not known."""
    return np.nan if field.kind in NUMERIC_KINDS else () if field.kind == "list" else ""


def _to_json(kind: str, value: Any) -> Any:
    if kind == "list":
        return list(value)
    if kind == "category":
        return value or None
    if np.isnan(value):
        return None
    return {"number": float, "flag": bool, "date": to_iso}[kind](value)


def _from_json(kind: str, value: Any) -> Any:
    if kind == "list":
        return tuple(value or ())
    if kind == "category":
        return value or ""
    if value is None:
        return np.nan
    return float(to_days(value)) if kind == "date" else float(value)
