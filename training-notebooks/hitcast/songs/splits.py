"""Who may learn from whom: splits that keep a recording, or an artist, on one side."""

from typing import Iterator

import numpy as np
import pandas as pd
from sklearn.model_selection import GroupKFold

from ..fields import LIST_SEPARATOR
from ..lookup import Names

RECORDING = ["artists", "album_name", "track_name", "duration_ms"]


def by_recording(frame: pd.DataFrame, folds: int, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs (train, test) of bool [N]. A recording that stands under several genres is on one side only."""
    yield from _group_folds(recordings(frame), folds, seed)


def recordings(frame: pd.DataFrame) -> np.ndarray:
    """A number for each row's recording, int [N]: the same artists, album, title and length."""
    return frame.groupby(RECORDING).ngroup().to_numpy()


def by_artist(frame: pd.DataFrame, folds: int, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Pairs (train, test) of bool [N]. No artist of a test row, guests included, is in any training row.

    Test rows are drawn by the first artist; the rows of others that share an artist with them are left out of training.
    """
    artists = Names.split(frame["artists"], LIST_SEPARATOR)
    for train, test in _group_folds(artists.code[artists.first], folds, seed):
        in_test = np.zeros(len(artists.unique), bool)
        in_test[artists.code[test[artists.row]]] = True
        shared = np.zeros(len(frame), bool)
        shared[artists.row[in_test[artists.code]]] = True
        yield train & ~shared, test


def _group_folds(groups: np.ndarray, folds: int, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for _, test in GroupKFold(folds, shuffle=True, random_state=seed).split(groups, groups=groups):
        marked = np.zeros(len(groups), bool)
        marked[test] = True
        yield ~marked, marked
