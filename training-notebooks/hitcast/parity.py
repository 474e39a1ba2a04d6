"""Proof that the ONNX graph answers like the training library, and the requests by which a server proves the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from .attribution import contributions
from .candidate import Answered, Explanation
from .errors import InvalidModel
from .fields import LIST_SEPARATOR, NUMERIC_KINDS, Field, to_days, to_feed, to_requests
from .graph import run

REQUESTS = 200
EXPLAINED = 20
CONTRIBUTION_TOLERANCE = 1e-3
YEARS_1_TO_9999 = (to_days("0001-01-01"), to_days("9999-12-31"))  # what ISO text can say


@dataclass(frozen=True)
class Difference:
    """The largest absolute difference of one output and the row (from 0) where it is. Infinite: NaN, or unequal texts."""

    largest: float
    row: int
    expected: Any
    actual: Any


@dataclass(frozen=True)
class Parity:
    """Differences by output over `rows` rows."""

    rows: int
    differences: dict[str, Difference]

    @property
    def largest(self) -> dict[str, float]:
        """Output -> largest absolute difference."""
        return {name: difference.largest for name, difference in self.differences.items()}

    def problems(self, tolerance: Mapping[str, float]) -> list[str]:
        """One sentence for each output beyond its tolerance; an output without a tolerance must be equal."""
        return [
            f"'{name}' differs by {d.largest:g} in row {d.row} (expected {d.expected!r}, got {d.actual!r}); "
            f"allowed is {tolerance.get(name, 0):g}"
            for name, d in self.differences.items()
            if not d.largest <= tolerance.get(name, 0)
        ]


def compare(onnx_bytes: bytes, fields: Sequence[Field], frame: pd.DataFrame, answers: Mapping[str, np.ndarray]) -> Parity:
    """Runs the graph on all rows and compares with the library's answers (output -> array [N]). Raises InvalidModel where
    the two name different outputs or the graph cannot run."""
    if frame.empty:
        raise InvalidModel("there is no row to compare ONNX and the training library on")
    actual = run(onnx_bytes, to_feed(fields, frame))
    if set(actual) != set(answers):
        raise InvalidModel(f"model.onnx answers {sorted(actual)}; the training library answers {sorted(answers)}")
    return Parity(len(frame), _differences(answers, actual))


def compare_contributions(onnx_bytes: bytes, fields: Sequence[Field], frame: pd.DataFrame, explanation: Explanation) -> Parity:
    """Computes the contributions for the rows `explanation.positions` of the frame from the file alone, and compares them and
    the base value with those in the explanation. Raises InvalidModel where the two explain by different inputs."""
    feed = to_feed(fields, frame.iloc[list(explanation.positions)])
    inputs = [feature.inputs for feature in explanation.features]
    try:
        actual, base = contributions(onnx_bytes, explanation.node, inputs, feed, explanation.target)
    except ValueError as error:
        raise InvalidModel(f"the explanation does not fit the graph: {error}") from error
    if set(actual) != set(explanation.contributions):
        given = sorted(explanation.contributions)
        raise InvalidModel(f"the features come from the inputs {sorted(actual)}; there are contributions of {given}")
    differences = _differences(explanation.contributions, actual)
    differences["base value"] = _largest(np.array([explanation.base_value]), np.array([base]))
    return Parity(len(explanation.positions), differences)


def parity_document(
    fields: Sequence[Field], proof: Answered, edge_cases: Answered, tolerance: Mapping[str, float], explanation: Explanation
) -> dict[str, Any]:
    """The content of parity.json: every edge case that a server would accept, at least 200 rows spread over the proof, and
    the contributions for 20 of the explained ones. Raises InvalidModel where the rows do not suffice."""
    acceptable = valid_requests(fields, proof.frame)
    explainable = [place for place, row in enumerate(explanation.positions) if acceptable[row]]
    places = {int(explanation.positions[explainable[i]]): explainable[i] for i in _spread(len(explainable), EXPLAINED)}
    rows = np.flatnonzero(acceptable)
    rows = np.union1d(rows[_spread(len(rows), REQUESTS)], list(places)).astype(int)
    if len(rows) < REQUESTS or len(places) < EXPLAINED:
        raise InvalidModel(
            f"parity.json needs {REQUESTS} rows of proof that keep to the limits of the inputs, {EXPLAINED} of them explained; "
            f"there are {len(rows)} and {len(places)}"
        )
    cases = _cases(fields, proof, rows) + _cases(fields, edge_cases, np.flatnonzero(valid_requests(fields, edge_cases.frame)))
    for case, row in zip(cases, rows):
        if row in places:
            case["contributions"] = {name: float(values[places[row]]) for name, values in explanation.contributions.items()}
    return {
        "tolerance": {name: float(tolerance.get(name, 0)) for name in proof.answers},
        "contribution_tolerance": CONTRIBUTION_TOLERANCE,
        "base_value": float(explanation.base_value),
        "cases": cases,
    }


def valid_requests(fields: Sequence[Field], frame: pd.DataFrame) -> np.ndarray:
    """Which rows a server accepts as they are, bool [N]: within the hard limits, and nothing required is missing."""
    return np.logical_and.reduce([_valid(field, frame[field.name]) for field in fields])


def _valid(field: Field, column: pd.Series) -> np.ndarray:
    if field.kind in NUMERIC_KINDS:
        values = column.to_numpy(np.float64)
        missing = np.isnan(values)
        low, high = {"flag": (0, 1), "date": np.clip(field.limits, *YEARS_1_TO_9999)}.get(field.kind, field.limits)
        whole = field.kind == "number" or values == np.floor(values)
        right = missing | ((low <= values) & (values <= high) & np.isfinite(values) & whole)
    else:
        missing = np.array([len(value) == 0 for value in column], dtype=bool)
        texts = [value if field.kind == "list" else [value] for value in column]
        right = np.array([all(_plain(text, field.kind) for text in cell) for cell in texts], dtype=bool)
    return right & ~missing if field.required else right


def _plain(text: str, kind: str) -> bool:
    """Whether a server passes the text on as it is: it trims the items of a list and drops blank ones."""
    return LIST_SEPARATOR not in text and (kind == "category" or (text == text.strip() != ""))


def _cases(fields: Sequence[Field], answered: Answered, rows: np.ndarray) -> list[dict[str, Any]]:
    requests = to_requests(fields, answered.frame.iloc[rows])
    answers = {name: np.asarray(values)[rows].tolist() for name, values in answered.answers.items()}
    return [{"request": request, "answer": dict(zip(answers, row))} for request, row in zip(requests, zip(*answers.values()))]


def _spread(count: int, wanted: int) -> np.ndarray:
    """Up to `wanted` different positions, evenly spread over `count`."""
    return np.unique(np.linspace(0, count - 1, min(count, wanted)).round().astype(int)) if count else np.array([], int)


def _differences(expected: Mapping[str, np.ndarray], actual: Mapping[str, np.ndarray]) -> dict[str, Difference]:
    return {name: _largest(np.asarray(values), np.asarray(actual[name])) for name, values in expected.items()}


def _largest(expected: np.ndarray, actual: np.ndarray) -> Difference:
    if expected.dtype.kind in "fiub" and actual.dtype.kind in "fiub":
        difference = np.abs(expected.astype(float) - actual.astype(float))
        difference[np.isnan(difference)] = np.inf
    else:
        difference = np.where(expected.astype(object) == actual.astype(object), 0.0, np.inf)
    row = int(difference.argmax())
    return Difference(float(difference[row]), row, *(values[row : row + 1].tolist()[0] for values in (expected, actual)))
