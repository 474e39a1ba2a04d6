"""The distributions of a model's inputs and outputs on its training data: what a server measures drift against."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from .candidate import Answered
from .errors import InvalidModel
from .fields import NUMERIC_KINDS, Field

BINS = 10
COMMONEST = 50


def reference_document(fields: Sequence[Field], training: Answered) -> dict[str, Any]:
    """The content of reference.json. Raises InvalidModel for an input that has no value at all."""
    return {
        "rows": len(training.frame),
        "inputs": {field.name: {"kind": field.kind} | _input(field, training.frame[field.name]) for field in fields},
        "outputs": {name: _output(np.asarray(values)) for name, values in training.answers.items()},
    }


def distribution(values: Sequence[float]) -> dict[str, Any]:
    """Shares of a number in bins of equal weight. All figures are in the unit of the ONNX tensor, rounded to float32 as it is.

    A bin reaches from above the edge before it up to and including its own edge; the last one has no upper edge. `shares`
    and `missing` add up to 1. No bin is empty; equal values share one.
    """
    values = np.asarray(values, np.float32)
    known = values[~np.isnan(values)].astype(float)
    edges = np.unique(np.quantile(known, np.arange(1, BINS) / BINS, method="inverted_cdf"))
    edges = edges[edges < known.max()]
    counts = np.bincount(np.searchsorted(edges, known, side="left"), minlength=len(edges) + 1)
    return {
        "missing": 1 - len(known) / len(values),
        "minimum": known.min(),
        "maximum": known.max(),
        "mean": known.mean(),
        "edges": edges.tolist(),
        "shares": (counts / len(values)).tolist(),
    }


def commonest(values: Iterable[str], most: int) -> list[tuple[str, int]]:
    """The commonest values with their counts; equal counts in the order of the values."""
    return sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0]))[:most]


def _input(field: Field, column) -> dict[str, Any]:
    has_value = column.notna() if field.kind in NUMERIC_KINDS else column.map(len) > 0
    if not has_value.any():
        raise InvalidModel(f"input '{field.name}' has no value anywhere in the training data: leave it out of the model")
    if field.kind in ("number", "date"):
        return distribution(column)
    missing = {"missing": 1 - float(has_value.mean())}
    if field.kind == "flag":
        return missing | {"shares": {text: float((column == value).mean()) for text, value in (("0", 0), ("1", 1))}}
    if field.kind == "category":
        return missing | _shares(column[has_value].tolist(), len(column))
    items = [item for cell in column for item in cell]
    return missing | _shares(items, len(items)) | {"length": distribution([len(cell) for cell in column])}


def _output(values: np.ndarray) -> dict[str, Any]:
    if values.dtype.kind in "fiu":
        return {"kind": "number"} | distribution(values)
    return {"kind": "category", "missing": 0.0} | _shares(values.tolist(), len(values))


def _shares(values: list[str], total: int) -> dict[str, Any]:
    """Shares of the commonest values and of all others, out of `total`."""
    top = commonest(values, COMMONEST)
    others = len(values) - sum(count for _, count in top)
    return {"distinct": len(set(values)), "shares": {value: count / total for value, count in top}, "other": others / total}
