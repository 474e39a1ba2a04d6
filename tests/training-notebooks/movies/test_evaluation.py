import numpy as np
import pandas as pd
import pytest
from hitcast.errors import DataError
from hitcast.movies import evaluation, scores
from hitcast.movies.replaced import HONEST, LEAKY
from made_up_movies import CUTOFFS


@pytest.fixture(scope="module")
def tested(movies, trainer):
    return evaluation.evaluate(movies, trainer, CUTOFFS, replaced_trees=20)


def test_each_movie_is_tested_in_the_period_of_its_release(tested, movies):
    answers = tested.answers
    year = pd.to_datetime(movies.frame["release_date"], unit="D").dt.year

    assert answers["movie"].is_unique
    assert (answers["movie"].map(year) - answers["period"]).isin([0, 1]).all()
    assert len(answers) == year.between(1998, 2007).sum()
    assert sorted(tested.tested["period"].unique()) == list(CUTOFFS)


def test_every_tested_movie_is_proved(tested):
    assert tested.differences["probability"] < 1e-6 and tested.differences["label"] == 0


def test_a_forecast_knows_nothing_of_its_period_or_later(tested, movies, trainer):
    first = evaluation.evaluate(movies, trainer, CUTOFFS[:1])
    expected = tested.answers[tested.answers["period"] == CUTOFFS[0]]

    np.testing.assert_array_equal(first.tested["probability"], expected["probability"])


def test_it_beats_the_base_rate_and_the_leaky_recipe_beats_all(tested):
    table = scores.by_period(tested)
    recipes = scores.against_replaced(tested)["auc"]

    assert (table["brier"] < table["brier_base"]).all()
    assert list(recipes.index) == [scores.MODEL, HONEST, LEAKY]
    assert recipes[LEAKY] > recipes[HONEST] > 0.5


def test_the_final_calibration_comes_from_the_latest_periods(tested):
    latest = tested.answers[tested.answers["period"] >= CUTOFFS[-1] + 2 - 6]
    found = tested.final_calibration

    assert found == evaluation.calibration.fit(latest["log_odds"].to_numpy(), latest["success"].to_numpy())


def test_no_calibration_knows_a_period_that_has_not_ended(movies, trainer):
    every_year = evaluation.evaluate(movies, trainer, [2004, 2005])
    alone = evaluation.evaluate(movies, trainer, [2004])
    answers = every_year.answers[every_year.answers["period"] == 2005]
    past = every_year.answers[every_year.answers["period"] < 2004]
    calibrated = evaluation.calibration.fit(past["log_odds"].to_numpy(), past["success"].to_numpy())

    np.testing.assert_array_equal(every_year.answers["probability"][: len(alone.answers)], alone.answers["probability"])
    np.testing.assert_allclose(answers["probability"], calibrated.probability(answers["log_odds"]))


def test_a_period_without_movies_is_refused(movies, trainer):
    with pytest.raises(
        DataError, match=r"movies.csv: has no successes or no failures before 2020, or in 2020 to 2021; choose other"
    ):
        evaluation.evaluate(movies, trainer, [2008, 2020])
