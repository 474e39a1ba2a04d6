"""Tree ensembles as flat arrays: read from CatBoost or scikit-learn, written as the ONNX operator TreeEnsembleRegressor.

The libraries' own exporters leave out `nodes_hitrates`, without which no exact SHAP value can be computed from the file.
"""

import json
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Sequence

import numpy as np
import onnx
import spox.opset.ai.onnx.ml.v3 as ml
from spox import Var

from .errors import ModelError

NODE = np.dtype(
    [
        ("tree", "i4"),
        ("feature", "i4"),
        ("threshold", "f4"),
        ("left", "i4"),
        ("right", "i4"),
        ("missing_left", "?"),
        ("weight", "f8"),
    ]
)
LEAF = -1  # the child index of a node that has no children


@dataclass(frozen=True, eq=False)
class TreeEnsemble:
    """A sum of decision trees. At a branch x goes left if x <= threshold, else right; NaN goes left if `missing_left`.

    `nodes` has one element of type NODE a node, sorted by tree, a tree's root first; `left` and `right` are indices into
    `nodes`, or LEAF; `weight` is the summed weight of the training rows that reach the node. `values` [nodes, n_targets]
    is what a leaf adds to each target, 0 at a branch. `base` [n_targets] is added to the sum.
    """

    nodes: np.ndarray
    values: np.ndarray
    base: np.ndarray

    @property
    def is_leaf(self) -> np.ndarray:
        return self.nodes["left"] == LEAF

    @property
    def roots(self) -> np.ndarray:
        """Index of each tree's root; a tree's nodes reach up to the next root."""
        return np.flatnonzero(np.diff(self.nodes["tree"], prepend=-1))


