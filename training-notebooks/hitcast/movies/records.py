"""What the names in movies' credits had been worth by any day: one table of figures for each list of names.

`weight` is a name's part in a ridge regression of the log return (revenue / budget) on all names of a movie at once, in
percent: the weights of a movie's names add up to a forecast. `rate` (share of successes, fading with age), `return` (mean
log return) and `revenue` (mean log revenue, in prices of 2000) tell of each name by itself.
"""

from dataclasses import dataclass
from typing import Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.linear_model import Ridge
from threadpoolctl import threadpool_limits

from ..fields import LIST_SEPARATOR, to_days
from ..lookup import Lookup, Names, on_grid
from .fields import BILLED, DIRECTING

FIGURES = ("weight", "rate", "return", "revenue")
YEAR = 365.25
INFLATION = 0.035  # a year: how fast budgets and revenues in the data grow
FADING, HALF_LIFE = 9, 20  # years, in which a movie's say in a rate falls to 1/e, and in the regression to 1/2
EXTREME, VERY_EXTREME = 1.5, 4.0  # log returns beyond count as these, in the regression and in a mean
PENALTY = 10.0
HARDLY_PENALISED = 3.0  # the scale of the regression's controls, of which there are few
# For all training: sums are added up in one order, so that a machine with more processors learns the same, and a few
# thousand movies are no work for more: threads would wait for each other, on a busy machine for minutes.
THREADS = 1


@dataclass(frozen=True)
class Family:
    """One list of names. `spread`: how much its names may differ in weight, relative to other families. `smoothing`: with
    how many average movies a name starts. `combine` and `limit`: see `Lookup`."""

    field: str
    spread: float
    smoothing: float
    combine: dict[str, tuple[str, ...]]
    limit: int | None = None


FAMILIES = (
    Family("cast", 0.7, 3, {"sum": ("weight",), "mean": ("rate", "return", "revenue")}, BILLED),
    Family("directors", 1.0, 2, {"sum": ("weight",), "mean": ("revenue",)}, DIRECTING),
    Family("production_companies", 0.8, 4, {"sum": ("weight",), "mean": ("rate", "return", "revenue")}),
    Family("keywords", 0.6, 6, {"sum": ("weight",)}),
    Family("genres", 1.0, 10, {"sum": ("weight",), "mean": ("rate",)}),
)


class History:
    """Movies and what became of them, the oldest first; tells what was known of their names before any day."""

    def __init__(self, frame: pd.DataFrame, success: np.ndarray, families: Sequence[Family] = FAMILIES):
        self.families = families
        self.names = split(frame, families)
        self.day = frame["release_date"].to_numpy(float)
        self.success = success.astype(float)
        prices = INFLATION * (self.day - to_days("2000-01-01")) / YEAR
        budget, revenue = (np.log(frame[name].to_numpy(float)) - prices for name in ("budget", "revenue"))
        self.log_return, self.revenue = revenue - budget, revenue
        self.controls = _controls(budget, self.day, frame["runtime"].to_numpy(float))
        self.spreads = [np.where(n.unique == "", 0.0, f.spread) for n, f in zip(self.names, families)]
        self.design = sp.hstack(
            [sp.csr_matrix((s[n.code], (n.row, n.code)), (n.rows, len(s))) for n, s in zip(self.names, self.spreads)]
        ).tocsr()

    def before(self, day: float) -> list[Lookup]:
        """One table a family, of the movies released before `day`; there must be at least one."""
        movies = int(np.searchsorted(self.day, day))
        weights = self._weights(movies, day)
        return [self._table(*parts, movies, day) for parts in zip(self.families, self.names, weights)]

    def _weights(self, movies: int, day: float) -> list[np.ndarray]:
        """Of each family, its names' weights in percent."""
        design = sp.hstack([self.design[:movies], sp.csr_matrix(self.controls[:movies])]).tocsr()
        recency = 0.5 ** ((day - self.day[:movies]) / YEAR / HALF_LIFE)
        ridge = Ridge(alpha=PENALTY, solver="sparse_cg", tol=1e-3, max_iter=60)
        with threadpool_limits(THREADS):
            ridge.fit(design, self.log_return[:movies].clip(-EXTREME, EXTREME), sample_weight=recency)
        ends = np.cumsum([len(spread) for spread in self.spreads])
        return [100 * spread * part for spread, part in zip(self.spreads, np.split(ridge.coef_, ends))]

    def _table(self, family: Family, names: Names, weight: np.ndarray, movies: int, day: float) -> Lookup:
        entries = int(np.searchsorted(names.row, movies))
        code, row = names.code[:entries], names.row[:entries]

        def total(values: np.ndarray) -> np.ndarray:
            return np.bincount(code, values[row], len(names.unique))

        recency = np.exp((self.day - day) / YEAR / FADING)
        log_return = self.log_return.clip(-VERY_EXTREME, VERY_EXTREME)
        count, k = total(np.ones(len(self.day))), family.smoothing
        known = (count > 0) & (names.unique != "")
        figures = (
            weight,
            (total(recency * self.success) + k * self.success[:movies].mean()) / (total(recency) + k),
            (total(log_return) + k * log_return[:movies].mean()) / (count + k),
            total(self.revenue) / np.maximum(count, 1),
        )
        table = on_grid(np.stack(figures, axis=1))[known]
        return Lookup(names.unique[known], table, FIGURES, family.combine, LIST_SEPARATOR, family.limit)


def split(frame: pd.DataFrame, families: Sequence[Family] = FAMILIES) -> list[Names]:
    """The names of each family."""
    return [Names.split(frame[family.field], LIST_SEPARATOR, family.limit) for family in families]


def _controls(budget: np.ndarray, day: np.ndarray, runtime: np.ndarray) -> np.ndarray:
    """What explains returns beside the names, so that they are not praised for it: [N, 4], each about -3 to 3 times a
    factor. Budget is its logarithm."""
    size = (budget - 16.5) / 1.5
    length = (np.nan_to_num(runtime, nan=105.0) / 20 - 5).clip(-2, 3)
    return HARDLY_PENALISED * np.stack([size, size**2, day / YEAR / 10, length], axis=1)
