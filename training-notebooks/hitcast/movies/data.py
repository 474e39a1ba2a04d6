"""The movies to learn from: one table under the names of the inputs, or the folder with TMDB's two CSV files."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import numpy as np
import pandas as pd

from ..candidate import DataFile
from ..errors import DataError
from ..table import read_table
from . import tmdb
from .fields import FIELDS, LEAKS, LISTS, REVENUE, UNKNOWN_UP_TO, unknown_as_zero

ON_SCREEN_ONLY = ("aftercreditsstinger", "duringcreditsstinger")  # keywords that nobody can know before the release
MOVIES_NEEDED = 100


@dataclass(frozen=True)
class Movies:
    """`frame`: one row a movie in canonical form, the oldest first, with FIELDS, `revenue`, and those of LEAKS that the
    data has. `path` and `files`: where it was read from."""

    frame: pd.DataFrame
    path: Path
    files: Sequence[DataFile]

    @property
    def leaks(self) -> list[str]:
        """The columns that are known only after the release."""
        return [field.name for field in (REVENUE, *LEAKS) if field.name in self.frame]


def load(path: str | Path) -> Movies:
    """The movies with a release date, a budget and a revenue.

    `path` is a CSV or Parquet table with the columns of FIELDS and `revenue` (list items joined by "|"; 0 or empty = unknown), or
    the folder that holds tmdb_5000_movies.csv and tmdb-movies.csv. Raises DataError.
    """
    path = Path(path)
    if path.is_dir():
        tables = tmdb.read(path)
        sources = {path / name: len(table) for name, table in tables.items()}
        frame = tmdb.merge(tables)
    else:
        fields = unknown_as_zero([*FIELDS, REVENUE, *LEAKS])
        frame, _ = read_table(path, fields, None, optional=[field.name for field in LEAKS])
        sources = {path: len(frame)}
    frame = _clean(frame)
    if len(frame) < MOVIES_NEEDED:
        problem = f"has {len(frame)} movies with a release date and with budget and revenue above {UNKNOWN_UP_TO:,} US dollars"
        raise DataError(path, f"{problem}; at least {MOVIES_NEEDED} are needed")
    files = [DataFile(file.name, rows, hashlib.sha256(file.read_bytes()).hexdigest()) for file, rows in sources.items()]
    return Movies(frame, path, files)


def successes(frame: pd.DataFrame, factor: float) -> np.ndarray:
    """Which movies earned at least `factor` times their budget, bool [N]."""
    return (frame["revenue"] >= factor * frame["budget"]).to_numpy()


def shortened(frame: pd.DataFrame, items: int) -> pd.DataFrame:
    """The same with at most `items` keywords and companies a movie. The number of keywords tells how well known a movie
    has become since, so this is how much a model may owe to it."""
    return frame.assign(**{name: frame[name].map(lambda names: names[:items]) for name in ("keywords", "production_companies")})


def _clean(frame: pd.DataFrame) -> pd.DataFrame:
    """The movies that one can learn from; a list names a thing once, and nothing that is known only on the screen."""
    frame = frame.copy()
    for name in ("budget", "revenue"):
        frame[name] = frame[name].where(frame[name] > UNKNOWN_UP_TO)
    frame["runtime"] = frame["runtime"].where(frame["runtime"] > 0)
    for name in LISTS:
        frame[name] = [tuple(dict.fromkeys(item for item in items if item not in ON_SCREEN_ONLY)) for items in frame[name]]
    frame = frame.dropna(subset=["budget", "revenue", "release_date"])
    return frame.sort_values("release_date", kind="stable", ignore_index=True)
