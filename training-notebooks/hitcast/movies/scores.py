"""Figures of an evaluation: ranking, calibration, and the groups of movies on which it is weaker."""

from typing import Mapping, Sequence

import numpy as np
import pandas as pd
from sklearn.metrics import brier_score_loss, roc_auc_score

from ..fields import to_days
from . import replaced
from .evaluation import Evaluation
from .features import ENGLISH

BINS = 10
DRAWS = 300
MODEL = "this model"
MEAN, POOLED = "mean", "all periods together"


def ece(probability: np.ndarray, success: np.ndarray) -> float:
    """Expected calibration error over BINS bins of equal width: mean |forecast - outcome|, weighted by the movies in a bin."""
    bins = np.minimum((probability * BINS).astype(int), BINS - 1)
    excess = np.bincount(bins, probability - success, BINS)
    return float(np.abs(excess).sum() / len(bins))


def ece_floor(probability: np.ndarray) -> float:
    """The ECE that chance alone leaves to a perfectly calibrated forecast of so many movies: mean over DRAWS draws."""
    draws = np.random.default_rng(0).random((DRAWS, len(probability))) < probability
    return float(np.mean([ece(probability, outcome) for outcome in draws]))


def by_period(evaluation: Evaluation) -> pd.DataFrame:
    """Index = period, then MEAN (of the periods) and POOLED; see `_figures`."""
    table = {f"{year}-{year + 1}": _figures(rows) for year, rows in evaluation.tested.groupby("period")}
    table[MEAN] = pd.DataFrame(table).mean(axis=1).to_dict()
    table[POOLED] = _figures(evaluation.tested)
    return pd.DataFrame.from_dict(table, orient="index")


def _figures(rows: pd.DataFrame) -> dict[str, float]:
    """`brier_base`: of always forecasting the share of successes known from training; `ece_floor`: see there."""
    success, probability = rows["success"].to_numpy(), rows["probability"].to_numpy()
    return {
        "movies": len(rows),
        "successes": success.mean(),
        "forecast": probability.mean(),
        "auc": roc_auc_score(success, probability),
        "brier": brier_score_loss(success, probability),
        "brier_base": ((success - rows["base"]) ** 2).mean(),
        "ece": ece(probability, success),
        "ece_floor": ece_floor(probability),
    }


def against_replaced(evaluation: Evaluation) -> pd.DataFrame:
    """Index = who forecasts; `auc`, `brier` and `ece`, means over the periods."""
    columns = {MODEL: "probability"} | {name: name for name in (replaced.HONEST, replaced.LEAKY) if name in evaluation.answers}
    periods = [rows for _, rows in evaluation.tested.groupby("period")]
    table = {
        who: np.mean(
            [(roc_auc_score(r["success"], r[c]), brier_score_loss(r["success"], r[c]), ece(r[c], r["success"])) for r in periods],
            axis=0,
        )
        for who, c in columns.items()
    }
    return pd.DataFrame.from_dict(table, orient="index", columns=["auc", "brier", "ece"])


def by_group(evaluation: Evaluation, frame: pd.DataFrame) -> pd.DataFrame:
    """Index = group of movies; `movies`, `successes`, `forecast` (mean probability; before the first cut-off there is
    none) and `auc` of the forecasts as they stand (NaN where all ended alike)."""
    answers = evaluation.answers.join(frame, on="movie")
    table = {}
    for name, marked in _groups(answers, evaluation.cutoffs[0]).items():
        rows = answers[marked]
        mixed = rows["success"].nunique() == 2
        table[name] = {
            "movies": len(rows),
            "successes": rows["success"].mean(),
            "forecast": rows["probability"].mean(),
            "auc": roc_auc_score(rows["success"], rows["log_odds"]) if mixed else np.nan,
        }
    return pd.DataFrame.from_dict(table, orient="index")


def _groups(answers: pd.DataFrame, first: int) -> Mapping[str, pd.Series]:
    tested, budget = answers["period"] >= first, answers["budget"]
    documentary = answers["genres"].map(lambda genres: "Documentary" in genres)
    foreign = ~answers["original_language"].isin(ENGLISH)
    uncredited = answers[["cast", "directors"]].map(len).sum(axis=1) == 0
    return {
        "all tested": tested,
        "budget below 2 million": tested & (budget < 2e6),
        "budget 2 to 20 million": tested & (budget >= 2e6) & (budget < 2e7),
        "budget 20 to 80 million": tested & (budget >= 2e7) & (budget < 8e7),
        "budget from 80 million": tested & (budget >= 8e7),
        "documentaries": tested & documentary,
        "not in English": tested & foreign,
        "no cast, no director given": tested & uncredited,
        f"released before {first}": answers["release_date"] < to_days(f"{first}-01-01"),
    }


def by_threshold(evaluation: Evaluation, thresholds: Sequence[float] = (0.3, 0.4, 0.5, 0.6, 0.7)) -> pd.DataFrame:
    """Index = threshold; share `called` a success, and `precision`, `recall` and `accuracy` of that."""
    success, probability = evaluation.tested["success"], evaluation.tested["probability"]
    called = {threshold: probability >= threshold for threshold in thresholds}
    table = {
        t: {
            "called": c.mean(),
            "precision": success[c].mean(),
            "recall": c[success].mean(),
            "accuracy": (c == success).mean(),
        }
        for t, c in called.items()
    }
    return pd.DataFrame.from_dict(table, orient="index")
