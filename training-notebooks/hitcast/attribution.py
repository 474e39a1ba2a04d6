"""Exact SHAP values from a model file alone: its trees, and the weights of their training rows in `nodes_hitrates`."""

from pathlib import Path
from typing import Mapping, Sequence

import numpy as np
import onnx
import onnxruntime as ort
import shap

from .errors import ModelError
from .trees import LEAF, NODE, TreeEnsemble

Model = onnx.ModelProto | bytes | str | Path

UNREACHED = 1e-30  # stands for the weight 0: TreeExplainer divides by weights, and the limit is the exact value


def contributions(
    model: Model,
    node_name: str,
    feature_inputs: Sequence[Sequence[str]],
    feed: Mapping[str, np.ndarray],
    target: int = 0,
) -> tuple[dict[str, np.ndarray], float]:
    """What each raw input adds to the output of the named tree node: an array [N] an input, and the base value.

    The base value and an observation's contributions sum to the node's output. `feature_inputs` names, for each feature
    of the trees, the raw inputs that it is computed from; they share its SHAP value equally. Raises ValueError if it does
    not name at least one input for every feature.
    """
    model = _load(model)
    features = feature_matrix(model, node_name, feed)
    if len(feature_inputs) != features.shape[1] or not all(feature_inputs):
        raise ValueError(f"feature_inputs must name the raw inputs of each of the {features.shape[1]} features of '{node_name}'")
    values, base = shap_values(read_trees(model, node_name), features, target)
    sums = {name: np.zeros(len(features)) for names in feature_inputs for name in names}
    for names, column in zip(feature_inputs, values.T):
        for name in names:
            sums[name] += column / len(names)
    return sums, base


def feature_matrix(model: Model, node_name: str, feed: Mapping[str, np.ndarray]) -> np.ndarray:
    """The features [N, F] that reach the named tree node when the model is fed with raw inputs."""
    model = _load(model)
    tensor = _tree_node(model, node_name).input[0]
    upstream = onnx.ModelProto()
    upstream.CopyFrom(model)
    del upstream.graph.output[:]
    upstream.graph.output.append(onnx.helper.make_tensor_value_info(tensor, onnx.TensorProto.FLOAT, None))
    session = ort.InferenceSession(upstream.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run([tensor], dict(feed))[0]


def shap_values(ensemble: TreeEnsemble, features: np.ndarray, target: int = 0) -> tuple[np.ndarray, float]:
    """Path-dependent TreeSHAP values [N, F] of one target, and the base value: its mean over the training rows."""
    weights = _leaf_sums(ensemble)
    bounds = np.append(ensemble.roots, len(ensemble.nodes))
    trees = [_shap_tree(ensemble, weights, target, slice(*span)) for span in zip(bounds, bounds[1:])]
    explainer = shap.TreeExplainer(
        {"trees": trees, "base_offset": ensemble.base[target]}, feature_perturbation="tree_path_dependent"
    )
    return explainer.shap_values(features), explainer.expected_value.item()


def read_trees(model: Model, node_name: str) -> TreeEnsemble:
    """The trees of the named node, as `trees.to_onnx` wrote them.

    Raises ModelError if the model has no such node, or the node has no hit rates or other comparisons than BRANCH_GT.
    """
    node = _tree_node(_load(model), node_name)
    attribute = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
    if "nodes_hitrates" not in attribute:
        raise ModelError(f"node '{node_name}' has no nodes_hitrates: write it with trees.to_onnx, which fills them")
    if others := set(attribute["nodes_modes"]) - {b"BRANCH_GT", b"LEAF"}:
        mode = min(others).decode()
        raise ModelError(f"node '{node_name}' compares with {mode}: write it with trees.to_onnx, which uses BRANCH_GT")

    leaf = np.array(attribute["nodes_modes"]) == b"LEAF"
    tree = np.array(attribute["nodes_treeids"])
    root = np.flatnonzero(np.diff(tree, prepend=-1))[tree]
    nodes = np.zeros(len(leaf), NODE)
    nodes["tree"] = tree
    nodes["feature"] = attribute["nodes_featureids"]
    nodes["threshold"] = attribute["nodes_values"]
    nodes["left"] = np.where(leaf, LEAF, attribute["nodes_falsenodeids"] + root)
    nodes["right"] = np.where(leaf, LEAF, attribute["nodes_truenodeids"] + root)
    nodes["missing_left"] = ~leaf & (np.array(attribute.get("nodes_missing_value_tracks_true", 0)) == 0)
    nodes["weight"] = attribute["nodes_hitrates"]
    values = np.zeros((len(leaf), attribute["n_targets"]))
    values[leaf] = np.reshape(attribute["target_weights"], (-1, attribute["n_targets"]))
    return TreeEnsemble(nodes, values, np.array(attribute["base_values"]))


def _load(model: Model) -> onnx.ModelProto:
    if isinstance(model, onnx.ModelProto):
        return model
    return onnx.load_model_from_string(model) if isinstance(model, bytes) else onnx.load(model)


def _tree_node(model: onnx.ModelProto, name: str) -> onnx.NodeProto:
    trees = {node.name: node for node in model.graph.node if node.op_type == "TreeEnsembleRegressor"}
    if name not in trees:
        raise ModelError(f"the model has no tree node '{name}'; its tree nodes are: {', '.join(map(repr, trees)) or 'none'}")
    return trees[name]


def _leaf_sums(ensemble: TreeEnsemble) -> np.ndarray:
    """Every node's weight as the sum over the leaves below it, so that a branch parts its whole weight.

    Hit rates in a file are rounded to float32, and a branch that no row reached would give each side all of UNREACHED.
    """
    branch = np.flatnonzero(~ensemble.is_leaf)
    left, right = ensemble.nodes["left"][branch], ensemble.nodes["right"][branch]
    weights = np.maximum(ensemble.nodes["weight"], UNREACHED)
    while True:
        sums = weights[left] + weights[right]
        if np.array_equal(sums, weights[branch]):
            return weights
        weights[branch] = sums


def _shap_tree(ensemble: TreeEnsemble, weights: np.ndarray, target: int, span: slice) -> dict[str, np.ndarray]:
    """One tree as TreeExplainer takes it: child indices count from the tree's root, which is the first node of `span`."""
    nodes = ensemble.nodes[span]
    left, right = (np.where(ensemble.is_leaf[span], LEAF, nodes[side] - span.start) for side in ("left", "right"))
    return {
        "children_left": left,
        "children_right": right,
        "children_default": np.where(nodes["missing_left"], left, right),
        "features": nodes["feature"],
        "thresholds": nodes["threshold"].astype(float),
        "values": ensemble.values[span, target : target + 1],
        "node_sample_weight": weights[span],
    }
