import numpy as np
import onnx
import pytest
import shap
import spox.opset.ai.onnx.ml.v3 as ml
import spox.opset.ai.onnx.v21 as op
from catboost import CatBoostRegressor, Pool
from hitcast.attribution import contributions, feature_matrix, read_trees, shap_values
from hitcast.trees import (
    LEAF,
    NODE,
    ModelError,
    TreeEnsemble,
    from_catboost,
    from_hist_gradient_boosting,
    name_node,
    to_onnx,
)
from sklearn.ensemble import HistGradientBoostingClassifier
from spox import Tensor, argument, build

CATBOOST = {"iterations": 40, "depth": 6, "learning_rate": 0.2, "verbose": 0, "thread_count": 2, "allow_writing_files": False}


@pytest.fixture(scope="module")
def data():
    """Correlated features with a tenth missing, so that many leaves of symmetric trees are empty; a target; weights, some 0."""
    random = np.random.default_rng(11)
    features = (random.normal(size=(500, 1)) + random.normal(size=(500, 5)) / 3).astype(np.float32)
    features[random.random(features.shape) < 0.1] = np.nan
    known = np.nan_to_num(features)
    target = 20 * known[:, 0] + 10 * known[:, 1] * known[:, 2] + 5 * np.isnan(features[:, 3]) + random.normal(size=500)
    weights = random.uniform(0.5, 2, 500) * (known[:, 0] < 1)
    return features, target, weights


@pytest.fixture(scope="module")
def rows(data):
    """Rows of training, and rows off their correlation, which end in leaves that no training row reached."""
    random = np.random.default_rng(12)
    far = (random.normal(size=(100, 5)) * 2).astype(np.float32)
    far[random.random(far.shape) < 0.2] = np.nan
    return np.vstack([data[0][:100], far])


def named_model(ensemble: TreeEnsemble) -> onnx.ModelProto:
    """A graph whose raw inputs are `length` [N, 1] and `mood` [N, 4]; the trees see 2 · length and mood."""
    length, mood = (argument(Tensor(np.float32, ("N", width))) for width in (1, 4))
    features = op.concat([op.add(length, length), mood], axis=1)
    model = build({"length": length, "mood": mood}, {"score": to_onnx(ensemble, features)})
    model.ir_version = 10
    name_node(model, ensemble, "trees")
    return model


def feed(features: np.ndarray) -> dict[str, np.ndarray]:
    return {"length": features[:, :1] / 2, "mood": features[:, 1:]}


def test_agrees_with_catboost(data, rows):
    features, target, weights = data
    model = CatBoostRegressor(**CATBOOST).fit(features, target, sample_weight=weights)
    trees = read_trees(named_model(from_catboost(model)), "trees")
    assert (trees.nodes["weight"] == 0).any()
    values, base = shap_values(trees, rows)
    expected = model.get_feature_importance(Pool(rows), type="ShapValues")
    np.testing.assert_allclose(values, expected[:, :-1], atol=1e-6)
    assert base == pytest.approx(expected[0, -1], abs=1e-6)
    np.testing.assert_allclose(values.sum(axis=1) + base, model.predict(rows), atol=1e-4)


def test_agrees_with_catboost_for_each_target(data, rows):
    model = CatBoostRegressor(**CATBOOST, loss_function="MultiQuantile:alpha=0.1,0.5,0.9").fit(*data[:2])
    trees = read_trees(named_model(from_catboost(model)), "trees")
    expected = model.get_feature_importance(Pool(rows), type="ShapValues")
    for target in range(3):
        values, base = shap_values(trees, rows, target)
        np.testing.assert_allclose(values, expected[:, target, :-1], atol=1e-6)
        assert base == pytest.approx(expected[0, target, -1], abs=1e-6)


def test_agrees_with_tree_explainer_in_log_odds(data, rows):
    features, target, weights = data
    model = HistGradientBoostingClassifier(max_iter=40).fit(features, target > 0, sample_weight=weights)
    values, base = shap_values(read_trees(named_model(from_hist_gradient_boosting(model)), "trees"), rows)
    explainer = shap.TreeExplainer(model)
    np.testing.assert_allclose(values, explainer.shap_values(rows), atol=1e-6)
    assert base == pytest.approx(explainer.expected_value, abs=1e-6)
    np.testing.assert_allclose(values.sum(axis=1) + base, model.decision_function(rows), atol=1e-6)


