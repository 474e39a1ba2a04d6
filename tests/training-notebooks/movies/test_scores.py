import numpy as np
import pandas as pd
import pytest
from hitcast.movies import scores
from hitcast.movies.evaluation import Evaluation


@pytest.fixture(scope="module")
def evaluation(movies):
    random = np.random.default_rng(0)
    probability = random.random(300)
    rows = {"movie": np.arange(100, 400), "period": 2000, "base": 0.4, "probability": probability, "log_odds": probability}
    return Evaluation(pd.DataFrame(rows).assign(success=random.random(300) < probability), {}, [2000])


def test_ece_is_the_mean_distance_of_forecast_and_outcome_in_the_bins():
    probability = np.array([0.15, 0.15, 0.95, 0.95, 1.0, 1.0])
    success = np.array([False, False, True, True, True, False])

    assert scores.ece(probability, success) == pytest.approx((2 * 0.15 + 4 * abs(0.975 - 0.75)) / 6)


def test_chance_leaves_less_ece_to_more_movies():
    random = np.random.default_rng(0)
    few, many = (scores.ece_floor(random.random(n)) for n in (100, 10_000))

    assert 0.005 < many < 0.02 < few < 0.15


def test_a_perfect_forecast_is_near_the_floor(evaluation):
    figures = scores.by_period(evaluation).loc["2000-2001"]

    assert figures["movies"] == 300
    assert figures["ece"] < 2 * figures["ece_floor"]
    assert figures["brier"] < figures["brier_base"] and figures["auc"] > 0.75


def test_mean_and_pooled_stand_below_the_periods(evaluation):
    assert list(scores.by_period(evaluation).index) == ["2000-2001", scores.MEAN, scores.POOLED]


def test_groups_are_told_by_what_the_movies_are(evaluation, movies):
    table = scores.by_group(evaluation, movies.frame)
    documentaries = movies.frame["genres"][100:].map(lambda genres: "Documentary" in genres)

    assert table.loc["all tested", "movies"] == 300
    assert table.loc["documentaries", "movies"] == documentaries.sum() > 0
    assert table.loc[table.index.str.startswith("budget"), "movies"].sum() == 300
    assert table.loc["no cast, no director given", "movies"] == 0


def test_a_higher_threshold_calls_fewer_and_is_right_more_often(evaluation):
    table = scores.by_threshold(evaluation, (0.2, 0.8))

    assert table["called"].is_monotonic_decreasing and table["recall"].is_monotonic_decreasing
    assert table["precision"].is_monotonic_increasing
    success, called = evaluation.tested["success"], evaluation.tested["probability"] >= 0.8
    assert table.loc[0.8, "precision"] == (success & called).sum() / called.sum()
