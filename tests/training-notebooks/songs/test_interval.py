import numpy as np
import onnxruntime as ort
import pytest
import spox
from catboost import Pool
from hitcast.songs import interval
from hitcast.trees import to_onnx

PARAMETERS = {"iterations": 40, "learning_rate": 0.1, "depth": 3, "verbose": False, "allow_writing_files": False}
KNOWN = (1, 2)


def rows(count, seed):
    """Popularity whose noise grows with the first feature; the columns of KNOWN are NaN in some rows."""
    random = np.random.default_rng(seed)
    features = random.uniform(0, 1, (count, 3))
    features[:, 1:][random.random((count, 2)) < 0.3] = np.nan
    noise = random.normal(0, 1, count) * (1 + 15 * features[:, 0] + 5 * np.isnan(features[:, 1]))
    return features.astype(np.float32), (50 + noise).clip(0, 100)


def thirds(count):
    return [(np.arange(count) % 3 != third, np.arange(count) % 3 == third) for third in range(3)]


@pytest.fixture(scope="module")
def fitted():
    return interval.fit(Pool(*rows(6000, 0)), thirds(6000), KNOWN, PARAMETERS, PARAMETERS)


def test_new_rows_are_covered_in_every_group(fitted):
    features, popularity = rows(6000, 1)
    inside = np.abs(popularity - 50) <= fitted.predict(features)  # 50 is what a perfect model predicts
    group = interval.groups(features, KNOWN)

    assert [round(inside[group == g].mean(), 1) for g in range(4)] == [0.9] * 4


def test_it_is_narrow_where_there_is_little_noise(fitted):
    features, _ = rows(2000, 2)
    half = fitted.predict(features)
    quiet, loud = features[:, 0] < 0.2, features[:, 0] > 0.8

    assert half[quiet].mean() < 0.5 * half[loud].mean()


def test_groups_say_which_of_artist_and_album_is_unknown():
    features = np.array([[0, 1, 1], [0, 1, np.nan], [0, np.nan, 1], [0, np.nan, np.nan]])

    assert interval.groups(features, KNOWN).tolist() == [0, 1, 2, 3]


def test_a_group_too_small_to_tell_is_not_widened():
    features, popularity = rows(300, 3)
    features[:, 1:] = 1
    features[0, 1:] = np.nan

    assert interval.fit(Pool(features, popularity), thirds(300), KNOWN, PARAMETERS, PARAMETERS).margins[1:].tolist() == [0, 0, 0]


def test_the_trees_sum_to_the_half_width(fitted):
    features, _ = rows(500, 4)
    argument = spox.argument(spox.Tensor(np.float32, ("N", 3)))
    graph = spox.build({"x": argument}, {"half": to_onnx(fitted.ensemble(), argument)}).SerializeToString()

    half = ort.InferenceSession(graph).run(None, {"x": features})[0].ravel()

    np.testing.assert_allclose(half.clip(min=0), fitted.predict(features), atol=1e-4)
