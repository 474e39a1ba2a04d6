"""A model of a few nodes with an input of every kind, and its answers computed in plain Python: a training library in small."""

import math
from dataclasses import replace
from hashlib import sha256
from itertools import combinations

import numpy as np
import pandas as pd
import spox
import spox.opset.ai.onnx.ml.v3 as ml
import spox.opset.ai.onnx.v21 as op
from hitcast.candidate import (
    Answered,
    Candidate,
    DataFile,
    Explanation,
    Feature,
    Interval,
    Metric,
    Output,
    TrainingData,
)
from hitcast.fields import LIST_SEPARATOR, Field, to_days

FIELDS = [
    Field("length", "number", "How long it is.", 3.5, unit="min", required=True, minimum=0, maximum=100),
    Field("loud", "flag", "Whether it is loud.", True),
    Field("day", "date", "When it appeared.", "2001-02-03", minimum="1900-01-01", maximum="2100-01-01"),
    Field("style", "category", "Its style.", "pop"),
    Field("people", "list", "Who made it.", ["Ada", "Bo"], separator=";"),
]
FEATURES = [
    Feature("length", ("length",)),
    Feature("day", ("day",)),
    Feature("pop, or made by Ada first", ("style", "people")),
    Feature("loud", ("loud",)),
]
# feature, threshold, (weight, child) where not above it, (weight, child) where above it or missing;
# a child is a branch or a leaf's value
TREES = [
    (0, 4.0, (60.0, (2, 0.5, (40.0, 10.0), (20.0, 25.0))), (40.0, (1, 12000.0, (30.0, 40.0), (10.0, 70.0)))),
    (3, 0.5, (70.0, -2.0), (30.0, (2, 0.5, (10.0, 1.0), (20.0, 4.0)))),
]
BASE = 3.0
WIDTH = 5.0
TOLERANCE = 1e-4
LABELS = ("miss", "hit")
THRESHOLD = 0.3
CARD = "## Use\nFor tests only."


def frame(rows: int, seed: int = 0) -> pd.DataFrame:
    """Made-up rows in canonical form, some values missing."""
    random = np.random.default_rng(seed)
    names = np.array(["Ada", "Bo", "Çelik", "宇多田ヒカル"])
    people = [tuple(random.permutation(names)[: random.integers(0, 4)].tolist()) for _ in range(rows)]
    return pd.DataFrame(
        {
            "length": random.uniform(0, 10, rows).round(3),
            "loud": random.choice([0.0, 1.0, np.nan], rows),
            "day": np.where(random.random(rows) < 0.1, np.nan, random.integers(0, 20000, rows)),
            "style": pd.Series(random.choice(["pop", "rock", "", "Ünknown"], rows), dtype=object),
            "people": pd.Series(people, dtype=object),
        }
    )


def edge_cases() -> pd.DataFrame:
    """Everything missing, unseen and non-Latin names, and one row that a server would refuse (no length)."""
    return pd.DataFrame(
        {
            "length": [0.0, 100.0, np.nan],
            "loud": [np.nan, 1.0, np.nan],
            "day": [np.nan, float(to_days("1900-01-01")), np.nan],
            "style": pd.Series(["", "ソウル", ""], dtype=object),
            "people": pd.Series([(), ("Noch nie gesehen",), ()], dtype=object),
        }
    )


def features(table: pd.DataFrame) -> np.ndarray:
    """The matrix [N, 4] float32 that the trees read."""
    named = (table["style"] == "pop") | (table["people"].map(LIST_SEPARATOR.join) == "Ada")
    return np.column_stack([table["length"], table["day"], named, table["loud"]]).astype(np.float32)


def score(table: pd.DataFrame) -> np.ndarray:
    """The sum of the trees, [N]."""
    return np.array([BASE + sum(_expected(tree, row, set(range(4))) for tree in TREES) for row in features(table)])


def answers(table: pd.DataFrame, task: str = "regression") -> dict[str, np.ndarray]:
    prediction = score(table)
    if task == "regression":
        return {"prediction": prediction, "lower": prediction - WIDTH, "upper": prediction + WIDTH}
    probability = prediction / 100
    return {"probability": probability, "label": np.array(LABELS, dtype=object)[(probability >= THRESHOLD).astype(int)]}


def contributions(table: pd.DataFrame) -> dict[str, np.ndarray]:
    """Shapley values by their definition, summed per raw input."""
    values = np.array([_shapley(row) for row in features(table)])
    shared = values[:, 2] / 2
    return {"length": values[:, 0], "day": values[:, 1], "style": shared, "people": shared, "loud": values[:, 3]}


