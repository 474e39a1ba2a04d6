"""From raw fields to the numbers that the trees read, the same bit for bit in NumPy and in ONNX.

Trees see only the order of a number's values, so amounts and dates stay as they are: no logarithm, no calendar.
"""

from typing import Mapping, Sequence

import numpy as np
import pandas as pd
import spox.opset.ai.onnx.ml.v3 as ml
import spox.opset.ai.onnx.v21 as op
from spox import Var

from ..candidate import Feature
from ..fields import LIST_SEPARATOR
from ..lookup import Lookup, Names
from .records import FAMILIES, History

CYCLE = 40_908  # days: 112 years of 365.25, and a whole number of weeks; makes every date since 1870 positive
YEAR, WEEK = 365.25, 7.0
AT_HOME = {"": 0.0, "US": -1e6}  # any other country counts 1, so a sum above 0 means: known, and the United States not among them
ENGLISH = ("", "en")  # an unknown language is no sign of a foreign movie: one of TMDB's two files knows none

NUMBERS = (
    Feature("budget", ("budget",)),
    Feature("runtime", ("runtime",)),
    Feature("release date", ("release_date",)),
    Feature("day of the year", ("release_date",)),  # of a mean year, from the first of January
    Feature("day of the week", ("release_date",)),  # from Thursday
    Feature("not in English", ("original_language",)),
    Feature("not from the United States", ("production_countries",)),
)
FEATURES = NUMBERS + tuple(
    Feature(f"{family.field} {how} {figure}", (family.field,))
    for family in FAMILIES
    for how, figures in family.combine.items()
    for figure in figures
)
RISING = tuple(int(feature not in NUMBERS) for feature in FEATURES)  # a better record never makes a worse forecast


def numbers(frame: pd.DataFrame) -> np.ndarray:
    """The features that need no table, float32 [N, len(NUMBERS)]."""
    budget, runtime, date = (frame[name].to_numpy(np.float32) for name in ("budget", "runtime", "release_date"))
    days = date + np.float32(CYCLE)
    foreign = ~frame["original_language"].isin(ENGLISH).to_numpy()
    abroad = [sum(AT_HOME.get(code, 1.0) for code in codes or ("",)) > 0 for codes in frame["production_countries"]]
    columns = (budget, runtime, date, np.fmod(days, np.float32(YEAR)), np.fmod(days, np.float32(WEEK)), foreign, abroad)
    return np.stack(columns, axis=1, dtype=np.float32)


def numbers_to_onnx(raw: Mapping[str, Var]) -> list[Var]:
    """The same in a graph, in the order of NUMBERS: parts of shape [N, 1]."""
    date = raw["release_date"]
    days = op.add(date, op.const(np.float32(CYCLE)))
    foreign = ml.label_encoder(
        raw["original_language"], keys_strings=ENGLISH, values_floats=[0.0] * len(ENGLISH), default_float=1.0
    )
    countries = op.string_split(raw["production_countries"], delimiter=LIST_SEPARATOR)[0]
    signs = ml.label_encoder(countries, keys_strings=list(AT_HOME), values_floats=list(AT_HOME.values()), default_float=1.0)
    abroad = op.clip(op.reduce_sum(signs, op.const(np.array([2])), keepdims=0), op.const(np.float32(0)), op.const(np.float32(1)))
    season, weekday = (op.mod(days, op.const(np.float32(length)), fmod=1) for length in (YEAR, WEEK))
    return [raw["budget"], raw["runtime"], date, season, weekday, foreign, abroad]


def records(lookups: Sequence[Lookup], names: Sequence[Names]) -> np.ndarray:
    """The features from tables, one a family, float32 [N, features]."""
    return np.concatenate([lookup.transform(n) for lookup, n in zip(lookups, names)], axis=1)


def point_in_time(history: History, rows: np.ndarray) -> np.ndarray:
    """The same for rows of the history (bool [N]), each from what was known on the first of January of its year."""
    days = new_year(history.day)
    parts = []
    for day in np.unique(days[rows]):
        marked = rows & (days == day)
        parts.append(records(history.before(day), [names.of(marked) for names in history.names]))
    return np.concatenate(parts)


def new_year(days: np.ndarray) -> np.ndarray:
    """The first of January of each day's year; all in days since 1970-01-01."""
    return days.astype("datetime64[D]").astype("datetime64[Y]").astype("datetime64[D]").astype(float)
