import numpy as np
import pandas as pd
import pytest
from hitcast.songs import plots
from hitcast.songs.evaluation import ANY, ARTIST, CASES, Evaluation


@pytest.fixture(scope="module")
def evaluation():
    random = np.random.default_rng(0)
    rows = pd.DataFrame({"popularity": random.uniform(0, 100, 400), "case": np.repeat([ANY, ARTIST], 200), "fold": 0})
    rows["prediction"] = (rows["popularity"] + random.normal(0, 10, 400)).clip(0, 100)
    genre = np.tile(["folk", "pop"], 200)
    rows = rows.assign(new_album=random.random(400) < 0.8, track_genre=genre)
    return Evaluation(rows.assign(lower=rows["prediction"] - 10, upper=rows["prediction"] + 10), {}, 1)


def test_predicted_against_true_has_a_panel_a_case(evaluation):
    panels = plots.predicted_against_true(evaluation).axes[:3]

    assert [axes.get_title().split(",")[0] for axes in panels] == list(CASES)
    assert panels[0].collections[0].get_array().sum() == 200


def test_error_by_genre_shows_each_genre_in_two_cases(evaluation):
    axes = plots.error_by_genre(evaluation).axes[0]

    assert sorted(label.get_text() for label in axes.get_yticklabels()) == ["folk", "pop"]
    rows = evaluation.case(ANY).query("track_genre == 'pop'")
    drawn = dict(zip(axes.lines[0].get_ydata(), axes.lines[0].get_xdata()))
    assert drawn["pop"] == pytest.approx((rows["popularity"] - rows["prediction"]).abs().mean())


def test_interval_coverage_and_width_are_drawn_by_predicted_value(evaluation):
    left, right = plots.interval_coverage(evaluation).axes

    assert len(left.lines[0].get_xdata()) == 10
    assert right.lines[0].get_ydata() == pytest.approx([20] * 10)


def test_the_chosen_number_of_trees_is_marked():
    measured = {ANY: [0.7, 0.8], ARTIST: [0.6, 0.7], "megabytes": [1.0, 2.0], "one_row_us": [10.0, 20.0]}
    curve = pd.DataFrame(measured, index=[50, 100])

    panels = plots.accuracy_against_size(curve, 100).axes

    assert [panel.lines[2].get_xdata()[0] for panel in panels] == [100, 2.0, 20.0]
