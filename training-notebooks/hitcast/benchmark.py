"""Speed, side by side in one run: every contestant answers the same rows, in turns, on one thread."""

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
    """Median over the rounds: index = contestant; `one_row_us` microseconds for one row alone, `rows_per_second` for all
    `rows` at once, and `times_faster` in the batch than the last contestant."""
    seconds = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, answer in contestants.items():
            answer(slice(0, 1))
            single = _seconds(lambda: [answer(slice(i % rows, i % rows + 1)) for i in range(singles)]) / singles
            seconds[name].append((single, _seconds(lambda: answer(slice(0, rows)))))
    medians = {name: np.median(pairs, axis=0) for name, pairs in seconds.items()}
    slowest = list(medians.values())[-1][1]
    return pd.DataFrame.from_dict(
        {name: (single * 1e6, rows / batch, slowest / batch) for name, (single, batch) in medians.items()},
        orient="index",
        columns=["one_row_us", "rows_per_second", "times_faster"],
    )


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
