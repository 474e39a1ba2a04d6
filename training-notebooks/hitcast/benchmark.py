"""Speed, side by side in one run: every contestant answers the same rows, in turns, on one thread."""

import time
from typing import Callable, Mapping

import numpy as np
import onnxruntime as ort
import pandas as pd

Answer = Callable[[slice], object]
WARM_UP = 20  # calls before the clock runs


def onnx_contestant(onnx_bytes: bytes, feed: Mapping[str, np.ndarray]) -> Answer:
    """Answers rows of `feed` by ONNX Runtime on one thread."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = ort.InferenceSession(onnx_bytes, options, providers=["CPUExecutionProvider"])
    return lambda rows: session.run(None, {name: values[rows] for name, values in feed.items()})


def race(contestants: Mapping[str, Answer], rows: int, rounds: int = 5, singles: int = 300) -> pd.DataFrame:
    """Medians; index = contestant: `one_row_us` microseconds for one row alone, `rows_per_second` for all `rows` at once, and
    `times_faster` in the batch than the last contestant."""
    alone = {name: [] for name in contestants}
    together = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, answer in contestants.items():
            for _ in range(WARM_UP):
                answer(slice(0, 1))
            alone[name] += [_seconds(answer, slice(i % rows, i % rows + 1)) for i in range(singles)]
            together[name].append(_seconds(answer, slice(0, rows)))
    table = pd.DataFrame({"one_row_us": pd.DataFrame(alone).median() * 1e6, "rows_per_second": rows / pd.DataFrame(together).median()})
    return table.assign(times_faster=table["rows_per_second"] / table["rows_per_second"].iloc[-1])


def _seconds(answer: Answer, rows: slice) -> float:
    start = time.perf_counter()
    answer(rows)
    return time.perf_counter() - start
