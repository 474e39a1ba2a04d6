"""Everything that the gate asks of a version, from a trained model and its evaluation."""

from typing import Mapping

import numpy as np
import pandas as pd
import shap
from matplotlib.figure import Figure

from ..candidate import Answered, Candidate, Explanation, Metric, Output, TrainingData
from ..edge_cases import edge_cases
from ..fields import to_iso
from .data import Movies
from .evaluation import Evaluation
from .features import FEATURES
from .fields import FIELDS
from .model import LABELS, NODE, THRESHOLD, MovieModel
from .scores import MEAN, against_replaced, by_group, by_period

LOG_ODDS = "log-odds before calibration"
TOLERANCE = 1e-5  # of a probability
EXPLAINED = 200  # rows
SOURCE = (
    "The Movie Database (TMDB), in extracts that others published. "
    "This product uses the TMDB API but is not endorsed or certified by TMDB."
)
TERMS = (
    "TMDB data is free for non-commercial use with attribution. A summary of its terms says that use for machine learning needs "
    "a written agreement with TMDB, and that copies may be kept for six months at most. Whoever deploys must settle this."
)


def contributions(model: MovieModel, frame: pd.DataFrame) -> tuple[dict[str, np.ndarray], float]:
    """The SHAP values of scikit-learn's trees in log-odds, summed per raw input (name -> [N]), and the base value."""
    explainer = shap.TreeExplainer(model.trees)
    values = pd.DataFrame(explainer.shap_values(model.features(frame)).T)
    inputs = [feature.inputs[0] for feature in FEATURES]
    return values.groupby(inputs, sort=False).sum().T.to_dict("series"), float(np.ravel(explainer.expected_value)[0])


def candidate(
    movies: Movies, model: MovieModel, evaluation: Evaluation, factor: float, card: str, plots: Mapping[str, Figure]
) -> Candidate:
    """Ready for `publish`. All movies are its proof; those that it was tested on were proved with the model of their time."""
    rows = movies.frame[[field.name for field in FIELDS]]
    edges = edge_cases(FIELDS, rows)
    proof = Answered(rows, model.predict(rows))
    positions = np.unique(np.linspace(0, len(rows) - 1, EXPLAINED).astype(int))
    explained, base = contributions(model, rows.iloc[positions])
    return Candidate(
        name="movie-success",
        task="classification",
        title="Success of a movie",
        summary=f"Forecasts from what is known before the release if a movie will earn at least {factor:g} times its budget.",
        fields=FIELDS,
        outputs=[
            Output("probability", f"Chance that worldwide revenue reaches {factor:g} times the budget", None, 0, 1),
            Output("label", f"'{LABELS[1]}' from a probability of {THRESHOLD:g}, else '{LABELS[0]}'", values=LABELS),
        ],
        onnx=model.to_onnx(),
        proof=proof,
        edge_cases=Answered(edges, model.predict(edges)),
        training=proof,
        tolerance={"probability": TOLERANCE},
        explanation=Explanation(NODE, 0, LOG_ODDS, FEATURES, base, positions, explained),
        split=evaluation.split,
        metrics=_figures(evaluation, movies.frame),
        primary_metric=Metric(
            "AUC, mean over the periods", float(by_period(evaluation).loc[MEAN, "auc"]), greater_is_better=True
        ),
        training_data=TrainingData(movies.files, SOURCE, TERMS, tuple(to_iso(rows["release_date"].iloc[i]) for i in (0, -1))),
        libraries=["imbalanced-learn", "scikit-learn", "scipy", "shap"],
        card=card,
        threshold=THRESHOLD,
        plots=plots,
    )


def _figures(evaluation: Evaluation, frame: pd.DataFrame) -> dict:
    groups = by_group(evaluation, frame)[["movies", "auc"]]
    tables = {"by period": by_period(evaluation), "by group": groups, "mean over the periods": against_replaced(evaluation)}
    figures = {
        title: {name: row.dropna().to_dict() for name, row in table.astype(float).iterrows()} for title, table in tables.items()
    }
    return figures | {"largest difference between ONNX and scikit-learn on all tested movies": evaluation.differences}
