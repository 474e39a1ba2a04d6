"""The pictures of the card."""

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from sklearn.metrics import roc_auc_score, roc_curve

from ..plots import BLUE, GREY, ORANGE, figure
from . import replaced
from .evaluation import YEARS, Evaluation
from .scores import BINS


def roc(evaluation: Evaluation) -> Figure:
    """A curve a period on the left; beside it all periods together, with the replaced recipe where it was run."""
    drawn, (left, right) = figure(11, 4.8, columns=2, sharex=True, sharey=True)
    periods = list(evaluation.tested.groupby("period"))
    for colour, (period, rows) in zip(_shades(len(periods)), periods):
        _roc(left, rows, "probability", f"{period}-{period + YEARS - 1}", colour)
    everyone = {
        "probability": ("this model", BLUE),
        replaced.HONEST: (replaced.HONEST, GREY),
        replaced.LEAKY: (replaced.LEAKY, ORANGE),
    }
    for column, (name, colour) in everyone.items():
        if column in evaluation.tested:
            _roc(right, evaluation.tested, column, name, colour)
    for axes, title in ((left, "This model, by period"), (right, "All periods together")):
        axes.plot([0, 1], [0, 1], color="black", linewidth=1, linestyle=":")
        axes.set(title=title, xlabel="share of failures taken for successes", aspect="equal")
        axes.legend(loc="lower right", title="area under the curve", fontsize=8, title_fontsize=8)
    left.set_ylabel("share of successes found")
    return drawn


def calibration(evaluation: Evaluation) -> Figure:
    """What came true of each tenth of the scale: all periods with the range that chance allows, and each period."""
    drawn, (left, right) = figure(11, 4.8, columns=2, sharex=True, sharey=True)
    pooled = _bins(evaluation.tested)
    left.errorbar(
        pooled["forecast"],
        pooled["outcome"],
        1.96 * pooled["error"],
        fmt="o-",
        color=BLUE,
        capsize=3,
        label="outcome, with its 95 % range",
    )
    for _, row in pooled.iterrows():
        left.annotate(
            f"{row['movies']:.0f}",
            (row["forecast"], row["outcome"]),
            (6, -10),
            textcoords="offset points",
            fontsize=8,
            color=GREY,
        )
    periods = list(evaluation.tested.groupby("period"))
    for colour, (period, rows) in zip(_shades(len(periods)), periods):
        table = _bins(rows)
        right.plot(
            table["forecast"],
            table["outcome"],
            "o-",
            color=colour,
            markersize=3,
            linewidth=1,
            label=f"{period}-{period + YEARS - 1}",
        )
    for axes, title in ((left, "All periods; numbers are movies"), (right, "By period; bins of 10 movies or more")):
        axes.plot([0, 1], [0, 1], color="black", linewidth=1, linestyle=":")
        axes.set(title=title, xlabel="forecast probability", aspect="equal", xlim=(0, 1), ylim=(0, 1))
        axes.legend(loc="upper left", fontsize=8)
    left.set_ylabel("share that succeeded")
    return drawn


def groups(table: pd.DataFrame) -> Figure:
    """`table` of `scores.by_group`: how well each group is ranked, and forecast beside outcome."""
    table = table.iloc[::-1]
    names = [f"{name} ({row['movies']:.0f})" for name, row in table.iterrows()]
    drawn, (left, right) = figure(11, 1.2 + 0.32 * len(table), columns=2, sharey=True)
    bars = left.barh(names, table["auc"], color=BLUE)
    left.bar_label(bars, fmt="%.2f", padding=3, color=GREY)
    left.set(title="Ranking", xlabel="AUC; 0.5 is a coin", xlim=(0.4, 0.9))
    right.plot(table["successes"], names, "o", color=ORANGE, label="share that succeeded")
    right.plot(table["forecast"], names, "o", color=BLUE, label="mean forecast")
    right.set(title="Level", xlabel="probability", xlim=(0.2, 0.8))
    right.grid(axis="x", alpha=0.3)
    right.legend(loc="best", fontsize=8)
    return drawn


def _roc(axes, rows: pd.DataFrame, column: str, name: str, colour) -> None:
    false, true, _ = roc_curve(rows["success"], rows[column])
    axes.plot(false, true, color=colour, linewidth=1.5, label=f"{name}: {roc_auc_score(rows['success'], rows[column]):.2f}")


def _bins(rows: pd.DataFrame, least: int = 10) -> pd.DataFrame:
    """Tenths of the scale with at least `least` movies: `forecast`, `outcome`, its standard `error`, `movies`."""
    number = np.minimum((rows["probability"] * BINS).astype(int), BINS - 1)
    table = rows.groupby(number).agg(forecast=("probability", "mean"), outcome=("success", "mean"), movies=("success", "size"))
    table["error"] = np.sqrt(table["forecast"] * (1 - table["forecast"]) / table["movies"])
    return table[table["movies"] >= least]


def _shades(count: int) -> np.ndarray:
    """Colours from early to late."""
    return matplotlib.colormaps["viridis"](np.linspace(0, 0.85, count))
