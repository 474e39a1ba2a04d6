"""The tracks to learn from: `dataTrain_Spotify.csv`, or any table with its column names."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import pandas as pd

from ..candidate import DataFile
from ..errors import DataError
from ..fields import Field
from ..table import read_table
from .splits import recordings

RECORDINGS_NEEDED, ARTISTS_NEEDED = 300, 40  # for folds within folds, and for the proof
TARGET = Field("popularity", "number", "Popularity of the track, as Spotify computes it", 73, "points", minimum=0, maximum=100)

FIELDS = (
    Field("artists", "list", "Who performs, the main artist first", ["Gen Hoshino"], required=True, separator=";"),
    Field("album_name", "category", "Title of the album or single that the track is on", "Comedy", required=True),
    Field("track_name", "category", "Title of the track", "Comedy", required=True),
    Field("track_genre", "category", "Genre under which the track is listed", "acoustic", required=True),
    Field("duration_ms", "number", "Length of the track", 230666, "milliseconds", minimum=0, maximum=86_400_000),
    Field("explicit", "flag", "Whether the lyrics are marked as explicit", False),
    Field("danceability", "number", "How suitable the track is for dancing", 0.676, minimum=0, maximum=1),
    Field("energy", "number", "Perceived intensity and activity", 0.461, minimum=0, maximum=1),
    Field("key", "number", "Pitch class: 0 = C, 1 = C sharp, ..., 11 = B; -1 = none found", 1, minimum=-1, maximum=11),
    Field("loudness", "number", "Average loudness", -6.746, "decibels relative to full scale", minimum=-60, maximum=10),
    Field("mode", "flag", "1 = major, 0 = minor", False),
    Field("speechiness", "number", "Share of spoken words; above 0.66 mostly speech", 0.143, minimum=0, maximum=1),
    Field("acousticness", "number", "Confidence that the track is acoustic", 0.0322, minimum=0, maximum=1),
    Field("instrumentalness", "number", "Confidence that the track has no vocals", 0.00000101, minimum=0, maximum=1),
    Field("liveness", "number", "Confidence that an audience was present", 0.358, minimum=0, maximum=1),
    Field("valence", "number", "How positive the track sounds", 0.715, minimum=0, maximum=1),
    Field("tempo", "number", "Estimated tempo; 0 = none found", 87.917, "beats per minute", minimum=0, maximum=500),
    Field("time_signature", "number", "Beats in a bar; 0 = none found", 4, minimum=0, maximum=16),
)


@dataclass(frozen=True)
class Tracks:
    """`frame`: one row a track and genre in canonical form, with its popularity, exact duplicates once. `fields`: the
    raw inputs that the table has. `file`: where it was read from."""

    frame: pd.DataFrame
    fields: Sequence[Field]
    file: DataFile


def load(path: str | Path) -> Tracks:
    """Reads a CSV or Parquet table; only the column `explicit` may be absent. Raises DataError."""
    path = Path(path)
    frame, fields = read_table(path, FIELDS, TARGET, optional=("explicit",))
    file = DataFile(path.name, len(frame), hashlib.sha256(path.read_bytes()).hexdigest())
    return Tracks(frame.drop_duplicates(ignore_index=True), fields, file)


def load_for_training(path: str | Path) -> Tracks:
    """The same; raises DataError, too, where there are too few recordings or artists to learn from and to test on."""
    tracks = load(path)
    artists = len({names[:1] for names in tracks.frame["artists"]})
    found = len(set(recordings(tracks.frame)))
    if found < RECORDINGS_NEEDED or artists < ARTISTS_NEEDED:
        problem = f"has {found} recordings by {artists} artists; at least {RECORDINGS_NEEDED} by {ARTISTS_NEEDED} are needed"
        raise DataError(path, f"{problem} to train and test a model: export more rows")
    return tracks
