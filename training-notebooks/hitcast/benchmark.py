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


def race(contestants: Mapping[str, Answer], rows: int, rounds: int = 15, singles: int = 100) -> pd.DataFrame:
    """Index = contestant: microseconds for one row alone, `same_row_us` the same row again and again, `one_row_us` another
    row each time, whose way through tables and trees is not in the processor's caches; `rows_per_second` for all `rows` at
    once, and `times_faster` in the batch than the last contestant.

    A round's figure is the median of its `singles` rows; of all rounds the quietest counts, since another process can only
    add time. A first round, in which memory settles, does not count."""
    gc.collect()  # runtime sessions that nobody uses any more still cost time
    seconds = {name: ([], [], []) for name in contestants}
    for turn in range(1 + rounds):
        others = [i % rows for i in range(turn * singles, (turn + 1) * singles)]
        for name, answer in contestants.items():
            same, other, together = seconds[name]
            same.append(np.median([_seconds(answer, slice(0, 1)) for _ in range(singles)]))
            other.append(np.median([_seconds(answer, slice(i, i + 1)) for i in others]))
            together.append(_seconds(answer, slice(0, rows)))
    best = {name: [min(figures[1:]) for figures in measured] for name, measured in seconds.items()}
    table = pd.DataFrame.from_dict(
        {name: (same * 1e6, other * 1e6, rows / together) for name, (same, other, together) in best.items()},
        orient="index",
        columns=["same_row_us", "one_row_us", "rows_per_second"],
    )
    return table.assign(times_faster=table["rows_per_second"] / table["rows_per_second"].iloc[-1])


def _seconds(answer: Answer, rows: slice) -> float:
    start = time.perf_counter()
    answer(rows)
    return time.perf_counter() - start
