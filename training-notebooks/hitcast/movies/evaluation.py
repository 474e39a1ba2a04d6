"""How good the forecast is in the years after the training: the model as it would have stood at each cut-off.

Every model's graph is proved on all movies that it is tested on.
"""

from dataclasses import dataclass, replace
from typing import Sequence

import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from ..errors import DataError
from ..fields import to_days
from ..parity import compare
from . import calibration, replaced
from .calibration import Calibration
from .data import Movies
from .fields import FIELDS
from .model import MovieModel, Trainer

CUTOFFS = (2004, 2006, 2008, 2010, 2012, 2014)
YEARS = 2  # between trainings, and so the length of a test
CALIBRATING = 3  # earlier periods, whose forecasts and outcomes calibrate the next
SPLIT = (
    "By time, as if the model were trained anew every {years} years: trained on movies released before the first of January of "
    "{cutoffs}, each tested on the {years} years after. Records of names, and calibration, know no later movie either."
)


@dataclass(frozen=True)
class Evaluation:
    """`answers`: one row a tested movie, with `movie` (its row in the frame), `period` (first year), `success`, `log_odds`,
    `probability` (NaN before the first cut-off, where periods only calibrate), `base` (the share of successes that
    training knew) and, where asked for, the probabilities of the replaced recipe (columns HONEST and LEAKY).
    `differences`: output -> largest difference between ONNX and the library over all tested movies."""

    answers: pd.DataFrame
    differences: dict[str, float]
    cutoffs: Sequence[int]

    @property
    def tested(self) -> pd.DataFrame:
        """The movies of the test periods."""
        return self.answers[self.answers["period"] >= self.cutoffs[0]]

    @property
    def final_calibration(self) -> Calibration:
        """Learnt from the latest periods; for a model that knows everything."""
        return _calibrate(self.answers, self.cutoffs[-1] + YEARS)

    @property
    def split(self) -> str:
        """In words."""
        return SPLIT.format(years=YEARS, cutoffs=", ".join(map(str, self.cutoffs)))


def evaluate(movies: Movies, trainer: Trainer, cutoffs: Sequence[int] = CUTOFFS, replaced_trees: int = 0) -> Evaluation:
    """Trains and tests at each cut-off; `replaced_trees` = 0 leaves the replaced recipe out. Raises DataError where a
    period has no movies to learn from or to test on."""
    cutoffs = sorted(cutoffs)
    first = cutoffs[0] - CALIBRATING * YEARS
    periods = [*range(first, cutoffs[0], YEARS), *cutoffs]
    for period in periods:
        _check(movies, trainer, period)
    answers, differences = pd.DataFrame(), []
    for period in periods:
        model = trainer.before(_day(period))
        part = _forecast(trainer, model, period)
        if period >= cutoffs[0]:
            model = replace(model, calibration=_calibrate(answers, period))
            frame = trainer.frame.loc[part["movie"], [field.name for field in FIELDS]]
            expected = model.predict(frame)
            part["probability"] = expected["probability"]
            differences.append(compare(model.to_onnx(), FIELDS, frame, expected).largest)
            if replaced_trees:
                part = part.assign(**_replaced(movies, trainer, model, period, part["movie"], replaced_trees))
            auc = roc_auc_score(part["success"], part["probability"])
            print(f"{period} to {period + YEARS - 1}: {len(part)} movies, AUC {auc:.3f}", flush=True)
        answers = pd.concat([answers, part], ignore_index=True)
    return Evaluation(answers, pd.DataFrame(differences).max().to_dict(), cutoffs)


def _check(movies: Movies, trainer: Trainer, period: int) -> None:
    """Raises DataError unless there are successes and failures, both before and in the period."""
    day = trainer.history.day
    before = trainer.success[trainer.usable & (day < _day(period))]
    within = trainer.success[(_day(period) <= day) & (day < _day(period + YEARS))]
    if len(np.unique(before)) < 2 or len(np.unique(within)) < 2:
        problem = f"has no successes or no failures before {period}, or in {period} to {period + YEARS - 1}"
        raise DataError(movies.path, f"{problem}; choose other cut-offs, or export more movies")


def _forecast(trainer: Trainer, model: MovieModel, period: int) -> pd.DataFrame:
    day = trainer.history.day
    rows = np.flatnonzero((_day(period) <= day) & (day < _day(period + YEARS)))
    base = trainer.success[trainer.usable & (day < _day(period))].mean()
    log_odds = model.log_odds(trainer.frame.loc[rows])
    success = trainer.success[rows]
    return pd.DataFrame(
        {"movie": rows, "period": period, "success": success, "log_odds": log_odds, "base": base, "probability": np.nan}
    )


def _calibrate(answers: pd.DataFrame, period: int) -> Calibration:
    """From the latest periods that had ended when `period` began."""
    ended = sorted(year for year in answers["period"].unique() if year + YEARS <= period)
    earlier = answers[answers["period"].isin(ended[-CALIBRATING:])]
    return calibration.fit(earlier["log_odds"].to_numpy(), earlier["success"].to_numpy())


def _replaced(movies: Movies, trainer: Trainer, model: MovieModel, period: int, rows: pd.Series, trees: int) -> dict:
    """The replaced recipe on the very same inputs, and with what is known only after the release besides."""
    known = np.flatnonzero(trainer.usable & (trainer.history.day < _day(period)))
    train, test = trainer.features[: len(known)], model.features(trainer.frame.loc[rows])
    success, leaks, seed = trainer.success[known], movies.frame[movies.leaks].to_numpy(float), trainer.settings.seed
    return {
        replaced.HONEST: replaced.probabilities(train, success, test, trees, seed),
        replaced.LEAKY: replaced.probabilities(np.c_[train, leaks[known]], success, np.c_[test, leaks[rows]], trees, seed),
    }


def _day(year: int) -> int:
    return to_days(f"{year}-01-01")
