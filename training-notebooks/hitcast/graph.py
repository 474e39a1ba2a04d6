"""The rules that every published graph keeps, so that any stock ONNX Runtime on a CPU can serve and explain it."""

from collections.abc import Iterable, Iterator, Mapping

import numpy as np
import onnx
import onnxruntime as ort

from .errors import InvalidModel

TYPES = {"float": onnx.TensorProto.FLOAT, "string": onnx.TensorProto.STRING}
TREE_OPERATORS = ("TreeEnsembleRegressor", "TreeEnsembleClassifier")
STANDARD_DOMAINS = ("", "ai.onnx", "ai.onnx.ml")
ROWS_AT_ONCE = 10_000
PROBLEMS_SHOWN = 5


def refuse(what: str, problems: Iterable[str]) -> None:
    """Raises InvalidModel, which lists the first problems, if there is any."""
    found = list(problems)
    if found:
        more = f" (and {len(found) - PROBLEMS_SHOWN} more)" if len(found) > PROBLEMS_SHOWN else ""
        raise InvalidModel("; ".join(f"{what}: {problem}" for problem in found[:PROBLEMS_SHOWN]) + more)


def load(onnx_bytes: bytes) -> onnx.ModelProto:
    """The graph, checked by ONNX itself. Raises InvalidModel."""
    try:
        model = onnx.load_model_from_string(onnx_bytes)
        onnx.checker.check_model(model, full_check=True)
    except Exception as error:  # protobuf, checker and shape inference share no narrower base class
        raise InvalidModel(f"model.onnx: not a valid ONNX model: {error}") from error
    return model


def check_graph(model: onnx.ModelProto, inputs: Mapping[str, str], outputs: Mapping[str, str], node: str, features: int) -> None:
    """Checks names, types, shapes, operators and trees. `inputs`, `outputs`: name -> "float" or "string"; `node`: the name of
    the tree ensemble that explains an answer, which reads `features` features. Raises InvalidModel."""
    _check_tensors("input", model.graph.input, inputs)
    _check_tensors("output", model.graph.output, outputs)
    if any(tensor.data_location == onnx.TensorProto.EXTERNAL for tensor in model.graph.initializer):
        raise InvalidModel("model.onnx: keeps weights in another file; put them into the model")
    for domain in {n.domain for n in nodes(model.graph)} | {entry.domain for entry in model.opset_import}:
        if domain not in STANDARD_DOMAINS:
            raise InvalidModel(f"model.onnx: uses the operator domain '{domain}'; only standard operators are served")
    trees = [n for n in nodes(model.graph) if n.op_type in TREE_OPERATORS]
    explaining = [n for n in trees if n.name == node and n.op_type == "TreeEnsembleRegressor"]
    if len(explaining) != 1:
        names = [n.name for n in trees]
        raise InvalidModel(
            f"model.onnx: must have one TreeEnsembleRegressor named '{node}' to explain its answers; its trees are {names}"
        )
    for tree in trees:
        _check_hitrates(tree)
    read = 1 + max(attributes(explaining[0])["nodes_featureids"])
    if read > features:
        raise InvalidModel(f"model.onnx: '{node}' reads {read} features; the explanation names only {features}")


def nodes(graph: onnx.GraphProto) -> Iterator[onnx.NodeProto]:
    """All nodes, those of subgraphs included."""
    for node in graph.node:
        yield node
        for attribute in node.attribute:
            for subgraph in (attribute.g, *attribute.graphs):
                yield from nodes(subgraph)


def attributes(node: onnx.NodeProto) -> dict:
    """A node's attributes by name."""
    return {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}


def run(onnx_bytes: bytes, feed: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """ONNX Runtime's answers: output name -> array [N]. The first row goes alone, the others in batches, so that a graph
    which works for one batch size only is found out. Raises InvalidModel where the runtime refuses."""
    rows = len(next(iter(feed.values())))
    starts = [0, *range(1, rows, ROWS_AT_ONCE)]
    try:
        session = ort.InferenceSession(onnx_bytes, providers=["CPUExecutionProvider"])
        names = [output.name for output in session.get_outputs()]
        batches = [session.run(names, {k: v[a:b] for k, v in feed.items()}) for a, b in zip(starts, [*starts[1:], rows])]
    except Exception as error:  # the runtime's exceptions share no narrower base class
        raise InvalidModel(f"model.onnx: ONNX Runtime cannot run it: {error}") from error
    return {name: np.concatenate([np.ravel(part) for part in parts]) for name, parts in zip(names, zip(*batches))}


def _check_tensors(what: str, infos, expected: Mapping[str, str]) -> None:
    found = {info.name: info.type.tensor_type for info in infos}
    if list(found) != list(expected):
        raise InvalidModel(f"model.onnx: its {what}s are {list(found)}; the manifest says {list(expected)}")
    for name, tensor in found.items():
        if tensor.elem_type != TYPES[expected[name]]:
            actual = onnx.TensorProto.DataType.Name(tensor.elem_type).lower()
            raise InvalidModel(f"model.onnx: {what} '{name}' is a tensor of {actual}; it must be of {expected[name]}")
        dimensions = tensor.shape.dim
        if len(dimensions) != 2 or dimensions[0].HasField("dim_value") or dimensions[1].dim_value != 1:
            raise InvalidModel(f"model.onnx: {what} '{name}' must have the shape [N, 1] with a free N")


def _check_hitrates(tree: onnx.NodeProto) -> None:
    weights = attributes(tree).get("nodes_hitrates", [])
    if len(weights) != len(attributes(tree)["nodes_nodeids"]) or not np.isfinite(weights).all() or max(weights) <= 0:
        raise InvalidModel(
            f"model.onnx: '{tree.name}' lacks nodes_hitrates; give every tree node the weight of its training rows"
        )
