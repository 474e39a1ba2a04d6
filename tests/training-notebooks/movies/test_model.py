import numpy as np
import pandas as pd
import pytest
from hitcast.attribution import contributions as from_file
from hitcast.edge_cases import edge_cases
from hitcast.fields import to_days, to_feed
from hitcast.movies.candidate import contributions
from hitcast.movies.data import successes
from hitcast.movies.features import FEATURES
from hitcast.movies.fields import FIELDS
from hitcast.movies.model import LABELS, NODE, Trainer
from hitcast.parity import compare
from made_up_movies import SMALL
from sklearn.metrics import roc_auc_score


def differences(model, frame):
    return compare(model.to_onnx(), FIELDS, frame, model.predict(frame)).largest


@pytest.mark.parametrize("copies", [1, 25])
def test_the_graph_answers_like_scikit_learn(movies, model, copies):
    rows = pd.concat([movies.frame] * copies, ignore_index=True)

    found = differences(model, rows)

    assert found["probability"] < 1e-6 and found["label"] == 0
    assert differences(model, rows.head(1))["probability"] < 1e-6


def test_the_graph_answers_like_scikit_learn_on_edge_cases(movies, model):
    rows = edge_cases(FIELDS, movies.frame)
    found = differences(model, rows)

    assert len(rows) > 80
    assert found["probability"] < 1e-6 and found["label"] == 0


def test_only_the_first_names_of_the_credits_count(movies, model):
    five, three = (model.lookups[i].names[:n].tolist() for i, n in ((0, 5), (1, 3)))
    row = movies.frame.head(1)
    more = row.assign(cast=[(*five, "Äctor 29")], directors=[(*three, "Director 29")])

    assert model.log_odds(more) == model.log_odds(row.assign(cast=[tuple(five)], directors=[tuple(three)]))
    assert differences(model, more)["probability"] < 1e-6


def test_it_learns(trainer, movies):
    day = to_days("2004-01-01")
    later = movies.frame[movies.frame["release_date"] >= day]

    assert roc_auc_score(successes(later, 2), trainer.before(day).log_odds(later)) > 0.7


def test_the_label_follows_from_the_probability(movies, model):
    answers = model.predict(movies.frame)

    assert set(answers["label"]) == set(LABELS)
    assert ((answers["label"] == "success") == (answers["probability"] >= 0.5)).all()


def test_a_better_record_never_lowers_the_forecast(movies, model):
    features = model.features(movies.frame)
    for i, feature in enumerate(FEATURES):
        if feature.name.endswith("weight"):
            better = features.copy()
            better[:, i] += 20
            assert (model.trees.decision_function(better) >= model.trees.decision_function(features)).all()


def test_what_comes_later_changes_no_earlier_model(movies, trainer):
    day = to_days("2003-01-01")
    changed = movies.frame.copy()
    later = changed["release_date"] >= day
    changed.loc[later, "revenue"] = changed.loc[later, "revenue"].to_numpy()[::-1]

    assert Trainer(changed, 2.0, SMALL).before(day).to_onnx() == trainer.before(day).to_onnx()


def test_training_twice_gives_the_same_model(movies, trainer):
    assert Trainer(movies.frame, 2.0, SMALL).everything().to_onnx() == trainer.everything().to_onnx()


def test_shap_values_from_the_file_are_those_of_tree_explainer(movies, model):
    rows = movies.frame.head(200)
    expected, expected_base = contributions(model, rows)

    actual, base = from_file(model.to_onnx(), NODE, [feature.inputs for feature in FEATURES], to_feed(FIELDS, rows))

    assert base == pytest.approx(expected_base, abs=1e-3)
    assert set(actual) == set(expected) == {field.name for field in FIELDS}
    for name in actual:
        np.testing.assert_allclose(actual[name], expected[name], atol=1e-3)
    np.testing.assert_allclose(base + sum(actual.values()), model.log_odds(rows), atol=1e-5)