def onnx_model(task: str = "regression", shift: float = 0.0, **attributes) -> bytes:
    """The same in ONNX. `shift` is added to the prediction; `attributes` overwrite those of the tree ensemble."""
    inputs = {f.name: spox.argument(spox.Tensor(str if f.kind in ("category", "list") else np.float32, ("N", 1))) for f in FIELDS}
    named = op.or_(op.equal(inputs["style"], op.const(np.array("pop"))), op.equal(inputs["people"], op.const(np.array("Ada"))))
    matrix = op.concat([inputs["length"], inputs["day"], op.cast(named, to=np.float32), inputs["loud"]], axis=1)
    prediction = op.add(ml.tree_ensemble_regressor(matrix, **_attributes() | attributes), op.const(np.float32(shift)))
    if task == "regression":
        width = op.const(np.float32(WIDTH))
        outputs = {"prediction": prediction, "lower": op.sub(prediction, width), "upper": op.add(prediction, width)}
    else:
        probability = op.div(prediction, op.const(np.float32(100)))
        hit = op.cast(op.less(op.const(np.float32(THRESHOLD)), probability), to=np.int64)
        outputs = {"probability": probability, "label": op.gather(op.const(np.array(LABELS)), hit)}
    model = spox.build(inputs, outputs)
    model.ir_version = 10
    next(node for node in model.graph.node if node.op_type == "TreeEnsembleRegressor").name = "score"
    return model.SerializeToString()


def candidate(task: str = "regression", **changes) -> Candidate:
    """A candidate that passes the gate, but for `changes` to its fields."""
    test, training, positions = frame(300), frame(500, seed=1), np.arange(0, 300, 10)
    if task == "regression":
        outputs = [Output(name, f"The {name}.", "points", -10, 100) for name in ("prediction", "lower", "upper")]
    else:
        outputs = [Output("probability", "How likely.", minimum=0, maximum=1), Output("label", "The verdict.", values=LABELS)]
    good = Candidate(
        name="tiny-model",
        task=task,
        title="A tiny model",
        summary="Answers something.",
        fields=FIELDS,
        outputs=outputs,
        onnx=onnx_model(task),
        proof=Answered(test, answers(test, task)),
        edge_cases=Answered(edge_cases(), answers(edge_cases(), task)),
        training=Answered(training, answers(training, task)),
        tolerance={
            name: TOLERANCE for name in ("prediction", "lower", "upper", "probability") if name in answers(test[:1], task)
        },
        explanation=Explanation(
            node="score",
            target=0,
            scale="points",
            features=FEATURES,
            base_value=BASE + sum(_expected(tree, None, set()) for tree in TREES),
            positions=positions,
            contributions=contributions(test.iloc[positions]),
        ),
        split="Other seeds.",
        metrics={"any row": {"R2": {"mean": 0.8, "spread": 0.01}}},
        primary_metric=Metric("R2", 0.8, greater_is_better=True),
        training_data=TrainingData(
            [DataFile("rows.csv", 500, sha256(b"rows").hexdigest())], "Made up.", "None.", ("1970-01-01", "2024-10-04")
        ),
        libraries=["scikit-learn"],
        card=CARD,
        interval=Interval(0.9, {"any row": 0.91}) if task == "regression" else None,
        threshold=None if task == "regression" else THRESHOLD,
        plots={"points.png": b"\x89PNG"},
    )
    return replace(good, **changes)


def _expected(branch, row, known: set[int]) -> float:
    """A tree's expected value where only the features in `known` are."""
    if not isinstance(branch, tuple):
        return branch
    feature, threshold, (low_weight, low), (high_weight, high) = branch
    if feature in known:
        return _expected(low if row[feature] <= threshold else high, row, known)
    total = low_weight * _expected(low, row, known) + high_weight * _expected(high, row, known)
    return total / (low_weight + high_weight)


def _shapley(row) -> list[float]:
    count = len(FEATURES)
    values = [0.0] * count
    for i in range(count):
        for size in range(count):
            share = math.factorial(size) * math.factorial(count - size - 1) / math.factorial(count)
            for known in combinations(set(range(count)) - {i}, size):
                values[i] += share * sum(_expected(tree, row, {*known, i}) - _expected(tree, row, {*known}) for tree in TREES)
    return values


def _attributes() -> dict:
    """The trees as attributes of TreeEnsembleRegressor: what is above the threshold, or missing, takes the true branch."""
    rows, leaves = [], []

    def add(tree: int, first: int, weight: float, what) -> int:
        place = len(rows)
        rows.append([tree, place - first, 0, 0.0, "LEAF", 0, 0, 0, weight])
        if isinstance(what, tuple):
            low, high = (add(tree, first, *child) - first for child in what[2:])
            rows[place][2:8] = [what[0], what[1], "BRANCH_GT", high, low, 1]
        else:
            leaves.append([tree, place - first, 0, what])
        return place

    for tree, root in enumerate(TREES):
        add(tree, len(rows), root[2][0] + root[3][0], root)
    nodes = "treeids nodeids featureids values modes truenodeids falsenodeids missing_value_tracks_true hitrates".split()
    targets = "treeids nodeids ids weights".split()
    return (
        {f"nodes_{name}": list(column) for name, column in zip(nodes, zip(*rows))}
        | {f"target_{name}": list(column) for name, column in zip(targets, zip(*leaves))}
        | {"n_targets": 1, "base_values": [BASE]}
    )
