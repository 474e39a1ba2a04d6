import numpy as np
import pytest
from hitcast.songs import splits


def artists(frame):
    return {name for names in frame["artists"] for name in names}


def keys(frame):
    return set(map(tuple, frame[splits.RECORDING].to_numpy()))


@pytest.mark.parametrize("split", [splits.by_recording, splits.by_artist])
def test_every_row_is_tested_once_and_never_trained_on(tracks, split):
    folds = list(split(tracks.frame, 4, 0))

    assert np.sum([test for _, test in folds], axis=0).tolist() == [1] * len(tracks.frame)
    assert not any((train & test).any() for train, test in folds)


def test_no_recording_is_on_both_sides(tracks):
    frame = tracks.frame.loc[np.repeat(tracks.frame.index, 2)].reset_index(drop=True)  # each recording under two genres
    frame.loc[::2, "track_genre"] = "another"

    for train, test in splits.by_recording(frame, 4, 0):
        assert not keys(frame[train]) & keys(frame[test])


def test_no_artist_is_on_both_sides_guests_included(tracks):
    for train, test in splits.by_artist(tracks.frame, 4, 0):
        assert artists(tracks.frame[train]) and not artists(tracks.frame[train]) & artists(tracks.frame[test])


def test_the_seed_decides(tracks):
    first, same, other = (next(splits.by_artist(tracks.frame, 4, seed))[1] for seed in (0, 0, 1))

    assert (first == same).all() and (first != other).any()
