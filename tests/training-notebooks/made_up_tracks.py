"""Tracks that nobody recorded: popularity depends on the artist, the album and the genre, with some noise."""

from pathlib import Path

import numpy as np
import pandas as pd
from hitcast.songs.data import FIELDS
from hitcast.songs.model import Settings

SMALL = Settings(trees=30, interval_trees=15, held_out_folds=3, held_out_trees=15, folds=4)
GENRES = ("pop", "黒人霊歌", "folk")


def tracks(rows: int = 600, seed: int = 0) -> pd.DataFrame:
    """A table as `dataTrain_Spotify.csv` has it, without its index, `track_id` and `explicit`."""
    random = np.random.default_rng(seed)
    fame = random.uniform(0, 70, rows // 12)
    first = random.integers(0, len(fame), rows)
    guest = np.where(random.random(rows) < 0.2, random.integers(0, len(fame), rows), -1)
    album = random.integers(0, 3, rows)
    genre = first % len(GENRES)
    popularity = fame[first] + 5 * album + 8 * genre + random.normal(0, 4, rows)
    table = {
        "artists": [f"Artist {a}" if g < 0 else f"Artist {a};Ärtist {g}" for a, g in zip(first, guest)],
        "album_name": [f"Album {b} of {a}" for a, b in zip(first, album)],
        "track_name": [f"Song {i % (rows * 9 // 10)} (Live)" for i in range(rows)],
        "track_genre": [GENRES[g] for g in genre],
    }
    for field in FIELDS[4:]:
        if field.name != "explicit":
            low, high = {"duration_ms": (60_000, 400_000), "tempo": (60, 200)}.get(field.name, field.limits)
            values = random.uniform(max(low, -20), high, rows) if field.kind == "number" else random.integers(0, 2, rows)
            table[field.name] = values.round(3)
    return pd.DataFrame(table).assign(popularity=popularity.clip(0, 100).round().astype(int))


def write(folder: Path, rows: int = 600, seed: int = 0) -> Path:
    """The same as a CSV file."""
    path = folder / "dataTrain_Spotify.csv"
    tracks(rows, seed).to_csv(path, index=False)
    return path
