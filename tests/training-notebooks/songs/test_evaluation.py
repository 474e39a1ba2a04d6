import numpy as np
import pandas as pd
import pytest
from hitcast.songs import evaluation
from hitcast.songs.evaluation import ALBUM, ANY, ARTIST, CASES, Evaluation
from made_up_tracks import SMALL


@pytest.fixture(scope="module")
def tested(tracks):
    return evaluation.evaluate(tracks.frame, tracks.fields, SMALL, folds=3, replaced_iterations=5)


def test_every_track_is_tested_in_both_splits(tested, tracks):
    assert len(tested.case(ANY)) == len(tested.case(ARTIST)) == len(tracks.frame)
    assert sorted(tested.case(ANY)["popularity"]) == sorted(tracks.frame["popularity"])


def test_every_test_row_is_proved(tested):
    assert set(tested.differences) == {"prediction", "lower", "upper"}
    assert 0 < max(tested.differences.values()) < 1e-3


def test_known_artists_are_easier_than_new_ones(tested):
    r2 = evaluation.scores(tested)["r2"]

    assert r2[ANY] > 0.7 > r2[ARTIST]


def test_the_replaced_recipe_is_scored_on_the_same_rows(tested):
    assert tested.has_replaced and tested.answers["replaced"].notna().all()
    assert (evaluation.scores(tested, "replaced")["r2"] != evaluation.scores(tested)["r2"]).all()


def two_folds():
    """Two folds of two rows; only the second row of each has a new album. Half of the intervals hold."""
    rows = {
        "case": [ANY] * 4 + [ARTIST] * 4,
        "fold": [0, 0, 1, 1] * 2,
        "popularity": [10.0, 30, 10, 30] * 2,
        "new_album": [False, True] * 4,
        "prediction": [10.0, 30, 20, 40] * 2,
        "lower": [0.0, 25, 15, 20] * 2,
        "upper": [20.0, 35, 25, 25] * 2,
    }
    return Evaluation(pd.DataFrame(rows), {}, 2)


@pytest.mark.filterwarnings("ignore:R.2 score is not well-defined")  # for the third case, one row a fold
def test_scores_are_means_over_the_folds():
    scores = evaluation.scores(two_folds()).loc[ANY]

    assert scores.to_dict() == pytest.approx({"r2": 0.5, "r2_sd": 0.5, "mae": 5, "mae_sd": 5})


def test_only_rows_with_a_new_album_count_for_the_third_case():
    assert two_folds().case(ALBUM)["new_album"].all() and len(two_folds().case(ALBUM)) == 2


def test_intervals_are_compared_with_a_constant_band_that_covers_as_many():
    bands = evaluation.intervals(two_folds())

    assert list(bands.index) == list(CASES)
    assert bands.loc[ANY, ["rows", "coverage", "width"]].tolist() == [4, 0.5, 11.25]
    assert bands.loc[ANY, "constant_width"] == pytest.approx(2 * np.quantile([0, 0, 10, 10], 0.5))
