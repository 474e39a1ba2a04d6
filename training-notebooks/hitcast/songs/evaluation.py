"""How good the model is on tracks that it has not learnt from, in three cases, each fold's graph proved on the way."""

import time
from dataclasses import dataclass
from typing import Sequence

import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error, r2_score

from ..fields import Field
from ..parity import compare
from . import replaced, splits
from .model import Settings, fit

ANY, ARTIST, ALBUM = CASES = ("any recording", "artist never seen", "artist and album never seen")
SPLIT = (
    "{folds} folds. Any recording: a recording (artists, album, title and length) with all its rows is on one side only. "
    "Artist never seen: no artist of a test row, guests included, is in any training row; of these, artist and album "
    "never seen: those whose album is in no training row either."
)


@dataclass(frozen=True)
class Evaluation:
    """`answers`: one row a test row, with `case` (ANY or ARTIST), `fold`, `popularity`, `track_genre`, `new_album`,
    `prediction`, `lower`, `upper`, and `replaced` (the replaced recipe's prediction) where that was asked for.
    `differences`: output -> largest difference between ONNX and the library over all of them."""

    answers: pd.DataFrame
    differences: dict[str, float]
    folds: int

    @property
    def has_replaced(self) -> bool:
        """Whether the replaced recipe was evaluated too."""
        return "replaced" in self.answers

    def case(self, name: str) -> pd.DataFrame:
        """The test rows of one of CASES."""
        rows = self.answers[self.answers["case"] == (ANY if name == ANY else ARTIST)]
        return rows[rows["new_album"]] if name == ALBUM else rows


def evaluate(
    frame: pd.DataFrame, fields: Sequence[Field], settings: Settings, folds: int = 5, replaced_iterations: int = 1500
) -> Evaluation:
    """Trains and tests on each fold of both splits; `replaced_iterations` = 0 leaves the replaced recipe out."""
    parts, reports = [], []
    for case, split in ((ANY, splits.by_recording), (ARTIST, splits.by_artist)):
        for fold, (train, test) in enumerate(split(frame, folds, settings.seed)):
            start = time.monotonic()
            known, new = (frame[rows].reset_index(drop=True) for rows in (train, test))
            part, report = _test(known, new, fields, settings)
            if replaced_iterations:
                part["replaced"] = replaced.predictions(fields, known, new, replaced_iterations).clip(0, 100)
            parts.append(part.assign(case=case, fold=fold))
            reports.append(report)
            print(
                f"{case}, fold {fold + 1} of {folds}: R² {r2_score(part['popularity'], part['prediction']):.3f}, "
                f"coverage {_covered(part).mean():.1%}, {len(new):,} rows like CatBoost, {time.monotonic() - start:.0f} s",
                flush=True,
            )
    return Evaluation(pd.concat(parts, ignore_index=True), pd.DataFrame(reports).max().to_dict(), folds)


def _test(train: pd.DataFrame, test: pd.DataFrame, fields: Sequence[Field], settings: Settings) -> tuple[pd.DataFrame, dict]:
    """The answers to the test rows, and how far ONNX is from them: output -> largest difference."""
    model = fit(train, fields, settings)
    answers = model.predict(test)
    differences = compare(model.to_onnx(), fields, test, answers).largest
    new_album = ~test["album_name"].isin(set(train["album_name"]))
    return test[["popularity", "track_genre"]].assign(new_album=new_album, **answers), differences


def scores(evaluation: Evaluation, column: str = "prediction") -> pd.DataFrame:
    """Index = case; mean and standard deviation over the folds of R² and of the mean absolute error, in points."""
    table = {}
    for case in CASES:
        by_fold = evaluation.case(case).groupby("fold")
        r2 = by_fold.apply(lambda rows: r2_score(rows["popularity"], rows[column]))
        mae = by_fold.apply(lambda rows: mean_absolute_error(rows["popularity"], rows[column]))
        table[case] = {"r2": r2.mean(), "r2_sd": r2.std(ddof=0), "mae": mae.mean(), "mae_sd": mae.std(ddof=0)}
    return pd.DataFrame.from_dict(table, orient="index")


def intervals(evaluation: Evaluation) -> pd.DataFrame:
    """Index = case; `rows`, `coverage` (share inside), `width` (mean, points), and `constant_width`: the width of the
    narrowest band of constant width around the prediction that covers as many of these very rows (clipped alike)."""
    table = {}
    for case in CASES:
        rows = evaluation.case(case)
        coverage = _covered(rows).mean()
        half = np.quantile((rows["popularity"] - rows["prediction"]).abs(), coverage)
        constant = (rows["prediction"] + half).clip(upper=100) - (rows["prediction"] - half).clip(lower=0)
        width = (rows["upper"] - rows["lower"]).mean()
        table[case] = {"rows": len(rows), "coverage": coverage, "width": width, "constant_width": constant.mean()}
    return pd.DataFrame.from_dict(table, orient="index").astype({"rows": int})


def _covered(rows: pd.DataFrame) -> pd.Series:
    return (rows["lower"] <= rows["popularity"]) & (rows["popularity"] <= rows["upper"])
