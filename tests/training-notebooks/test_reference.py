import numpy as np
import pandas as pd
import pytest
import tiny_model
from hitcast.candidate import Answered
from hitcast.errors import InvalidModel
from hitcast.reference import commonest, distribution, reference_document

TABLE = tiny_model.frame(500)


@pytest.fixture(scope="module")
def document():
    return reference_document(tiny_model.FIELDS, Answered(TABLE, tiny_model.answers(TABLE, "classification")))


def counted(values, edges):
    """Values by bin, by the definition in onnx-models/README.md."""
    bounds = [-np.inf, *edges, np.inf]
    return [sum(low < value <= high for value in np.float32(values)) for low, high in zip(bounds, bounds[1:])]


@pytest.mark.parametrize(
    "values",
    [
        np.random.default_rng(0).normal(size=1000),
        np.random.default_rng(0).normal(size=7),
        np.r_[np.zeros(700), np.linspace(0.1, 1, 300)],
        np.r_[np.linspace(0, 0.1, 300), np.ones(700)],
        np.r_[np.full(50, np.nan), np.arange(50) % 3],
        np.array([0.1]),
    ],
)
def test_shares_of_a_number(values):
    found = distribution(values)
    known = values[~np.isnan(values)]
    assert len(found["shares"]) == len(found["edges"]) + 1 <= 10
    assert sum(found["shares"]) + found["missing"] == pytest.approx(1, abs=1e-12)
    assert min(found["shares"]) > 0
    np.testing.assert_allclose(found["shares"], np.array(counted(known, found["edges"])) / len(values))
    assert found["minimum"] == np.float32(known.min()) and found["maximum"] == np.float32(known.max())
    assert found["mean"] == pytest.approx(known.mean(), abs=1e-6)


def test_ten_even_bins_where_values_differ():
    assert distribution(np.random.default_rng(0).normal(size=1000))["shares"] == [0.1] * 10


def test_every_input_and_output_is_there(document):
    assert document["rows"] == 500
    assert [(name, entry["kind"]) for name, entry in document["inputs"].items()] == [(f.name, f.kind) for f in tiny_model.FIELDS]
    assert [(name, entry["kind"]) for name, entry in document["outputs"].items()] == [
        ("probability", "number"),
        ("label", "category"),
    ]


def test_flag(document):
    loud = document["inputs"]["loud"]
    assert loud["missing"] == pytest.approx(TABLE["loud"].isna().mean())
    assert loud["shares"] == {"0": (TABLE["loud"] == 0).mean(), "1": (TABLE["loud"] == 1).mean()}
    assert sum(loud["shares"].values()) + loud["missing"] == pytest.approx(1)


def test_category(document):
    style = document["inputs"]["style"]
    assert style["missing"] == pytest.approx((TABLE["style"] == "").mean())
    assert style["distinct"] == 3
    assert style["shares"]["Ünknown"] == (TABLE["style"] == "Ünknown").mean()
    assert sum(style["shares"].values()) + style["other"] + style["missing"] == pytest.approx(1)


def test_list(document):
    people, lengths = document["inputs"]["people"], TABLE["people"].map(len)
    assert people["missing"] == pytest.approx((lengths == 0).mean())
    assert people["shares"]["Ada"] == TABLE["people"].map(lambda names: "Ada" in names).sum() / lengths.sum()
    assert sum(people["shares"].values()) + people["other"] == pytest.approx(1)
    assert people["length"]["mean"] == lengths.mean() and people["length"]["edges"] == [0, 1, 2]


def test_rare_values_are_counted_together():
    names = [f"name {i}" for i in range(80)] + ["often"] * 20
    table = TABLE[:100].assign(style=pd.Series(names, dtype=object))
    style = reference_document(tiny_model.FIELDS, Answered(table, {}))["inputs"]["style"]
    assert len(style["shares"]) == 50 and style["distinct"] == 81
    assert next(iter(style["shares"].items())) == ("often", 0.2)
    assert style["other"] == pytest.approx(0.31)


def test_equal_counts_stand_in_the_order_of_the_values():
    assert commonest(["b", "c", "a", "c"], 3) == [("c", 2), ("a", 1), ("b", 1)]


@pytest.mark.parametrize("name, nothing", [("length", np.nan), ("loud", np.nan), ("style", ""), ("people", ())])
def test_an_input_without_any_value(name, nothing):
    table = TABLE.assign(**{name: pd.Series([nothing] * len(TABLE))})
    with pytest.raises(InvalidModel, match=f"'{name}' has no value anywhere in the training data: leave it out"):
        reference_document(tiny_model.FIELDS, Answered(table, {}))
