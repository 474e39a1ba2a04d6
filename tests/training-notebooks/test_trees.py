import numpy as np
import onnx
import onnxruntime as ort
import pytest
from catboost import CatBoostClassifier, CatBoostRegressor
from hitcast.trees import (
    LEAF,
    NODE,
    ModelError,
    TreeEnsemble,
    from_catboost,
    from_hist_gradient_boosting,
    name_node,
    prune,
    to_onnx,
)
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from spox import Tensor, argument, build

CATBOOST = {"iterations": 30, "depth": 5, "learning_rate": 0.3, "verbose": 0, "thread_count": 2, "allow_writing_files": False}


@pytest.fixture(scope="module")
def data():
    """Features with a tenth missing, one of them complete; a target; training weights, some 0."""
    random = np.random.default_rng(7)
    features = random.normal(size=(600, 6)).astype(np.float32)
    features[:, :5][random.random((600, 5)) < 0.1] = np.nan
    known = np.nan_to_num(features)
    target = 3 * known[:, 0] + known[:, 1] * known[:, 2] + known[:, 5] + np.isnan(features[:, 3]) + random.normal(size=600)
    weights = random.uniform(0.5, 2, 600) * (known[:, 0] < 1)
    return features, target, weights


@pytest.fixture(scope="module")
def unseen(data):
    """Rows as in training and far outside, and a missing value where training had none."""
    random = np.random.default_rng(8)
    rows = (random.normal(size=(400, 6)) * 3).astype(np.float32)
    rows[random.random(rows.shape) < 0.2] = np.nan
    rows[0], rows[1], rows[2] = np.nan, np.inf, -np.inf
    return np.vstack([rows, data[0]])


def onnx_model(ensemble: TreeEnsemble, width: int = 6) -> onnx.ModelProto:
    features = argument(Tensor(np.float32, ("N", width)))
    model = build({"features": features}, {"score": to_onnx(ensemble, features)})
    model.ir_version = 10
    return model


def onnx_answers(ensemble: TreeEnsemble, features: np.ndarray) -> np.ndarray:
    session = ort.InferenceSession(onnx_model(ensemble, features.shape[1]).SerializeToString())
    return session.run(None, {"features": features})[0]


def tree_nodes(model: onnx.ModelProto) -> list[dict]:
    """Name and attributes of each tree node."""
    nodes = [node for node in model.graph.node if node.op_type == "TreeEnsembleRegressor"]
    return [{"name": n.name} | {a.name: onnx.helper.get_attribute_value(a) for a in n.attribute} for n in nodes]


@pytest.mark.parametrize("nan_mode", ["Min", "Max"])
def test_catboost_regressor(data, unseen, nan_mode):
    features, target, weights = data
    model = CatBoostRegressor(**CATBOOST, nan_mode=nan_mode).fit(features, target, sample_weight=weights)
    model.set_scale_and_bias(2.5, [-4])
    expected = model.predict(unseen).reshape(-1, 1)
    np.testing.assert_allclose(onnx_answers(from_catboost(model), unseen), expected, atol=1e-4)


def test_catboost_first_trees(data, unseen):
    model = CatBoostRegressor(**CATBOOST).fit(*data[:2])
    ensemble = from_catboost(model, trees=4)
    assert len(ensemble.roots) == 4
    expected = model.predict(unseen, ntree_end=4).reshape(-1, 1)
    np.testing.assert_allclose(onnx_answers(ensemble, unseen), expected, atol=1e-4)


def test_catboost_several_targets(data, unseen):
    model = CatBoostRegressor(**CATBOOST, loss_function="MultiQuantile:alpha=0.05,0.5,0.95").fit(*data[:2])
    np.testing.assert_allclose(onnx_answers(from_catboost(model), unseen), model.predict(unseen), atol=1e-4)


def test_catboost_classifier_gives_log_odds(data, unseen):
    model = CatBoostClassifier(**CATBOOST).fit(data[0], data[1] > 0)
    expected = model.predict(unseen, prediction_type="RawFormulaVal").reshape(-1, 1)
    np.testing.assert_allclose(onnx_answers(from_catboost(model), unseen), expected, atol=1e-4)


def test_catboost_weights_are_those_of_the_training_rows(data):
    features, target, weights = data
    ensemble = from_catboost(CatBoostRegressor(**CATBOOST).fit(features, target, sample_weight=weights))
    np.testing.assert_allclose(ensemble.nodes["weight"][ensemble.roots], weights.sum(), rtol=1e-6)
    for tree in range(len(ensemble.roots)):
        leaves = ensemble.is_leaf & (ensemble.nodes["tree"] == tree)
        np.testing.assert_allclose(ensemble.nodes["weight"][leaves].sum(), weights.sum(), rtol=1e-6)


