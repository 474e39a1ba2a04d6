"""Speed, side by side in one run: every contestant answers the same rows, in turns, on one thread."""

import gc
import time
from typing import Callable, Mapping

import numpy as np
import onnxruntime as ort
import pandas as pd

Answer = Callable[[slice], object]


def onnx_contestant(onnx_bytes: bytes, feed: Mapping[str, np.ndarray]) -> Answer:
    """Answers rows of `feed` by ONNX Runtime on one thread."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = ort.InferenceSession(onnx_bytes, options, providers=["CPUExecutionProvider"])
    return lambda rows: session.run(None, {name: values[rows] for name, values in feed.items()})


def race(contestants: Mapping[str, Answer], rows: int, rounds: int = 5, singles: int = 300) -> pd.DataFrame:
    """Medians; index = contestant: `one_row_us` microseconds for one row alone, `rows_per_second` for all `rows` at once, and
    `times_faster` in the batch than the last contestant. A first round, in which memory settles, does not count."""
    gc.collect()  # runtime sessions that nobody uses any more still cost time
    alone = {name: [] for name in contestants}
    together = {name: [] for name in contestants}
    for _ in range(1 + rounds):
        for name, answer in contestants.items():
            alone[name].append([_seconds(answer, slice(i % rows, i % rows + 1)) for i in range(singles)])
            together[name].append(_seconds(answer, slice(0, rows)))
    medians = {name: (np.median(alone[name][1:]) * 1e6, rows / np.median(together[name][1:])) for name in contestants}
    table = pd.DataFrame.from_dict(medians, orient="index", columns=["one_row_us", "rows_per_second"])
    return table.assign(times_faster=table["rows_per_second"] / table["rows_per_second"].iloc[-1])


def _seconds(answer: Answer, rows: slice) -> float:
    start = time.perf_counter()
    answer(rows)
    return time.perf_counter() - start
