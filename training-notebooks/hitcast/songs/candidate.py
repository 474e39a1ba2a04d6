"""Everything that the gate asks of a version, from a trained model and its evaluation."""

from typing import Mapping

import numpy as np
import pandas as pd
from catboost import Pool
from matplotlib.figure import Figure

from ..candidate import Answered, Candidate, Explanation, Interval, Metric, Output, TrainingData
from ..edge_cases import edge_cases
from .data import Tracks
from .evaluation import ANY, SPLIT, Evaluation, intervals, scores
from .features import feature_list
from .interval import LEVEL
from .model import NODE, SongModel

POINTS = "points of popularity"
TOLERANCE = 1e-3  # points
EXPLAINED = 200  # rows
SOURCE = (
    "Spotify Tracks Dataset, published on Hugging Face and Kaggle by maharshipandya; audio features and popularity by Spotify"
)
TERMS = "One loader of the set states a BSD licence; the publisher's own terms, and Spotify's for its API, are to be checked by whoever deploys."


def contributions(model: SongModel, frame: pd.DataFrame) -> tuple[dict[str, np.ndarray], float]:
    """CatBoost's own SHAP values in points, summed per raw input (name -> [N]), and the base value."""
    features = model.features(frame)
    shap = model.points.get_feature_importance(Pool(features), type="ShapValues")
    names = [feature.inputs[0] for feature in feature_list(model.fields)]
    return pd.DataFrame(shap[:, :-1].T).groupby(names, sort=False).sum().T.to_dict("series"), float(shap[0, -1])


def candidate(tracks: Tracks, model: SongModel, evaluation: Evaluation, card: str, plots: Mapping[str, Figure]) -> Candidate:
    """Ready for `publish`. All rows of the table are its proof: each was a test row in some fold."""
    rows = tracks.frame[[field.name for field in model.fields]]
    edges = edge_cases(model.fields, rows)
    proof = Answered(rows, model.predict(rows))
    positions = np.unique(np.linspace(0, len(rows) - 1, EXPLAINED).astype(int))
    explained, base = contributions(model, rows.iloc[positions])
    bands = intervals(evaluation)
    return Candidate(
        name="spotify-popularity",
        task="regression",
        title="Popularity of a song",
        summary="Predicts a track's popularity on Spotify, 0 to 100, from its artists, album, title, genre and audio features.",
        fields=model.fields,
        outputs=[
            Output("prediction", "Expected popularity", POINTS, 0, 100),
            Output("lower", f"Lower end of the {LEVEL:.0%} prediction interval", POINTS, 0, 100),
            Output("upper", f"Upper end of the {LEVEL:.0%} prediction interval", POINTS, 0, 100),
        ],
        onnx=model.to_onnx(),
        proof=proof,
        edge_cases=Answered(edges, model.predict(edges)),
        training=proof,
        tolerance=dict.fromkeys(proof.answers, TOLERANCE),
        explanation=Explanation(
            NODE, 0, f"{POINTS}, before clipping to 0..100", feature_list(model.fields), base, positions, explained
        ),
        split=SPLIT.format(folds=evaluation.folds),
        metrics=_figures(evaluation, bands),
        primary_metric=Metric(f"R², {ANY}", float(scores(evaluation).loc[ANY, "r2"]), greater_is_better=True),
        training_data=TrainingData([tracks.file], SOURCE, TERMS),
        libraries=["catboost", "scikit-learn"],
        card=card,
        interval=Interval(LEVEL, bands["coverage"].to_dict()),
        plots=plots,
    )


def _figures(evaluation: Evaluation, bands: pd.DataFrame) -> dict:
    figures = {"model": scores(evaluation).join(bands)}
    if evaluation.has_replaced:
        figures["replaced recipe"] = scores(evaluation, "replaced")
    tables = {who: table.astype(float).to_dict("index") for who, table in figures.items()}
    return tables | {"largest difference between ONNX and CatBoost on the test rows of all folds": evaluation.differences}
