"""Names as figures: a fixed table from names to figures, the same in NumPy and in ONNX, bit for bit.

The figures are multiples of 1/256, so that sums over the names of a row are exact in float32 in whatever order a
runtime adds them, and the one division after that is rounded alike everywhere (IEEE 754).
"""

from dataclasses import dataclass
from typing import Iterable

import numpy as np
import pandas as pd
import spox.opset.ai.onnx.ml.v3 as ml
import spox.opset.ai.onnx.v21 as op
from spox import Var

from .fields import LIST_SEPARATOR

GRID = 256
UNSEEN = {"first": np.nan, "mean": 0.0, "sum": 0.0, "min": 1e9, "max": -1e9}


def on_grid(values: np.ndarray) -> np.ndarray:
    """The nearest multiples of 1/256, as float32."""
    return (np.round(np.asarray(values, np.float64) * GRID) / GRID).astype(np.float32)


def features_to_onnx(lookups: Iterable["Lookup"], texts: Iterable[Var]) -> Var:
    """The features of several lookups, each of its texts [N, 1], side by side: float [N, features]."""
    parts = [part for lookup, column in zip(lookups, texts) for part in lookup.to_onnx(column)]
    return op.squeeze(op.concat(parts, axis=2), op.const(np.array([1])))


@dataclass(frozen=True)
class Names:
    """The names in one column of a frame, flat: entry i says that row `row[i]` holds the name `unique[code[i]]`.

    Every row has at least one entry; a row without names holds "". `first` marks the first entry of each row.
    """

    unique: np.ndarray
    code: np.ndarray
    row: np.ndarray
    first: np.ndarray
    rows: int

    @classmethod
    def split(cls, column: pd.Series, separator: str | None, limit: int | None = None) -> "Names":
        """From a column of lists (separator U+001F), of texts split at `separator`, or of single names (None). Of each row,
        the first `limit` names count."""
        if separator is None:
            items = [(text,) for text in column]
        elif separator == LIST_SEPARATOR:
            items = [value or ("",) for value in column]
        else:
            items = [text.split(separator) for text in column]
        items = [value[:limit] for value in items]
        row = np.repeat(np.arange(len(items)), [len(value) for value in items])
        code, unique = pd.factorize(np.array([name for value in items for name in value], dtype=object))
        return cls(unique, code, row, np.diff(row, prepend=-1) > 0, len(items))

    def of(self, rows: np.ndarray) -> "Names":
        """The names of the marked rows only (`rows`: bool [rows]), their rows numbered anew."""
        kept = rows[self.row]
        number = np.cumsum(rows) - 1
        return Names(self.unique, self.code[kept], number[self.row[kept]], self.first[kept], int(rows.sum()))


@dataclass(frozen=True)
class Lookup:
    """Figures of the names in one raw input, combined into features of a row.

    `names` (V texts) stand in the rows of `figures` (float32 [V, F], multiples of 1/256), whose columns `columns` names.
    `combine` says how, and of which columns, features are made:

    - `first`: the figures of the row's first name; NaN where it is not in the table.
    - `mean`: over those of the row's names that are in the table; NaN where none is.
    - `sum`: likewise; 0 where none is.
    - `min`, `max`: likewise; 1e9 and -1e9 where none is.
    - `count`: how many of the row's names are in the table; takes no columns.

    `limit`: only the first names of a row count.
    """

    names: np.ndarray
    figures: np.ndarray
    columns: tuple[str, ...]
    combine: dict[str, tuple[str, ...]]
    separator: str | None = None
    limit: int | None = None

    def transform(self, names: Names) -> np.ndarray:
        """The features of a column split at `separator` with the same `limit`: float32 [N, features], in the order of `combine`."""
        index = (pd.Index(self.names).get_indexer(names.unique) + 1)[names.code]
        return np.concatenate([self._combined(how, names, index) for how in self.combine], axis=1)

    def to_onnx(self, texts: Var) -> list[Var]:
        """The same features in a graph, in few nodes: texts [N, 1] to floats [N, 1, columns], one a combination."""
        if self.separator is not None:
            texts = op.string_split(texts, delimiter=self.separator)[0]
        if self.limit is not None:
            texts = op.slice(texts, *(op.const(np.array([value])) for value in (0, self.limit, 2)))
        index = ml.label_encoder(texts, keys_strings=self.names, values_int64s=range(1, len(self.names) + 1), default_int64=0)
        if self.separator is None:
            first, index = index, op.unsqueeze(index, op.const(np.array([2])))
        else:
            if not {"first", "min", "max"}.isdisjoint(self.combine):
                # Where all texts are empty there is no first and no least name: the padding gives every row an unseen one.
                index = op.pad(index, op.const(np.array([0, 0, 0, 0, 0, 1])), op.const(np.int64(0)))
            first = op.gather(index, op.const(np.int64(0)), axis=2)
        sums = self._sums_onnx(index)
        return [self._combined_onnx(how, first, index, sums) for how in self.combine]

    def _table(self, how: str) -> np.ndarray:
        """Float32 [1 + V, columns of this combination]; row 0 is what an unseen name counts for."""
        if how == "count":
            return np.r_[0, np.ones(len(self.names))].astype(np.float32)[:, None]
        figures = self.figures[:, [self.columns.index(column) for column in self.combine[how]]]
        return np.concatenate([np.full((1, figures.shape[1]), UNSEEN[how], np.float32), figures])

    def _combined(self, how: str, names: Names, index: np.ndarray) -> np.ndarray:
        values = self._table(how)[index]
        starts = np.flatnonzero(names.first)
        if how == "first":
            return values[starts]
        if how in ("min", "max"):
            return (np.minimum if how == "min" else np.maximum).reduceat(values, starts)
        sums = np.add.reduceat(values, starts, dtype=np.float32)
        if how in ("count", "sum"):
            return sums
        seen = np.add.reduceat(index > 0, starts, dtype=np.float32)
        with np.errstate(invalid="ignore"):
            return sums / seen[:, None]

    def _combined_onnx(self, how: str, first: Var, index: Var, sums: dict[str, Var]) -> Var:
        if how == "mean":
            return op.div(sums["mean"], sums["count"])
        if how in sums:
            return sums[how]
        table = op.const(self._table(how))
        if how == "first":
            return op.gather(table, first)
        return (op.reduce_min if how == "min" else op.reduce_max)(op.gather(table, index), op.const(np.array([2])), keepdims=0)

    def _sums_onnx(self, index: Var) -> dict[str, Var]:
        """What needs adding up over a row's names, all at once; `mean` is not yet divided by `count`."""
        needed = {*self.combine, "count"} if "mean" in self.combine else set(self.combine)
        tables = {how: self._table(how) for how in ("mean", "sum", "count") if how in needed}
        if not tables:
            return {}
        values = op.gather(op.const(np.concatenate([*tables.values()], axis=1)), index)
        widths = op.const(np.array([table.shape[1] for table in tables.values()]))
        return dict(zip(tables, op.split(op.reduce_sum(values, op.const(np.array([2])), keepdims=0), widths, axis=2)))