def test_below_a_branch_that_no_row_reached_both_sides_count_alike():
    """E[f] = 1, E[f | x0] = 3, E[f | x1] = 1, f = 4: x0 gets (2 + 3) / 2 and x1 gets (0 + 1) / 2."""
    rows = [(0, 0, 0, 1, 2, True, 10), (0, 0, 0, LEAF, LEAF, False, 10), (0, 1, 0, 3, 4, True, 0)]
    nodes = np.array(rows + [(0, 0, 0, LEAF, LEAF, False, 0)] * 2, NODE)
    ensemble = TreeEnsemble(nodes, np.array([[0.0], [1], [0], [2], [4]]), np.zeros(1))
    values, base = shap_values(ensemble, np.ones((1, 2), np.float32))
    np.testing.assert_allclose(values, [[2.5, 0.5]])
    assert base == pytest.approx(1)


def test_read_trees_returns_what_was_written(data, tmp_path):
    written = from_hist_gradient_boosting(HistGradientBoostingClassifier(max_iter=5).fit(data[0], data[1] > 0))
    onnx.save(named_model(written), tmp_path / "model.onnx")
    read = read_trees(tmp_path / "model.onnx", "trees")
    np.testing.assert_array_equal(read.nodes, written.nodes)
    np.testing.assert_array_equal(read.values, written.values.astype(np.float32))
    np.testing.assert_array_equal(read.base, written.base.astype(np.float32))


def test_feature_matrix(data, rows):
    model = named_model(from_catboost(CatBoostRegressor(**CATBOOST).fit(*data[:2])))
    before = model.SerializeToString()
    np.testing.assert_array_equal(feature_matrix(model, "trees", feed(rows)), rows)
    assert model.SerializeToString() == before


def test_feature_matrix_of_trees_that_see_the_raw_input(data, rows):
    ensemble = from_catboost(CatBoostRegressor(**CATBOOST).fit(*data[:2]))
    features = argument(Tensor(np.float32, ("N", 5)))
    model = build({"features": features}, {"score": to_onnx(ensemble, features)})
    model.ir_version = 10
    name_node(model, ensemble, "trees")
    np.testing.assert_array_equal(feature_matrix(model, "trees", {"features": rows}), rows)


def test_contributions_per_raw_input(data, rows):
    model = CatBoostRegressor(**CATBOOST).fit(*data[:2])
    file = named_model(from_catboost(model)).SerializeToString()
    names = [["length"], ["mood"], ["mood"], ["length", "mood"], ["mood"]]
    sums, base = contributions(file, "trees", names, feed(rows))
    expected = model.get_feature_importance(Pool(rows), type="ShapValues")
    np.testing.assert_allclose(sums["length"], expected[:, 0] + expected[:, 3] / 2, atol=1e-6)
    np.testing.assert_allclose(sums["mood"], expected[:, [1, 2, 4]].sum(axis=1) + expected[:, 3] / 2, atol=1e-6)
    np.testing.assert_allclose(sums["length"] + sums["mood"] + base, model.predict(rows), atol=1e-4)


@pytest.mark.parametrize("names", [[["length"]] * 4, [["length"]] * 4 + [[]]])
def test_contributions_needs_an_input_for_each_feature(data, rows, names):
    model = named_model(from_catboost(CatBoostRegressor(**CATBOOST).fit(*data[:2])))
    with pytest.raises(ValueError, match="each of the 5 features of 'trees'"):
        contributions(model, "trees", names, feed(rows))


def test_errors_say_what_the_file_lacks():
    features = argument(Tensor(np.float32, ("N", 1)))
    stump = {
        "n_targets": 1,
        "nodes_treeids": [0, 0, 0],
        "nodes_nodeids": [0, 1, 2],
        "nodes_featureids": [0, 0, 0],
        "nodes_values": [0.0, 0.0, 0.0],
        "nodes_truenodeids": [1, 0, 0],
        "nodes_falsenodeids": [2, 0, 0],
        "nodes_modes": ["BRANCH_LT", "LEAF", "LEAF"],
        "target_treeids": [0, 0],
        "target_nodeids": [1, 2],
        "target_ids": [0, 0],
        "target_weights": [1.0, 2.0],
    }
    bare = build({"x": features}, {"y": ml.tree_ensemble_regressor(features, **stump)})
    name = bare.graph.node[0].name
    with pytest.raises(ModelError, match="no nodes_hitrates"):
        read_trees(bare, name)
    with pytest.raises(ModelError, match=f"no tree node 'forest'; its tree nodes are: '{name}'"):
        read_trees(bare, "forest")
    weighted = build({"x": features}, {"y": ml.tree_ensemble_regressor(features, nodes_hitrates=[3.0, 1.0, 2.0], **stump)})
    with pytest.raises(ModelError, match="compares with BRANCH_LT"):
        read_trees(weighted, weighted.graph.node[0].name)
