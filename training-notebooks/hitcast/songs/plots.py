"""The pictures of the card."""

import numpy as np
import pandas as pd
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure

from ..plots import BLUE, GREY, ORANGE, figure
from .evaluation import ANY, CASES, Evaluation
from .interval import LEVEL


def predicted_against_true(evaluation: Evaluation) -> Figure:
    """Where the test rows lie, a panel a case; darker is more, on one logarithmic scale."""
    drawn, panels = figure(12, 4.2, columns=3, sharex=True, sharey=True)
    counts = LogNorm(1, max(len(evaluation.case(ANY)) / 20, 10))
    for axes, case in zip(panels, CASES):
        rows = evaluation.case(case)
        cells = axes.hexbin(
            rows["popularity"], rows["prediction"], gridsize=40, norm=counts, mincnt=1, cmap="Blues", extent=(0, 100, 0, 100)
        )
        axes.plot([0, 100], [0, 100], color=ORANGE, linewidth=1)
        axes.set(title=f"{case}, {len(rows):,} rows", xlabel="true popularity")
    panels[0].set_ylabel("predicted popularity")
    drawn.colorbar(cells, ax=panels, label="rows")
    return drawn


def error_by_genre(evaluation: Evaluation) -> Figure:
    """Mean absolute error of each genre, for known and for new artists."""
    by_case = {case: _errors(evaluation.case(case)).groupby(evaluation.case(case)["track_genre"]).mean() for case in CASES[:2]}
    table = pd.DataFrame(by_case).sort_values(CASES[1])
    drawn, (axes,) = figure(7.5, 1 + 0.22 * len(table))
    axes.hlines(table.index, table.min(axis=1), table.max(axis=1), color=GREY, linewidth=1)
    for case, colour in zip(CASES[:2], (BLUE, ORANGE)):
        axes.plot(table[case], table.index, "o", color=colour, label=case)
    axes.set(title="Error by genre", xlabel="mean absolute error, points of popularity", xlim=(0, None))
    axes.margins(y=0.02)
    axes.grid(axis="x", alpha=0.3)
    axes.legend(loc="lower right")
    return drawn


def interval_coverage(evaluation: Evaluation) -> Figure:
    """Coverage and width of the interval in tenths of the rows by predicted value."""
    drawn, (left, right) = figure(11, 4.2, columns=2)
    for case, colour in zip(CASES, (BLUE, ORANGE, GREY)):
        rows = evaluation.case(case)
        bins = pd.qcut(rows["prediction"].rank(method="first"), 10)
        inside = rows["popularity"].between(rows["lower"], rows["upper"])
        middle = rows["prediction"].groupby(bins, observed=True).mean()
        left.plot(middle, inside.groupby(bins, observed=True).mean(), "o-", color=colour, label=case)
        right.plot(middle, (rows["upper"] - rows["lower"]).groupby(bins, observed=True).mean(), "o-", color=colour, label=case)
    left.axhline(LEVEL, color="black", linewidth=1, linestyle=":")
    left.set(title=f"Share inside the {LEVEL:.0%} interval", xlabel="predicted popularity", ylabel="coverage", ylim=(0.6, 1.01))
    right.set(title="Width of the interval", xlabel="predicted popularity", ylabel="points of popularity", ylim=(0, None))
    left.legend(loc="lower right")
    return drawn


def accuracy_against_size(curve: pd.DataFrame, trees: int) -> Figure:
    """R² against the number of trees, the file's size and the time for one row; the chosen number is marked."""
    drawn, panels = figure(12, 3.8, columns=3, sharey=True)
    labels = {"trees": "trees", "megabytes": "size of model.onnx, MB", "one_row_us": "one row, microseconds"}
    for axes, (column, label) in zip(panels, labels.items()):
        x = curve.index if column == "trees" else curve[column]
        for case, colour in zip(CASES[:2], (BLUE, ORANGE)):
            axes.plot(x, curve[case], "o-", color=colour, label=case, markersize=4)
        axes.axvline(trees if column == "trees" else curve.loc[trees, column], color="black", linewidth=1, linestyle=":")
        axes.set(xlabel=label)
        axes.grid(alpha=0.3)
    panels[0].set(ylabel="R² on unseen tracks", title=f"Why {trees} trees")
    panels[0].legend(loc="lower right")
    return drawn


def _errors(rows: pd.DataFrame) -> pd.Series:
    return np.abs(rows["popularity"] - rows["prediction"])
