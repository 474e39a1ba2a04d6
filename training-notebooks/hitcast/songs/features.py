"""From raw fields to the numbers that the trees read: the audio features, and what is known of the names.

What a name has been worth so far (the popularity of the tracks that carry it) is looked up in tables. Training rows are
encoded by tables of other rows, so that no row sees its own answer.
"""

from dataclasses import dataclass
from typing import Iterable, Sequence

import numpy as np
import pandas as pd

from ..candidate import Feature
from ..fields import LIST_SEPARATOR, NUMERIC_KINDS, Field
from ..lookup import Lookup, Names, on_grid

STATISTICS = ("tracks", "mean", "spread", "lowest", "highest", "zeros")


@dataclass(frozen=True)
class Encoding:
    """How the names of one field become features. `smoothing`: how many tracks of mean popularity a name starts with."""

    field: str
    combine: dict[str, tuple[str, ...]]
    smoothing: float
    separator: str | None = None


ENCODINGS = (
    Encoding("artists", {"first": STATISTICS, "mean": STATISTICS, "max": ("mean", "highest")}, 2, LIST_SEPARATOR),
    Encoding("album_name", {"first": STATISTICS}, 1),
    Encoding("track_name", {"first": ("tracks", "mean", "spread")}, 1),
    Encoding("track_genre", {"first": ("mean", "spread", "zeros")}, 0),
    Encoding(
        "album_name", {"mean": ("tracks", "mean", "zeros"), "max": ("mean", "zeros"), "min": ("mean",), "count": ()}, 5, " "
    ),
    Encoding("track_name", {"mean": ("tracks", "mean"), "count": ()}, 5, " "),
)


class Encoder:
    """The names of a frame, split once; encodes any of its rows by tables fitted on any others."""

    def __init__(self, fields: Sequence[Field], frame: pd.DataFrame, encodings: Sequence[Encoding] = ENCODINGS):
        self.encodings = encodings
        self.numbers = frame[[f.name for f in fields if f.kind in NUMERIC_KINDS]].to_numpy(np.float32)
        self.names = [Names.split(frame[encoding.field], encoding.separator) for encoding in encodings]

    def fit(self, popularity: np.ndarray, rows: np.ndarray) -> list[Lookup]:
        """One table an encoding, of the rows marked (bool [N])."""
        return [_fit(encoding, names.of(rows), popularity[rows]) for encoding, names in zip(self.encodings, self.names)]

    def transform(self, lookups: Sequence[Lookup], rows: np.ndarray) -> np.ndarray:
        """The features of the rows marked (bool [N]), float32 [rows, features]."""
        encoded = [lookup.transform(names.of(rows)) for lookup, names in zip(lookups, self.names)]
        return np.concatenate([self.numbers[rows], *encoded], axis=1)

    def out_of_fold(self, popularity: np.ndarray, folds: Iterable[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
        """The features of all rows, each encoded by the training rows of the fold that tests it."""
        parts = [(test, self.transform(self.fit(popularity, train), test)) for train, test in folds]
        features = np.empty((len(self.numbers), parts[0][1].shape[1]), np.float32)
        for test, part in parts:
            features[test] = part
        return features


def feature_list(fields: Sequence[Field], encodings: Sequence[Encoding] = ENCODINGS) -> list[Feature]:
    """Name and raw input of each column of the features."""
    numbers = [Feature(f.name, (f.name,)) for f in fields if f.kind in NUMERIC_KINDS]
    return numbers + [
        Feature(" ".join(filter(None, (e.field, "words" if e.separator == " " else "", how, column))), (e.field,))
        for e in encodings
        for how, columns in e.combine.items()
        for column in (columns or ("",))
    ]


def _fit(encoding: Encoding, names: Names, popularity: np.ndarray) -> Lookup:
    by_name = pd.Series(popularity[names.row]).groupby(names.code)
    zeros = pd.Series(popularity[names.row] < 1).groupby(names.code).mean()
    tracks, total = by_name.size(), by_name.sum()
    mean = (total + encoding.smoothing * popularity.mean()) / (tracks + encoding.smoothing)
    statistics = (tracks, mean, by_name.std(ddof=0), by_name.min(), by_name.max(), zeros)
    known = names.unique[tracks.index] != ""
    figures = on_grid(np.stack(statistics, axis=1))[known]
    return Lookup(names.unique[tracks.index][known], figures, STATISTICS, encoding.combine, encoding.separator)
