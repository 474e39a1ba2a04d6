"""Pictures and tables that every model's card shows."""

from typing import Mapping

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.figure import Figure

BLUE, ORANGE, GREY = "#2563a8", "#d9772b", "#8a8f98"
STYLE = {"axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True, "font.size": 10}


def figure(width: float = 7, height: float = 4.5, columns: int = 1, **options) -> tuple[Figure, np.ndarray]:
    """A figure of the given size in inches with `columns` axes side by side (an array [columns]).

    It belongs to no window and to no notebook output, so nothing has to be closed.
    """
    with matplotlib.rc_context(STYLE):
        drawn = Figure(figsize=(width, height), layout="constrained")
        return drawn, np.ravel(drawn.subplots(1, columns, **options))


def importance(contributions: Mapping[str, np.ndarray], unit: str) -> Figure:
    """Mean absolute SHAP value of each raw input; `contributions`: raw input -> array [N]."""
    means = pd.Series({name: np.abs(values).mean() for name, values in contributions.items()}).sort_values()
    drawn, (axes,) = figure(height=0.6 + 0.3 * len(means))
    bars = axes.barh(means.index, means, color=BLUE)
    axes.bar_label(bars, fmt="%.2f", padding=3, color=GREY)
    axes.set(title="What moves the answer", xlabel=f"mean absolute contribution, {unit}")
    return drawn


def markdown(table: pd.DataFrame, formats: Mapping[str, str], index: str) -> str:
    """A Markdown table of the columns that `formats` names (column -> format such as "{:.3f}"), in that order.

    `index` heads the first column.
    """
    head = f"| {index} | {' | '.join(formats)} |\n|---|{'---:|' * len(formats)}"
    cells = ([form.format(row[name]) for name, form in formats.items()] for _, row in table.iterrows())
    return "\n".join([head, *(f"| {name} | {' | '.join(row)} |" for name, row in zip(table.index, cells))])