def from_catboost(model, trees: int | None = None) -> TreeEnsemble:
    """The raw score of a fitted CatBoost model; `trees` keeps only the first ones, as `ntree_end` does in CatBoost.

    Raises ModelError if the model has features that are not numeric, or trees that are not symmetric: CatBoost's own SHAP
    values of such trees do not add up to its prediction (as of 1.2.10), so no contribution could be proved.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.json")
        model.save_model(str(path), format="json")
        document = json.loads(path.read_text())
    if "oblivious_trees" not in document:
        raise ModelError("the CatBoost model's trees are not symmetric: train it with grow_policy='SymmetricTree'")
    if set(document["features_info"]) != {"float_features"}:
        raise ModelError("the CatBoost model has features that are not numeric: encode them before training")

    floats = document["features_info"]["float_features"]
    nan_right = {f["feature_index"] for f in floats if f["nan_value_treatment"] == "AsTrue"}
    scale, bias = document["scale_and_bias"]
    tables, values = zip(*(_symmetric_tree(tree, len(bias), nan_right) for tree in document["oblivious_trees"][:trees]))
    return prune(TreeEnsemble(_joined(tables), scale * np.concatenate(values), np.array(bias, float)))


def from_hist_gradient_boosting(model) -> TreeEnsemble:
    """The raw score (log-odds for a classifier) of a fitted scikit-learn HistGradientBoostingClassifier or -Regressor.

    For every float32 x the trees answer like scikit-learn, which compares in float64. The weight of a node is its number
    of training rows: scikit-learn keeps no other. Raises ModelError for several classes or categorical features.
    """
    if model.n_trees_per_iteration_ != 1:
        raise ModelError("the gradient boosting model has more than two classes: only one score is supported")
    if model.is_categorical_ is not None:
        raise ModelError("the gradient boosting model has categorical features: encode them before training")

    sources = [predictor.nodes for (predictor,) in model._predictors]
    values = np.concatenate([np.where(source["is_leaf"], source["value"], 0.0) for source in sources]).reshape(-1, 1)
    base = np.ravel(model._baseline_prediction).astype(float)
    return prune(TreeEnsemble(_joined([_binary_tree(source) for source in sources]), values, base))


def prune(ensemble: TreeEnsemble) -> TreeEnsemble:
    """The same function in fewer nodes: a branch whose leaves below all hold the same values becomes a leaf.

    Most such branches lie in corners of CatBoost's symmetric trees that no training row reached. SHAP values stay exact:
    the expected value below such a branch is the same, whatever is known of x.
    """
    nodes, values = ensemble.nodes.copy(), ensemble.values.copy()
    keep = np.ones(len(nodes), bool)
    while True:
        branch = np.flatnonzero(nodes["left"] != LEAF)
        left, right = nodes["left"][branch], nodes["right"][branch]
        equal = (nodes["left"][left] == LEAF) & (nodes["left"][right] == LEAF) & (values[left] == values[right]).all(axis=1)
        if not equal.any():
            break
        values[branch[equal]] = values[left[equal]]
        keep[left[equal]] = keep[right[equal]] = False
        nodes["left"][branch[equal]] = nodes["right"][branch[equal]] = LEAF

    position = np.cumsum(keep) - 1
    for side in ("left", "right"):
        nodes[side] = np.where(nodes[side] == LEAF, LEAF, position[nodes[side]])
    return replace(ensemble, nodes=nodes[keep], values=values[keep])


def to_onnx(ensemble: TreeEnsemble, features: Var) -> Var:
    """TreeEnsembleRegressor over `features` [N, F] float32; the answer is [N, n_targets] float32."""
    return ml.tree_ensemble_regressor(features, **_attributes(ensemble))


def name_node(model: onnx.ModelProto, ensemble: TreeEnsemble, name: str) -> None:
    """Give a name to the one node of a built model that `to_onnx(ensemble, ...)` made: spox only numbers its nodes.

    Raises ValueError if the model holds no such node, or several.
    """
    weights = np.float32(ensemble.values[ensemble.is_leaf].ravel())
    found = [node for node in model.graph.node if np.array_equal(_target_weights(node), weights)]
    if len(found) != 1:
        raise ValueError(f"{len(found)} nodes of the model hold these trees: build it with to_onnx of this ensemble once")
    found[0].name = name


def _target_weights(node: onnx.NodeProto) -> np.ndarray | None:
    return next((np.array(a.floats, np.float32) for a in node.attribute if a.name == "target_weights"), None)


def _attributes(ensemble: TreeEnsemble) -> dict:
    """The attributes of TreeEnsembleRegressor.

    BRANCH_GT makes the right child the true one: where all missing values go left, as CatBoost's do, the attribute for
    missing values falls away, which makes ONNX Runtime a tenth faster and the file smaller.
    """
    nodes, leaf = ensemble.nodes, ensemble.is_leaf
    root = ensemble.roots[nodes["tree"]]
    node_id = np.arange(len(nodes)) - root
    missing_right = ~leaf & ~nodes["missing_left"]
    n_targets = len(ensemble.base)
    attributes = {
        "n_targets": n_targets,
        "base_values": ensemble.base,
        "nodes_treeids": nodes["tree"],
        "nodes_nodeids": node_id,
        "nodes_featureids": nodes["feature"],
        "nodes_values": nodes["threshold"],
        "nodes_modes": np.where(leaf, "LEAF", "BRANCH_GT"),
        "nodes_truenodeids": np.where(leaf, 0, nodes["right"] - root),
        "nodes_falsenodeids": np.where(leaf, 0, nodes["left"] - root),
        "nodes_missing_value_tracks_true": missing_right.astype(int) if missing_right.any() else None,
        "nodes_hitrates": nodes["weight"],
        "target_treeids": np.repeat(nodes["tree"][leaf], n_targets),
        "target_nodeids": np.repeat(node_id[leaf], n_targets),
        "target_ids": np.tile(np.arange(n_targets), leaf.sum()),
        "target_weights": ensemble.values[leaf].ravel(),
    }
    return {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in attributes.items()}


def _joined(tables: Sequence[np.ndarray]) -> np.ndarray:
    """The nodes of all trees in one table, their child indices shifted to it."""
    first = np.cumsum([0, *map(len, tables)])
    for tree, (nodes, shift) in enumerate(zip(tables, first)):
        nodes["tree"] = tree
        for side in ("left", "right"):
            nodes[side][nodes[side] != LEAF] += shift
    return np.concatenate(tables)


def _symmetric_tree(tree: dict, n_targets: int, nan_right: set[int]) -> tuple[np.ndarray, np.ndarray]:
    """Nodes and values of one tree of CatBoost's JSON, in heap order: the children of node i are 2i + 1 and 2i + 2.

    A leaf's number is binary, and split k decides its bit k: the last split is the root's.
    """
    weights = np.array(tree["leaf_weights"])
    n_branches = len(weights) - 1
    nodes, values = np.zeros(n_branches + len(weights), NODE), np.zeros((n_branches + len(weights), n_targets))
    nodes["left"] = nodes["right"] = LEAF
    branch = np.arange(n_branches)
    nodes["left"][branch], nodes["right"][branch] = 2 * branch + 1, 2 * branch + 2
    for depth, split in enumerate(reversed(tree["splits"])):
        level = nodes[2**depth - 1 : 2 ** (depth + 1) - 1]
        level["feature"] = split["float_feature_index"]
        level["threshold"] = split["border"]
        level["missing_left"] = split["float_feature_index"] not in nan_right
        level["weight"] = weights.reshape(len(level), -1).sum(axis=1)
    nodes["weight"][n_branches:] = weights
    values[n_branches:] = np.reshape(tree["leaf_values"], (-1, n_targets))
    return nodes, values


def _binary_tree(source: np.ndarray) -> np.ndarray:
    """Nodes of one tree of scikit-learn's histogram gradient boosting."""
    nodes = np.zeros(len(source), NODE)
    nodes["feature"] = source["feature_idx"]
    nodes["threshold"] = _round_down(source["num_threshold"])
    nodes["missing_left"] = source["missing_go_to_left"]
    nodes["weight"] = source["count"]
    for side in ("left", "right"):
        nodes[side] = np.where(source["is_leaf"], LEAF, source[side].astype(int))
    return nodes


def _round_down(values: np.ndarray) -> np.ndarray:
    """The largest float32 that is not above each value; x <= value is then the same for every float32 x."""
    with np.errstate(over="ignore"):
        nearest = values.astype(np.float32)
    return np.where(nearest > values, np.nextafter(nearest, np.float32(-np.inf)), nearest)
