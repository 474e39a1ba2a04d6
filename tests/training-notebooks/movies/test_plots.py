import numpy as np
import pandas as pd
import pytest
from hitcast.movies import plots, scores
from hitcast.movies.evaluation import Evaluation
from hitcast.movies.replaced import LEAKY


@pytest.fixture(scope="module")
def evaluation():
    random = np.random.default_rng(0)
    probability = random.random(400)
    rows = pd.DataFrame(
        {"movie": np.arange(400), "period": np.repeat([2000, 2002], 200), "base": 0.5, "probability": probability}
    )
    rows["success"] = random.random(400) < probability
    return Evaluation(rows.assign(log_odds=probability, **{LEAKY: rows["success"] * 0.9}), {}, [2000, 2002])


def test_roc_has_a_curve_a_period_and_one_a_recipe(evaluation):
    left, right = plots.roc(evaluation).axes
    auc = scores.by_period(evaluation)["auc"]

    assert [text.get_text() for text in left.get_legend().get_texts()] == [
        f"{p}: {auc[p]:.2f}" for p in ("2000-2001", "2002-2003")
    ]
    assert [text.get_text().split(":")[0] for text in right.get_legend().get_texts()] == ["this model", LEAKY]


def test_calibration_shows_what_came_true_in_each_bin(evaluation):
    left, right = plots.calibration(evaluation).axes
    line = left.containers[0].lines[0]
    rows = evaluation.tested.query("0.3 <= probability < 0.4")

    assert line.get_xdata()[3] == pytest.approx(rows["probability"].mean())
    assert line.get_ydata()[3] == pytest.approx(rows["success"].mean())
    assert len(right.lines) == 3  # two periods and the diagonal


def test_groups_are_drawn_with_their_size(evaluation):
    table = pd.DataFrame(
        {"movies": [40, 7], "successes": [0.5, 0.6], "forecast": [0.4, np.nan], "auc": [0.7, 0.6]}, ["all", "few"]
    )

    left, right = plots.groups(table).axes

    assert [label.get_text() for label in left.get_yticklabels()] == ["few (7)", "all (40)"]
    assert [bar.get_width() for bar in left.patches] == [0.6, 0.7]
    assert right.lines[0].get_xdata().tolist() == [0.6, 0.5]
