import numpy as np
import pandas as pd
from hitcast.plots import importance, markdown


def test_importance_orders_inputs_by_their_mean_absolute_contribution():
    axes = importance({"small": np.array([0.1, -0.1]), "large": np.array([-3.0, 1.0])}, "points").axes[0]

    assert [label.get_text() for label in axes.get_yticklabels()] == ["small", "large"]
    assert [bar.get_width() for bar in axes.patches] == [0.1, 2.0]
    assert axes.get_xlabel() == "mean absolute contribution, points"


def test_a_table_has_a_row_an_index_and_the_columns_asked_for():
    table = pd.DataFrame({"a": [0.5, 1], "b": [1000, 2], "c": [0, 0]}, index=["x", "y"])

    assert markdown(table, {"b": "{:,.0f}", "a": "{:.0%}"}, "who") == (
        "| who | b | a |\n|---|---:|---:|\n| x | 1,000 | 50% |\n| y | 2 | 100% |"
    )
