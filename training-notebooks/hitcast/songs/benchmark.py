"""How fast the graph answers beside the training library, and what accuracy costs in size and time."""

from dataclasses import replace
from pathlib import Path
from typing import Iterable

import pandas as pd
from sklearn.metrics import r2_score

from ..benchmark import onnx_contestant, race
from ..fields import to_feed
from . import splits
from .data import Tracks, load_for_training
from .evaluation import ANY, ARTIST
from .model import Settings, SongModel, fit

TREES = (25, 50, 100, 150, 200, 300, 400, 500, 600)
BATCH = 10_000
LIBRARY = "CatBoost alone, from ready features, prediction only"


def speed(model: SongModel, frame: pd.DataFrame) -> pd.DataFrame:
    """One row at a time and up to 10,000 at once, one thread each; see `hitcast.benchmark.race` for the columns."""
    frame = frame.head(BATCH)
    features = model.features(frame)
    contestants = {
        "ONNX Runtime, from raw fields, with interval": onnx_contestant(model.to_onnx(), to_feed(model.fields, frame)),
        "NumPy and CatBoost, from raw fields, with interval": lambda rows: model.predict(frame[rows]),
        LIBRARY: lambda rows: model.points.predict(features[rows], thread_count=1),
    }
    return race(contestants, len(frame))


def curve(tracks: Tracks, settings: Settings, trees: Iterable[int] = TREES) -> pd.DataFrame:
    """Index = number of trees, that of the settings among them; R² of the first fold in the cases ANY and ARTIST,
    `megabytes`, `one_row_us`."""
    trees = sorted({*trees, settings.trees})
    longest = replace(settings, trees=trees[-1])
    columns: dict[str, dict[int, float]] = {}
    for case, split in ((ANY, splits.by_recording), (ARTIST, splits.by_artist)):
        train, test = (tracks.frame[rows].reset_index(drop=True) for rows in next(split(tracks.frame, 5, settings.seed)))
        model = fit(train, tracks.fields, longest)
        features = model.features(test)
        answers = {n: model.points.predict(features, ntree_end=n).clip(0, 100) for n in trees}
        columns[case] = {n: r2_score(test["popularity"], answer) for n, answer in answers.items()}
    graphs = {n: model.to_onnx(n) for n in trees}
    feed = to_feed(tracks.fields, test)
    timed = race({n: onnx_contestant(graph, feed) for n, graph in graphs.items()}, min(len(test), BATCH))
    return pd.DataFrame(columns).assign(
        megabytes=pd.Series({n: len(graph) / 1e6 for n, graph in graphs.items()}), one_row_us=timed["one_row_us"]
    )


def main(data: Path) -> None:
    """Trains on the table and prints both."""
    tracks = load_for_training(data)
    print(f"Training on {len(tracks.frame):,} tracks ...", flush=True)
    settings = Settings()
    print(speed(fit(tracks.frame, tracks.fields, settings), tracks.frame).round(2).to_string(), flush=True)
    print("\nAccuracy against size and speed (first fold of each split) ...", flush=True)
    print(curve(tracks, settings).round(3).rename_axis("trees").to_string())
