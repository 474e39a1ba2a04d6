"""A prediction interval that is wide where little is known: conditional quantiles, then made to hold on held-out rows.

Conformalized quantile regression (Romano, Patterson, Candes 2019, arXiv:1905.03222), with one margin for each of four
groups of rows, by whether the artist and the album are known (Mondrian conformal prediction). The margins are one more
tree of the ensemble.
"""

from dataclasses import dataclass, replace

import numpy as np
from catboost import CatBoostRegressor, Pool
from sklearn.model_selection import GroupKFold

from ..trees import LEAF, NODE, TreeEnsemble, from_catboost

LEVEL = 0.9
LOWEST, HIGHEST = 0.0, 100.0  # the scale of popularity, in points
FLOAT32_MAX = np.finfo(np.float32).max


@dataclass(frozen=True)
class IntervalModel:
    """Quantiles of popularity, and the margin by which each group's interval is widened (in points; negative narrows).

    `known` are two feature columns (artist, album) that are NaN where the name is not known. A row's group is
    2 * (artist unknown) + (album unknown).
    """

    quantiles: CatBoostRegressor
    margins: np.ndarray
    weights: np.ndarray
    known: tuple[int, int]

    def predict(self, features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Lower and upper bound, each [N], not yet clipped."""
        lower, upper = self.quantiles.predict(features).T
        margin = self.margins[groups(features, self.known)]
        return lower - margin, upper + margin

    def ensemble(self) -> TreeEnsemble:
        """Trees with two targets, the lower and the upper bound."""
        quantiles = from_catboost(self.quantiles)
        tree = np.zeros(7, NODE)
        tree["tree"] = quantiles.nodes["tree"][-1] + 1
        tree["left"] = tree["right"] = LEAF
        branches = np.arange(3)
        tree["left"][:3], tree["right"][:3] = (len(quantiles.nodes) + 2 * branches + side for side in (1, 2))
        tree["feature"][:3] = [self.known[0], self.known[1], self.known[1]]
        tree["threshold"][:3] = FLOAT32_MAX  # a known name goes left; NaN, that is an unknown one, goes right
        tree["weight"] = [self.weights.sum(), *self.weights.reshape(2, 2).sum(axis=1), *self.weights]
        values = np.zeros((7, 2))
        values[3:] = self.margins[:, None] * [-1, 1]
        nodes = np.concatenate([quantiles.nodes, tree])
        return replace(quantiles, nodes=nodes, values=np.concatenate([quantiles.values, values]))


def groups(features: np.ndarray, known: tuple[int, int]) -> np.ndarray:
    """Each row's calibration group, int [N]."""
    artist, album = (np.isnan(features[:, column]).astype(int) for column in known)
    return 2 * artist + album


def fit(pool: Pool, recordings: np.ndarray, known: tuple[int, int], points: dict, quantiles: dict) -> IntervalModel:
    """Quantiles from all rows; margins from rows held out in turn, a recording with all its rows.

    `points` and `quantiles` are CatBoost's parameters for the prediction and for the quantiles.
    """
    quantiles = {"loss_function": f"MultiQuantile:alpha={(1 - LEVEL) / 2:.3f},{(1 + LEVEL) / 2:.3f}", **quantiles}
    features, popularity = pool.get_features(), np.asarray(pool.get_label(), float)
    excess = np.empty(len(popularity))
    for train, test in GroupKFold(3).split(features, groups=recordings):
        prediction, bounds = (CatBoostRegressor(**settings).fit(pool.slice(train)).predict(features[test]) for settings in (points, quantiles))
        excess[test] = _excess(popularity[test], prediction, *bounds.T)
    group = groups(features, known)
    margins = np.array([_conformal_margin(excess[group == g]) for g in range(4)])
    return IntervalModel(CatBoostRegressor(**quantiles).fit(pool), margins, np.bincount(group, minlength=4), known)


def _excess(popularity: np.ndarray, prediction: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """The margin that each row needs to be covered, [N]. The prediction and the ends of the scale need none: they are
    always inside."""
    below = np.where((popularity >= prediction) | (popularity >= HIGHEST), -HIGHEST, lower - popularity)
    above = np.where((popularity <= prediction) | (popularity <= LOWEST), -HIGHEST, popularity - upper)
    return np.maximum(below, above)


def _conformal_margin(excess: np.ndarray) -> float:
    """The smallest margin that covers a share LEVEL of new rows; 0 where the group has too few rows to tell."""
    rank = int(np.ceil((len(excess) + 1) * LEVEL))
    return float(np.sort(excess)[rank - 1]) if rank <= len(excess) else 0.0
