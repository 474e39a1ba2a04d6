"""Learning to predict popularity, and the two forms of what was learnt: CatBoost with NumPy, and one ONNX graph."""

from dataclasses import dataclass
from typing import Sequence

import numpy as np
import onnx
import pandas as pd
import spox
import spox.opset.ai.onnx.v21 as op
from catboost import CatBoostRegressor, Pool

from ..fields import NUMERIC_KINDS, Field
from ..lookup import Lookup, features_to_onnx
from ..trees import from_catboost, name_node, to_onnx
from . import interval, splits
from .features import ENCODINGS, Encoder, feature_list
from .interval import HIGHEST, LOWEST

NODE = "popularity_trees"
OUTPUTS = ("prediction", "lower", "upper")
SIGNS = np.float32([0, -1, 1])  # how much of half of the interval's width is added to the trees' answer for each output


@dataclass(frozen=True)
class Settings:
    """How to train. `folds`: how finely training rows are encoded by others. `hidden`: share of values hidden from training
    at random, so that a missing one is no surprise. `held_out_...`: how the errors that the interval learns from come about;
    fewer trees than `trees` at a faster rate, which costs little accuracy and saves most of the time."""

    trees: int = 300
    learning_rate: float = 0.1
    depth: int = 8
    l2_leaf_reg: float = 3
    interval_trees: int = 60
    interval_learning_rate: float = 0.2
    interval_depth: int = 5
    held_out_folds: int = 5
    held_out_trees: int = 150
    held_out_learning_rate: float = 0.2
    folds: int = 20
    hidden: float = 0.05
    seed: int = 0


@dataclass(frozen=True)
class SongModel:
    """A trained model. Its own answers are computed without ONNX; `to_onnx` says the same in a graph."""

    fields: Sequence[Field]
    lookups: Sequence[Lookup]
    points: CatBoostRegressor
    interval: interval.IntervalModel

    def features(self, frame: pd.DataFrame) -> np.ndarray:
        """What the trees read: float32 [N, features]."""
        return Encoder(self.fields, frame).transform(self.lookups, np.ones(len(frame), bool))

    def predict(self, frame: pd.DataFrame) -> dict[str, np.ndarray]:
        """`prediction`, `lower` and `upper` in points of popularity, each [N]."""
        return self.answers(self.features(frame))

    def answers(self, features: np.ndarray) -> dict[str, np.ndarray]:
        """The same, from features that are already computed."""
        half = self.interval.predict(features)
        bands = self.points.predict(features)[:, None] + half[:, None] * SIGNS
        return dict(zip(OUTPUTS, bands.clip(LOWEST, HIGHEST).T))

    def to_onnx(self, trees: int | None = None) -> bytes:
        """The graph from raw fields to the answers; `trees` keeps only the first trees of the prediction."""
        raw = {f.name: spox.argument(spox.Tensor(np.float32 if f.kind in NUMERIC_KINDS else str, ("N", 1))) for f in self.fields}
        numbers = [raw[f.name] for f in self.fields if f.kind in NUMERIC_KINDS]
        encoded = features_to_onnx(self.lookups, (raw[encoding.field] for encoding in ENCODINGS))
        features = op.concat([*numbers, encoded], axis=1)

        points = from_catboost(self.points, trees)
        half = op.relu(to_onnx(self.interval.ensemble(), features))
        bands = op.add(to_onnx(points, features), op.mul(half, op.const(SIGNS)))
        bands = op.clip(bands, op.const(np.float32(LOWEST)), op.const(np.float32(HIGHEST)))
        outputs = dict(zip(OUTPUTS, op.split(bands, num_outputs=len(OUTPUTS), axis=1)))
        model = spox.build(raw, outputs)
        name_node(model, points, NODE)
        onnx.checker.check_model(model, full_check=True)
        return model.SerializeToString()


def fit(frame: pd.DataFrame, fields: Sequence[Field], settings: Settings) -> SongModel:
    """Learns from tracks in canonical form. Every track is seen twice: as one of artists that other tracks tell about,
    and as one of artists never heard of."""
    popularity = frame["popularity"].to_numpy(float)
    encoder = Encoder(fields, frame)
    heard = encoder.out_of_fold(popularity, splits.by_recording(frame, settings.folds, settings.seed))
    unheard = encoder.out_of_fold(popularity, splits.by_artist(frame, settings.folds, settings.seed + 1))
    _hide(unheard, fields, settings)
    pool = Pool(np.concatenate([heard, unheard]), np.tile(popularity, 2))

    names = [feature.name for feature in feature_list(fields)]
    known = (names.index("artists mean tracks"), names.index("album_name first tracks"))
    common = {"random_seed": settings.seed, "verbose": False, "allow_writing_files": False}
    shape = common | {"depth": settings.depth, "l2_leaf_reg": settings.l2_leaf_reg}
    points = shape | {"iterations": settings.trees, "learning_rate": settings.learning_rate}
    held_out = shape | {"iterations": settings.held_out_trees, "learning_rate": settings.held_out_learning_rate}
    quantile = common | {
        "iterations": settings.interval_trees,
        "learning_rate": settings.interval_learning_rate,
        "depth": settings.interval_depth,
    }
    return SongModel(
        fields,
        encoder.fit(popularity, np.ones(len(frame), bool)),
        CatBoostRegressor(**points).fit(pool),
        interval.fit(pool, _held_out(frame, settings), known, held_out, quantile),
    )


def _held_out(frame: pd.DataFrame, settings: Settings) -> list[tuple[np.ndarray, np.ndarray]]:
    """What to hold out in turn, (train, test) of bool [2 N]: tracks of artists heard of without the recording, then tracks
    of artists never heard of without the artists."""
    nobody = np.zeros(len(frame), bool)
    return [
        (np.tile(train, 2), np.concatenate([nobody, test] if unheard else [test, nobody]))
        for unheard, split in enumerate((splits.by_recording, splits.by_artist))
        for train, test in split(frame, settings.held_out_folds, settings.seed + 2)
    ]


def _hide(features: np.ndarray, fields: Sequence[Field], settings: Settings) -> None:
    """Makes a share of the numbers, and of the genres, missing: in place."""
    random = np.random.default_rng(settings.seed)
    inputs = [feature.inputs for feature in feature_list(fields)]
    for name in [f.name for f in fields if f.kind in NUMERIC_KINDS] + ["track_genre"]:
        columns = [i for i, names in enumerate(inputs) if names == (name,)]
        features[np.ix_(random.random(len(features)) < settings.hidden, columns)] = np.nan
