import numpy as np
import pandas as pd
import pytest
from hitcast.attribution import contributions as from_file
from hitcast.edge_cases import edge_cases
from hitcast.fields import to_feed
from hitcast.graph import run
from hitcast.parity import compare
from hitcast.songs.candidate import contributions
from hitcast.songs.data import FIELDS
from hitcast.songs.features import feature_list
from hitcast.songs.model import NODE, fit
from made_up_tracks import SMALL


def largest(model, frame):
    return max(compare(model.to_onnx(), model.fields, frame, model.predict(frame)).largest.values())


def test_the_graph_answers_like_catboost_on_every_row(tracks, model):
    assert largest(model, tracks.frame) < 1e-3


def test_the_graph_answers_like_catboost_on_edge_cases(tracks, model):
    rows = edge_cases(tracks.fields, tracks.frame)

    assert len(rows) > 80
    assert largest(model, rows) < 1e-3


def test_the_graph_answers_like_catboost_on_10000_rows_and_on_one(tracks, model):
    many = pd.concat([tracks.frame] * 17, ignore_index=True).head(10_000)

    assert len(many) == 10_000
    assert largest(model, many) < 1e-3
    assert largest(model, many.head(1)) < 1e-3


def test_answers_are_ordered_and_within_the_scale(tracks, model):
    answers = model.predict(edge_cases(tracks.fields, tracks.frame))

    assert (answers["lower"] <= answers["prediction"]).all() and (answers["prediction"] <= answers["upper"]).all()
    assert min(answers["lower"]) >= 0 and max(answers["upper"]) <= 100


def test_it_learns(tracks, model):
    error = np.abs(model.predict(tracks.frame)["prediction"] - tracks.frame["popularity"]).mean()

    assert error < 0.5 * np.abs(tracks.frame["popularity"] - tracks.frame["popularity"].mean()).mean()


def test_training_twice_gives_the_same_predictions(tracks, model):
    again = fit(tracks.frame, tracks.fields, SMALL)

    for name, values in model.predict(tracks.frame).items():
        np.testing.assert_array_equal(values, again.predict(tracks.frame)[name])
    assert model.to_onnx() == again.to_onnx()


def test_shap_values_from_the_file_are_catboosts(tracks, model):
    rows = tracks.frame.head(200)
    expected, expected_base = contributions(model, rows)
    inputs = [feature.inputs for feature in feature_list(model.fields)]

    actual, base = from_file(model.to_onnx(), NODE, inputs, to_feed(model.fields, rows))

    assert base == pytest.approx(expected_base, abs=1e-3)
    assert set(actual) == set(expected) == {field.name for field in model.fields}
    for name in actual:
        np.testing.assert_allclose(actual[name], expected[name], atol=1e-3)


def test_fewer_trees_make_a_smaller_graph_that_answers_like_fewer_trees(tracks, model):
    graph = model.to_onnx(10)
    expected = model.points.predict(model.features(tracks.frame), ntree_end=10).clip(0, 100)

    assert len(graph) < len(model.to_onnx())
    np.testing.assert_allclose(run(graph, to_feed(model.fields, tracks.frame))["prediction"], expected, atol=1e-3)


@pytest.mark.parametrize("name", ["mode", "tempo"])
def test_a_field_that_the_data_lacks_is_no_input(tracks, name):
    fields = [field for field in tracks.fields if field.name != name]
    graph = fit(tracks.frame.drop(columns=name), fields, SMALL).to_onnx()

    assert "prediction" in run(graph, to_feed(fields, tracks.frame.head(3)))


def test_explicit_is_an_input_where_the_data_has_it(tracks):
    frame = tracks.frame.assign(explicit=np.arange(len(tracks.frame)) % 2.0)
    model = fit(frame, FIELDS, SMALL)

    assert "explicit" not in [field.name for field in tracks.fields]
    assert largest(model, frame) < 1e-3
