"""The encoder against plain Python, one row at a time."""

from math import isnan, nan, sqrt

import numpy as np
import pytest
from hitcast.fields import LIST_SEPARATOR, NUMERIC_KINDS
from hitcast.songs import splits
from hitcast.songs.features import ENCODINGS, STATISTICS, Encoder, feature_list


def names_of(encoding, value):
    if encoding.separator is None:
        return [value]
    return list(value) if encoding.separator == LIST_SEPARATOR else value.split(encoding.separator)


def statistics(encoding, name, train):
    """Plain reference: what the tracks with this name are worth, rounded to 1/256; None for a name without tracks."""
    found = [p for value, p in zip(train[encoding.field], train["popularity"]) for n in names_of(encoding, value) if n == name]
    if not found or name == "":
        return None
    prior, plain = train["popularity"].mean(), sum(found) / len(found)
    mean = (sum(found) + encoding.smoothing * prior) / (len(found) + encoding.smoothing)
    spread = sqrt(sum((p - plain) ** 2 for p in found) / len(found))
    zeros = sum(p == 0 for p in found) / len(found)
    values = dict(zip(STATISTICS, (len(found), mean, spread, min(found), max(found), zeros)))
    return {key: round(value * 256) / 256 for key, value in values.items()}


def combined(how, column, known, first):
    if how == "count":
        return len(known)
    if how == "first":
        return first[column] if first else nan
    values = [figures[column] for figures in known]
    if how == "mean":
        return sum(values) / len(values) if values else nan
    return (min if how == "min" else max)(values, default=1e9 if how == "min" else -1e9)


def reference(fields, train, row):
    features = [row[f.name] for f in fields if f.kind in NUMERIC_KINDS]
    for encoding in ENCODINGS:
        figures = [statistics(encoding, name, train) for name in names_of(encoding, row[encoding.field])]
        known = [f for f in figures if f]
        for how, columns in encoding.combine.items():
            features += [combined(how, column, known, figures[0]) for column in (columns or (None,))]
    return features


@pytest.fixture(scope="module")
def encoded(tracks):
    frame = tracks.frame
    train = np.arange(len(frame)) < 500
    encoder = Encoder(tracks.fields, frame)
    return encoder.transform(encoder.fit(frame["popularity"].to_numpy(), train), ~train), frame[train], frame[~train]


def test_features_are_those_of_the_plain_reference(tracks, encoded):
    features, train, test = encoded

    for i in range(0, len(test), 9):
        expected = np.array(reference(tracks.fields, train, test.iloc[i]), np.float32)
        np.testing.assert_allclose(features[i], expected, rtol=1e-6, atol=1 / 255)


def test_there_are_known_and_unknown_names_to_compare(encoded):
    features, _, _ = encoded

    assert 0 < np.isnan(features).mean() < 1


def test_every_feature_is_listed_with_its_input(tracks, encoded):
    features, _, _ = encoded
    listed = feature_list(tracks.fields)

    assert len(listed) == features.shape[1] == len({feature.name for feature in listed})
    assert {name for feature in listed for name in feature.inputs} == {field.name for field in tracks.fields}


def test_out_of_fold_no_row_sees_its_own_answer(tracks):
    frame, popularity = tracks.frame, tracks.frame["popularity"].to_numpy()
    encoder = Encoder(tracks.fields, frame)
    changed = popularity.copy()
    changed[17] = 100 - changed[17]

    before, after = (encoder.out_of_fold(p, splits.by_recording(frame, 4, 0)) for p in (popularity, changed))

    np.testing.assert_array_equal(before[17], after[17])
    assert not np.array_equal(before, after, equal_nan=True)


def test_encoded_by_artist_no_artist_is_known(tracks):
    encoder = Encoder(tracks.fields, tracks.frame)
    features = encoder.out_of_fold(tracks.frame["popularity"].to_numpy(), splits.by_artist(tracks.frame, 4, 0))
    names = [feature.name for feature in feature_list(tracks.fields)]

    assert all(isnan(value) for value in features[:, names.index("artists mean mean")])
