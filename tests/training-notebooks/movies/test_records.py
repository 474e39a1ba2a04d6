"""The tables of names against plain Python."""

from math import exp, log

import numpy as np
import pytest
from hitcast.fields import to_days
from hitcast.movies.records import EXTREME, FADING, FAMILIES, FIGURES, HALF_LIFE, INFLATION, PENALTY, VERY_EXTREME, YEAR

DAY = to_days("2001-01-01")


@pytest.fixture(scope="module")
def tables(trainer):
    return dict(zip((family.field for family in FAMILIES), trainer.history.before(DAY)))


def plain(frame, family, name):
    """What the movies of a name earned before DAY: rate, return and revenue, as `records` defines them."""
    past = frame[frame["release_date"] < DAY].assign(ret=lambda f: np.log(f["revenue"] / f["budget"]))
    past["hit"] = past["revenue"] >= 2 * past["budget"]
    mine = past[[name in names[: family.limit] for names in past[family.field]]]
    fading = [exp((day - DAY) / YEAR / FADING) for day in mine["release_date"]]
    hits = sum(f * hit for f, hit in zip(fading, mine["hit"]))
    returns = [min(max(ret, -VERY_EXTREME), VERY_EXTREME) for ret in mine["ret"]]
    mean_return = past["ret"].clip(-VERY_EXTREME, VERY_EXTREME).mean()
    prices = [INFLATION * (day - to_days("2000-01-01")) / YEAR for day in mine["release_date"]]
    k = family.smoothing
    return {
        "rate": (hits + k * past["hit"].mean()) / (sum(fading) + k),
        "return": (sum(returns) + k * mean_return) / (len(returns) + k),
        "revenue": sum(log(r) - p for r, p in zip(mine["revenue"], prices)) / len(mine),
    }


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.field)
def test_figures_are_those_of_the_names_earlier_movies(tables, movies, family):
    table = tables[family.field]
    for i in range(0, len(table.names), max(1, len(table.names) // 5)):
        for figure, value in plain(movies.frame, family, table.names[i]).items():
            assert table.figures[i, FIGURES.index(figure)] == pytest.approx(value, abs=1 / 500)


def test_weights_solve_the_ridge_regression(trainer, tables):
    history = trainer.history
    movies = int((history.day < DAY).sum())
    x = np.concatenate([history.design[:movies].toarray(), history.controls[:movies]], axis=1)
    y = history.log_return[:movies].clip(-EXTREME, EXTREME)
    w = 0.5 ** ((DAY - history.day[:movies]) / YEAR / HALF_LIFE)
    x, y = x - np.average(x, axis=0, weights=w), y - np.average(y, weights=w)
    solved = np.linalg.solve(x.T @ (w[:, None] * x) + PENALTY * np.eye(x.shape[1]), x.T @ (w * y))

    start = 0
    for family, names in zip(FAMILIES, history.names):
        expected = dict(zip(names.unique, 100 * family.spread * solved[start : start + len(names.unique)]))
        table = tables[family.field]
        found = table.figures[:, FIGURES.index("weight")]
        np.testing.assert_allclose(found, [expected[name] for name in table.names], atol=0.3)  # percent
        assert np.abs(found).max() > 1
        start += len(names.unique)


def test_only_names_of_earlier_movies_are_known(tables, movies):
    past = movies.frame[movies.frame["release_date"] < DAY]

    assert set(tables["directors"].names) == {name for names in past["directors"] for name in names}
    assert "" not in tables["cast"].names
