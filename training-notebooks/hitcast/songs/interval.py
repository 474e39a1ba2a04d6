"""A prediction interval that is wide where little is known: what error to expect is learnt, then made to hold.

The half-width is the 90th percentile of the absolute error, predicted from the same features. It is learnt from errors on
held-out rows, and then widened by a margin so that it holds on held-out rows again: conformalized quantile regression
(Romano, Patterson, Candès 2019, arXiv:1905.03222), with one margin for each of four groups of rows, by whether the artist
and the album are known (Mondrian conformal prediction). The margins are one more tree of the ensemble.
"""

from dataclasses import dataclass, replace
from typing import Sequence

import numpy as np
from catboost import CatBoostRegressor, Pool

from ..trees import LEAF, NODE, TreeEnsemble, from_catboost

LEVEL = 0.9
# A row held out in training is known a little worse than a new one: the tables and trees that answer it come from fewer
# rows. Covering 88.5 % of the held-out rows covers about 90 % of new ones, which the evaluation measures.
HELD_OUT_LEVEL = 0.885
LOWEST, HIGHEST = 0.0, 100.0  # the scale of popularity, in points
FLOAT32_MAX = np.finfo(np.float32).max

Folds = Sequence[tuple[np.ndarray, np.ndarray]]


@dataclass(frozen=True)
class IntervalModel:
    """Predicts half of the interval's width, in points.

    `margins` [4] is what each group's half-width is widened by (negative: narrowed), `weights` [4] the group's number of
    training rows. `known` are two feature columns (artist, album) that are NaN where the name is not known. A row's group
    is 2 * (artist unknown) + (album unknown).
    """

    quantile: CatBoostRegressor
    margins: np.ndarray
    weights: np.ndarray
    known: tuple[int, int]

    def predict(self, features: np.ndarray) -> np.ndarray:
        """Half-widths [N], at least 0."""
        return (self.quantile.predict(features) + self.margins[groups(features, self.known)]).clip(min=0)

    def ensemble(self) -> TreeEnsemble:
        """Trees whose sum is the half-width before it is held to at least 0."""
        quantile = from_catboost(self.quantile)
        tree = np.zeros(7, NODE)
        tree["tree"] = quantile.nodes["tree"][-1] + 1
        tree["left"] = tree["right"] = LEAF
        for branch, column in enumerate((self.known[0], self.known[1], self.known[1])):
            tree["left"][branch], tree["right"][branch] = (len(quantile.nodes) + 2 * branch + side for side in (1, 2))
            tree["feature"][branch] = column
            tree["threshold"][branch] = FLOAT32_MAX  # a known name goes left; NaN, that is an unknown one, goes right
        tree["weight"] = [self.weights.sum(), *self.weights.reshape(2, 2).sum(axis=1), *self.weights]
        values = np.concatenate([quantile.values, np.zeros((3, 1)), self.margins[:, None]])
        return replace(quantile, nodes=np.concatenate([quantile.nodes, tree]), values=values)


def groups(features: np.ndarray, known: tuple[int, int]) -> np.ndarray:
    """Each row's calibration group, int [N]."""
    artist, album = (np.isnan(features[:, column]).astype(int) for column in known)
    return 2 * artist + album


def fit(pool: Pool, folds: Folds, known: tuple[int, int], points: dict, quantile: dict) -> IntervalModel:
    """Learns from rows held out in turn: `folds` are pairs (train, test) of bool [N], each row in one test.

    `points` and `quantile` are CatBoost's parameters for the prediction, and for the error to expect of it.
    """
    quantile = {"loss_function": f"Quantile:alpha={LEVEL}", **quantile}
    features = pool.get_features()
    predictions = _out_of_fold(pool, folds, points)
    errors = Pool(features, np.abs(np.asarray(pool.get_label(), float) - predictions))
    excess = errors.get_label() - _out_of_fold(errors, folds, quantile)
    group = groups(features, known)
    margins = np.array([_conformal_margin(excess[group == g]) for g in range(4)])
    return IntervalModel(CatBoostRegressor(**quantile).fit(errors), margins, np.bincount(group, minlength=4), known)


def _out_of_fold(pool: Pool, folds: Folds, parameters: dict) -> np.ndarray:
    """Predictions [N], each by a model that was trained without the row's fold."""
    predictions = np.full(pool.num_row(), np.nan)
    for train, test in folds:
        model = CatBoostRegressor(**parameters).fit(pool.slice(np.flatnonzero(train)))
        predictions[test] = model.predict(pool.slice(np.flatnonzero(test)))
    return predictions


def _conformal_margin(excess: np.ndarray) -> float:
    """The smallest margin that covers a share HELD_OUT_LEVEL of rows; 0 where the group has too few rows to tell."""
    rank = int(np.ceil((len(excess) + 1) * HELD_OUT_LEVEL))
    return float(np.sort(excess)[rank - 1]) if rank <= len(excess) else 0.0
