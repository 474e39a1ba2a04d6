from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hitcast.attribution import feature_matrix
from hitcast.edge_cases import edge_cases
from hitcast.fields import to_days, to_feed
from hitcast.movies import features
from hitcast.movies.features import FEATURES, NUMBERS
from hitcast.movies.fields import FIELDS
from hitcast.movies.model import NODE, Trainer
from made_up_movies import SMALL

NAMES = [feature.name for feature in FEATURES]


def column(matrix, name):
    return matrix[:, NAMES.index(name)]


def test_every_feature_is_listed_with_its_input(model, movies):
    assert model.features(movies.frame).shape[1] == len(FEATURES) == len(set(NAMES))
    assert {name for feature in FEATURES for name in feature.inputs} == {field.name for field in FIELDS}


def test_the_graph_computes_the_same_bits(model, movies):
    for rows in (movies.frame, edge_cases(FIELDS, movies.frame), movies.frame.head(1)):
        np.testing.assert_array_equal(feature_matrix(model.to_onnx(), NODE, to_feed(FIELDS, rows)), model.features(rows))


@pytest.mark.parametrize("languages", [("", "en", "fr")])
def test_only_what_is_known_to_be_foreign_is(movies, languages):
    countries = [(), ("US", "FR"), ("FR", "GB")]
    frame = movies.frame.head(3).assign(original_language=languages, production_countries=countries)
    matrix = features.numbers(frame)

    assert column(matrix, "not in English").tolist() == [0, 0, 1]
    assert column(matrix, "not from the United States").tolist() == [0, 0, 1]


@pytest.mark.parametrize("iso", ["1870-01-01", "1970-01-01", "2012-02-29", "2012-06-15", "2100-12-31"])
def test_day_of_the_week_and_of_the_year(movies, iso):
    day = date.fromisoformat(iso)
    matrix = features.numbers(movies.frame.head(1).assign(release_date=float(to_days(iso))))

    assert column(matrix, "day of the week") == (day.weekday() - 3) % 7  # Thursday = 0
    distance = column(matrix, "day of the year")[0] - (day - day.replace(month=1, day=1)).days
    assert min(abs(distance), abs(abs(distance) - 365.25)) < 1.5


def test_a_missing_number_stays_missing(movies):
    matrix = features.numbers(movies.frame.head(1).assign(runtime=np.nan, release_date=np.nan))

    assert np.isnan(matrix[0, 1:5]).all() and not np.isnan(matrix[0, [0, 5, 6]]).any()


def test_new_year_is_the_first_of_january():
    days = [date(1916, 9, 4), date(2000, 1, 1), date(2015, 12, 31)]
    expected = [(d.replace(month=1, day=1) - date(1970, 1, 1)) / timedelta(days=1) for d in days]

    assert features.new_year(np.array([(d - date(1970, 1, 1)).days for d in days], float)).tolist() == expected


@pytest.mark.parametrize("row", [150, 260])
def test_a_movie_does_not_learn_from_its_own_or_a_later_revenue(movies, trainer, row):
    changed = movies.frame.copy()
    later = changed["release_date"] >= changed["release_date"][row]
    changed.loc[later, "revenue"] = 20_000.0 + 7 * changed.loc[later, "budget"] * (changed.index[later] % 2)
    other = Trainer(changed, 2.0, SMALL)
    place = int(trainer.usable[:row].sum())

    np.testing.assert_array_equal(other.features[: place + 1], trainer.features[: place + 1])
    assert not np.array_equal(other.features, trainer.features, equal_nan=True)


def test_training_rows_are_those_that_have_a_past(trainer):
    year = pd.to_datetime(trainer.history.day[trainer.usable], unit="D").year

    assert year.min() == SMALL.first_year
    assert len(trainer.features) == trainer.usable.sum()
    assert not np.isnan(trainer.features[:, : len(NUMBERS)]).any()
