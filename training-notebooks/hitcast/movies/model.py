"""Learning what pays off, and the two forms of what was learnt: scikit-learn with NumPy, and one ONNX graph."""

from dataclasses import dataclass
from typing import Sequence

import numpy as np
import onnx
import pandas as pd
import spox
import spox.opset.ai.onnx.v21 as op
from scipy.special import expit
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from ..fields import NUMERIC_KINDS, to_days
from ..lookup import Lookup, features_to_onnx
from ..trees import from_hist_gradient_boosting, name_node, to_onnx
from . import features
from .calibration import Calibration
from .data import successes
from .features import NUMBERS, RISING
from .fields import FIELDS
from .records import THREADS, History, split

NODE = "success_trees"
LABELS = ("no success", "success")
THRESHOLD = 0.5


@dataclass(frozen=True)
class Settings:
    """How to train. `softness`: a movie that just misses the factor is half a success, and how fast that changes around
    it. `hidden`: share of movies whose runtime, or date, is hidden from training, so that a missing one is no surprise."""

    trees: int = 100
    learning_rate: float = 0.06
    leaves: int = 8
    min_samples_leaf: int = 30
    l2_regularization: float = 5.0
    max_features: float = 0.25
    softness: float = 2.0
    first_year: int = 1980
    hidden: float = 0.05
    seed: int = 0


@dataclass(frozen=True)
class MovieModel:
    """A trained model. Its own answers are computed without ONNX; `to_onnx` says the same in a graph."""

    lookups: Sequence[Lookup]
    trees: HistGradientBoostingClassifier
    calibration: Calibration = Calibration()

    def features(self, frame: pd.DataFrame) -> np.ndarray:
        """What the trees read: float32 [N, features]."""
        return np.concatenate([features.numbers(frame), features.records(self.lookups, split(frame))], axis=1)

    def log_odds(self, frame: pd.DataFrame) -> np.ndarray:
        """The trees' answers before calibration, [N]."""
        with threadpool_limits(THREADS):
            return self.trees.decision_function(self.features(frame))

    def predict(self, frame: pd.DataFrame) -> dict[str, np.ndarray]:
        """`probability` of success and `label`, each [N]."""
        probability = self.calibration.probability(self.log_odds(frame))
        return {"probability": probability, "label": np.array(LABELS, dtype=object)[(probability >= THRESHOLD).astype(int)]}

    def to_onnx(self) -> bytes:
        """The graph from raw fields to the answers."""
        raw = {f.name: spox.argument(spox.Tensor(np.float32 if f.kind in NUMERIC_KINDS else str, ("N", 1))) for f in FIELDS}
        looked_up = features_to_onnx(self.lookups, (raw[family.field] for family in features.FAMILIES))
        inputs = op.concat([*features.numbers_to_onnx(raw), looked_up], axis=1)
        ensemble = from_hist_gradient_boosting(self.trees)
        probability = self.calibration.to_onnx(to_onnx(ensemble, inputs))
        no, yes = (op.const(np.array(label)) for label in LABELS)
        label = op.where(op.greater_or_equal(probability, op.const(np.float32(THRESHOLD))), yes, no)
        model = spox.build(raw, {"probability": probability, "label": label})
        name_node(model, ensemble, NODE)
        onnx.checker.check_model(model, full_check=True)
        return model.SerializeToString()


class Trainer:
    """Learns from the movies released before any day. Each was encoded by what was known before its own year."""

    def __init__(self, frame: pd.DataFrame, factor: float, settings: Settings):
        self.settings, self.factor = settings, factor
        self.frame = frame
        self.success = successes(frame, factor)
        self.history = History(frame, self.success)
        day = self.history.day
        self.usable = (day >= to_days(f"{settings.first_year}-01-01")) & (features.new_year(day) > day[0])
        self.features = np.concatenate(
            [features.numbers(frame[self.usable]), features.point_in_time(self.history, self.usable)], axis=1
        )

    def before(self, day: float) -> MovieModel:
        """A model that knows only movies released before `day`, not yet calibrated."""
        rows = self.history.day[self.usable] < day
        margin = self.history.log_return[self.usable][rows] - np.log(self.factor)
        return MovieModel(
            self.history.before(day), self._trees(self.features[rows].copy(), expit(self.settings.softness * margin))
        )

    def everything(self) -> MovieModel:
        """A model that knows all movies, not yet calibrated."""
        return self.before(self.history.day[-1] + 1)

    def _trees(self, inputs: np.ndarray, success: np.ndarray) -> HistGradientBoostingClassifier:
        """`success` [N] lies between 0 and 1: every movie counts as a success and as none, with these weights."""
        s = self.settings
        _hide(inputs, s)
        model = HistGradientBoostingClassifier(
            max_iter=s.trees,
            learning_rate=s.learning_rate,
            max_leaf_nodes=s.leaves,
            min_samples_leaf=s.min_samples_leaf,
            l2_regularization=s.l2_regularization,
            max_features=s.max_features,
            monotonic_cst=RISING,
            early_stopping=False,
            random_state=s.seed,
        )
        labels = np.repeat([1, 0], len(inputs))
        with threadpool_limits(THREADS):
            return model.fit(np.tile(inputs, (2, 1)), labels, sample_weight=np.concatenate([success, 1 - success]))


def _hide(inputs: np.ndarray, settings: Settings) -> None:
    """Makes some runtimes and some dates missing: in place."""
    random = np.random.default_rng(settings.seed)
    for name in ("runtime", "release_date"):
        columns = [i for i, feature in enumerate(NUMBERS) if feature.inputs == (name,)]
        inputs[np.ix_(random.random(len(inputs)) < settings.hidden, columns)] = np.nan
