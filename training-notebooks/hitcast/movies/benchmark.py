"""How fast the graph answers beside the training library."""

from pathlib import Path

import pandas as pd
from threadpoolctl import threadpool_limits

from ..benchmark import onnx_contestant, race
from ..fields import to_feed
from .data import load
from .fields import FIELDS
from .model import MovieModel, Settings, Trainer
from .records import THREADS

BATCH = 10_000
LIBRARY = "scikit-learn alone, from ready features, before calibration"


def speed(model: MovieModel, frame: pd.DataFrame) -> pd.DataFrame:
    """One row at a time and up to 10,000 at once, one thread each; see `hitcast.benchmark.race` for the columns."""
    frame = frame.head(BATCH)
    features = model.features(frame)
    contestants = {
        "ONNX Runtime, from raw fields": onnx_contestant(model.to_onnx(), to_feed(FIELDS, frame)),
        "NumPy and scikit-learn, from raw fields": lambda rows: model.predict(frame[rows]),
        LIBRARY: lambda rows: model.trees.decision_function(features[rows]),
    }
    with threadpool_limits(THREADS):
        return race(contestants, len(frame))


def main(data: Path) -> None:
    """Trains on the data, and prints size and speed."""
    movies = load(data)
    print(f"Training on {len(movies.frame):,} movies ...", flush=True)
    model = Trainer(movies.frame, 2.0, Settings()).everything()
    print(f"model.onnx: {len(model.to_onnx()) / 1e6:.2f} MB")
    print(speed(model, movies.frame).round(2).to_string())
