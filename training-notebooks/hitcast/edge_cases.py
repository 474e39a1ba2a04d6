"""Made-up requests that a server will meet some day: values missing, unknown, extreme, very long, or in other scripts."""

from typing import Any, Sequence

import numpy as np
import pandas as pd

from .fields import NUMERIC_KINDS, Field, dtype, missing

NAMES = ("Nobody has heard of this name", "東京事変", "Дмитрий", "مريم", "Ünïcödé", "🎵", " ", "a\nb", 'say "hi"', "x" * 2_000)
LONG_LIST = 1_000


def edge_cases(fields: Sequence[Field], frame: pd.DataFrame) -> pd.DataFrame:
    """Rows made from the first row of `frame`: each field missing, then all; unknown names; numbers at and near their
    hard limits (or the extremes of the frame, where a field has none); lists that are long, repeated, or of empty names."""
    rows = [{}, {field.name: missing(field) for field in fields}]
    rows += [{field.name: value} for field in fields for value in (missing(field), *_extremes(field, frame[field.name]))]
    first = frame.iloc[0]
    return pd.DataFrame({f.name: pd.Series([row.get(f.name, first[f.name]) for row in rows], dtype=dtype(f)) for f in fields})


def _extremes(field: Field, column: pd.Series) -> list[Any]:
    if field.kind in NUMERIC_KINDS:
        ends = [limit if np.isfinite(limit) else extreme for limit, extreme in zip(field.limits, (column.min(), column.max()))]
        return [*ends, 0.0 if ends[0] <= 0 <= ends[1] else np.mean(ends)]
    known = column.iloc[0]
    if field.kind == "category":
        return [*NAMES, known.upper(), f"{known} "]
    return [*((name,) for name in NAMES), NAMES, (*known, *NAMES), known * 3, ("",), ("", *known), (NAMES[0],) * LONG_LIST]
