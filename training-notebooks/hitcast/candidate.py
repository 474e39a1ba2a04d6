"""What a notebook hands over for publishing. In all arrays N is the number of rows of the frame beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd

from .fields import Field

OUTPUTS = {"regression": ("prediction", "lower", "upper"), "classification": ("probability", "label")}


@dataclass(frozen=True)
class Output:
    """One named result of the graph. `values` are the possible texts of a text output (a label); a number has limits."""

    name: str
    meaning: str
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    values: tuple[str, ...] | None = None

    @property
    def onnx_type(self) -> str:
        """The element type of the ONNX output."""
        return "float" if self.values is None else "string"


@dataclass(frozen=True)
class Answered:
    """Rows in canonical form, and the training library's own answers: output name -> array [N], computed without ONNX."""

    frame: pd.DataFrame
    answers: Mapping[str, np.ndarray]

    def __post_init__(self):
        _check_shapes("answers", self.answers, len(self.frame))

    def then(self, other: "Answered") -> "Answered":
        """These rows, followed by the other's."""
        frame = pd.concat([self.frame, other.frame[list(self.frame)]], ignore_index=True)
        return Answered(frame, {name: np.concatenate([values, other.answers[name]]) for name, values in self.answers.items()})


@dataclass(frozen=True)
class Feature:
    """One column of the matrix that the tree ensemble reads, and the raw inputs that it is computed from."""

    name: str
    inputs: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """How an answer is explained: exact SHAP values of one tree ensemble, summed per raw input.

    `contributions` are the training library's own values for the rows `positions` of the proof (raw input -> array [M],
    in the unit that `scale` names); the gate recomputes them from the file and compares.
    """

    node: str
    target: int
    scale: str
    features: Sequence[Feature]
    base_value: float
    positions: Sequence[int]
    contributions: Mapping[str, np.ndarray]

    def __post_init__(self):
        _check_shapes("contributions", self.contributions, len(self.positions))


@dataclass(frozen=True)
class Metric:
    """The figure on unseen data by which a version is compared with the one before it."""

    name: str
    value: float
    greater_is_better: bool


@dataclass(frozen=True)
class Interval:
    """`lower` to `upper` is to hold a share `level` of the true values; `coverage`: case -> share measured on unseen data."""

    level: float
    coverage: Mapping[str, float]


@dataclass(frozen=True)
class DataFile:
    """A file of training data: its name without folders, its rows, the hex SHA-256 of its bytes."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class TrainingData:
    """Where the training data comes from, and what its owner allows. `period`: first and last day as ISO dates."""

    files: Sequence[DataFile]
    source: str
    terms: str
    period: tuple[str, str] | None = None


@dataclass(frozen=True)
class Candidate:
    """A model that wants to be published. The order of `outputs` is that of OUTPUTS[task].

    `proof` holds all rows of the test set, `edge_cases` made-up rows (missing numbers, unseen names, empty and non-Latin
    texts), `training` the rows trained on. `tolerance`: output -> largest difference allowed between ONNX and the library;
    an output that it does not name must be equal. `metrics`: case -> figure, nested as needed, all on unseen data. A
    regression has an `interval`, a classification a `threshold` (label by probability). `plots`: file name -> PNG bytes or
    a matplotlib figure. `libraries`: distributions whose versions matter, beside those that every model uses.
    """

    name: str
    task: Literal["regression", "classification"]
    title: str
    summary: str
    fields: Sequence[Field]
    outputs: Sequence[Output]
    onnx: bytes
    proof: Answered
    edge_cases: Answered
    training: Answered
    tolerance: Mapping[str, float]
    explanation: Explanation
    split: str
    metrics: Mapping
    primary_metric: Metric
    training_data: TrainingData
    libraries: Sequence[str]
    card: str
    interval: Interval | None = None
    threshold: float | None = None
    plots: Mapping = field(default_factory=dict)


def _check_shapes(what: str, arrays: Mapping[str, np.ndarray], rows: int) -> None:
    for name, values in arrays.items():
        if np.shape(values) != (rows,):
            raise ValueError(f"the {what} '{name}' have the shape {np.shape(values)}; {rows} rows need ({rows},)")
