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
    """Medians; index = contestant: microseconds for one row alone, `same_row_us` the same row again and again, `one_row_us`
    another row each time, whose way through tables and trees is not in the processor's caches; `rows_per_second` for all
    `rows` at once, and `times_faster` in the batch than the last contestant. A first round, in which memory settles, does
    not count."""
    gc.collect()  # runtime sessions that nobody uses any more still cost time
    seconds = {name: ([], [], []) for name in contestants}
    for _ in range(1 + rounds):
        for name, answer in contestants.items():
            same, other, together = seconds[name]
            same.append([_seconds(answer, slice(0, 1)) for _ in range(singles)])
            other.append([_seconds(answer, slice(i % rows, i % rows + 1)) for i in range(singles)])
            together.append(_seconds(answer, slice(0, rows)))
    medians = {name: [np.median(parts[1:]) for parts in measured] for name, measured in seconds.items()}
    table = pd.DataFrame.from_dict(
        {name: (same * 1e6, other * 1e6, rows / together) for name, (same, other, together) in medians.items()},
        orient="index",
        columns=["same_row_us", "one_row_us", "rows_per_second"],
    )
    return table.assign(times_faster=table["rows_per_second"] / table["rows_per_second"].iloc[-1])


def _seconds(answer: Answer, rows: slice) -> float:
    start = time.perf_counter()
    answer(rows)
    return time.perf_counter() - start
