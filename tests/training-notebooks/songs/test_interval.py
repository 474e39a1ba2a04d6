import numpy as np
import pytest
from catboost import Pool

from hitcast.songs import interval

PARAMETERS = {"iterations": 40, "learning_rate": 0.1, "depth": 3, "verbose": False, "allow_writing_files": False}
KNOWN = (1, 2)


def rows(count, seed):
    """Popularity whose noise grows with the first feature; the columns of KNOWN are NaN in some rows."""
    random = np.random.default_rng(seed)
    features = random.uniform(0, 1, (count, 3))
    features[:, 1:][random.random((count, 2)) < 0.3] = np.nan
    noise = random.normal(0, 1, count) * (1 + 15 * features[:, 0] + 5 * np.isnan(features[:, 1]))
    return features.astype(np.float32), (50 + noise).clip(0, 100)


@pytest.fixture(scope="module")
def fitted():
    return interval.fit(Pool(*rows(6000, 0)), np.arange(6000), KNOWN, PARAMETERS, PARAMETERS)


def test_new_rows_are_covered_in_every_group(fitted):
    features, popularity = rows(6000, 1)
    lower, upper = fitted.predict(features)
    inside = (lower <= popularity) & (popularity <= upper)
    group = interval.groups(features, KNOWN)

    assert [round(inside[group == g].mean(), 1) for g in range(4)] == [0.9] * 4


def test_it_is_narrow_where_there_is_little_noise(fitted):
    features, _ = rows(2000, 2)
    lower, upper = fitted.predict(features)
    quiet, loud = features[:, 0] < 0.2, features[:, 0] > 0.8

    assert (upper - lower)[quiet].mean() < 0.5 * (upper - lower)[loud].mean()


def test_groups_say_which_of_artist_and_album_is_unknown():
    features = np.array([[0, 1, 1], [0, 1, np.nan], [0, np.nan, 1], [0, np.nan, np.nan]])

    assert interval.groups(features, KNOWN).tolist() == [0, 1, 2, 3]


def test_a_group_too_small_to_tell_is_not_widened():
    features, popularity = rows(300, 3)
    features[:, 1:] = 1
    features[0, 1:] = np.nan

    assert interval.fit(Pool(features, popularity), np.arange(300), KNOWN, PARAMETERS, PARAMETERS).margins[1:].tolist() == [0, 0, 0]