def test_catboost_unsupported(data):
    features, target, _ = data
    with pytest.raises(ModelError, match="grow_policy='SymmetricTree'"):
        from_catboost(CatBoostRegressor(**CATBOOST, grow_policy="Lossguide").fit(features, target))
    texts = np.where(features[:, :1] > 0, "high", "low").astype(object)
    with pytest.raises(ModelError, match="not numeric"):
        from_catboost(CatBoostRegressor(**CATBOOST, cat_features=[0]).fit(texts, target))


def test_hist_gradient_boosting_gives_log_odds(data, unseen):
    model = HistGradientBoostingClassifier(max_iter=30).fit(data[0], data[1] > 0)
    expected = model.decision_function(unseen).reshape(-1, 1)
    np.testing.assert_allclose(onnx_answers(from_hist_gradient_boosting(model), unseen), expected, atol=1e-5)


def test_hist_gradient_boosting_at_the_thresholds():
    """A float64 threshold halfway between two float32 neighbours must part them."""
    features = np.float32(1) + np.arange(200, dtype=np.float32).reshape(-1, 1) * np.finfo(np.float32).eps
    target = np.arange(200) % 7
    model = HistGradientBoostingRegressor(max_iter=20, max_leaf_nodes=200, min_samples_leaf=1).fit(features, target)
    thresholds = np.concatenate([predictor.nodes["num_threshold"] for (predictor,) in model._predictors])
    assert (thresholds.astype(np.float32) > thresholds).any()
    expected = model.predict(features).reshape(-1, 1)
    np.testing.assert_allclose(onnx_answers(from_hist_gradient_boosting(model), features), expected, atol=1e-5)


def test_hist_gradient_boosting_unsupported(data):
    features, target, _ = data
    with pytest.raises(ModelError, match="more than two classes"):
        from_hist_gradient_boosting(HistGradientBoostingClassifier(max_iter=2).fit(features, np.digitize(target, [-1, 1])))
    codes = np.arange(600).reshape(-1, 1) % 3
    with pytest.raises(ModelError, match="categorical"):
        from_hist_gradient_boosting(HistGradientBoostingClassifier(max_iter=2, categorical_features=[0]).fit(codes, target > 0))


def test_prune_keeps_the_function_in_a_smaller_file(unseen):
    full = symmetric_ensemble(trees=20, depth=6, n_targets=2)
    pruned = prune(full)
    assert onnx_model(pruned).ByteSize() < 0.6 * onnx_model(full).ByteSize()
    np.testing.assert_array_equal(onnx_answers(pruned, unseen), onnx_answers(full, unseen))


def test_prune_collapses_a_whole_tree():
    full = symmetric_ensemble(trees=3, depth=2, n_targets=1)
    full.values[full.nodes["tree"] == 1] = 0
    pruned = prune(full)
    assert pruned.is_leaf[pruned.nodes["tree"] == 1].tolist() == [True]
    features = np.zeros((1, 6), np.float32)
    np.testing.assert_array_equal(onnx_answers(pruned, features), onnx_answers(full, features))


def test_every_node_of_the_file_carries_its_weight(data):
    features, target, weights = data
    ensemble = from_catboost(CatBoostRegressor(**CATBOOST).fit(features, target, sample_weight=weights))
    (node,) = tree_nodes(onnx_model(ensemble))
    np.testing.assert_array_equal(node["nodes_hitrates"], ensemble.nodes["weight"].astype(np.float32))


def test_name_node():
    first, second = (symmetric_ensemble(trees=2, depth=2, n_targets=n) for n in (1, 2))
    features = argument(Tensor(np.float32, ("N", 6)))
    model = build({"features": features}, {"first": to_onnx(first, features), "second": to_onnx(second, features)})
    name_node(model, second, "interval")
    assert [node["n_targets"] for node in tree_nodes(model) if node["name"] == "interval"] == [2]
    with pytest.raises(ValueError, match="0 nodes of the model hold these trees"):
        name_node(model, symmetric_ensemble(trees=3, depth=2, n_targets=1), "other")


def symmetric_ensemble(trees: int, depth: int, n_targets: int) -> TreeEnsemble:
    """Full trees in heap order over six features. No training row went right at a root: the leaves below it hold 0."""
    random = np.random.default_rng(1)
    branches, size = 2**depth - 1, 2 ** (depth + 1) - 1
    nodes, values = np.zeros(trees * size, NODE), np.zeros((trees * size, n_targets))
    for index in range(len(nodes)):
        tree, position = divmod(index, size)
        if position < branches:
            left = tree * size + 2 * position + 1
            nodes[index] = (tree, random.integers(6), random.normal(), left, left + 1, True, 0)
        else:
            reached = position < branches + 2 ** (depth - 1)
            nodes[index] = (tree, 0, 0, LEAF, LEAF, False, reached)
            values[index] = random.normal(size=n_targets) if reached else 0
    return TreeEnsemble(nodes, values, np.zeros(n_targets))
