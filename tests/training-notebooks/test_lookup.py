import numpy as np
import onnxruntime as ort
import pandas as pd
import pytest
import spox
from hitcast.fields import LIST_SEPARATOR
from hitcast.lookup import Lookup, Names, features_to_onnx, on_grid

NAMES = np.array(["a", "b", "ç", "東京", "d e"], dtype=object)
COLUMNS = ("x", "y")
FIGURES = on_grid(np.random.default_rng(0).normal(size=(5, 2)) * 40)
COMBINE = {"first": COLUMNS, "mean": ("y",), "min": ("x",), "max": COLUMNS, "count": ()}
LISTS = [("a", "b"), (), ("zz",), ("東京", "?", "ç"), ("",), ("a", ""), ("b",) * 300]
NAN = np.nan


def in_onnx(lookup, texts):
    argument = spox.argument(spox.Tensor(str, ("N", 1)))
    session = ort.InferenceSession(
        spox.build({"texts": argument}, {"features": features_to_onnx([lookup], [argument])}).SerializeToString()
    )
    return session.run(None, {"texts": np.array(texts, dtype=object).reshape(-1, 1)})[0]


@pytest.mark.parametrize("rows", [LISTS, LISTS[1:2], LISTS[4:5], LISTS[:1]], ids=["all", "no names", "empty name", "one"])
def test_lists_give_the_same_bits_in_onnx(rows):
    lookup = Lookup(NAMES, FIGURES, COLUMNS, COMBINE, LIST_SEPARATOR)
    expected = lookup.transform(Names.split(pd.Series(rows), LIST_SEPARATOR))

    np.testing.assert_array_equal(in_onnx(lookup, [LIST_SEPARATOR.join(row) for row in rows]), expected)


@pytest.mark.parametrize("separator", [None, " "])
def test_texts_give_the_same_bits_in_onnx(separator):
    texts = ["a", "", "d e", "a  ç b", " ", "東京 a", "zz"]
    lookup = Lookup(NAMES, FIGURES, COLUMNS, COMBINE, separator)

    np.testing.assert_array_equal(in_onnx(lookup, texts), lookup.transform(Names.split(pd.Series(texts), separator)))


def test_names_are_combined_as_documented():
    lookup = Lookup(np.array(["a", "b"], dtype=object), np.array([[1, 2], [3, 5]], np.float32), COLUMNS, COMBINE, LIST_SEPARATOR)
    column = pd.Series([("b", "?", "a"), ("?", "a"), ()])

    expected = [[3, 5, 3.5, 1, 3, 5, 2], [NAN, NAN, 2, 1, 1, 2, 1], [NAN, NAN, NAN, 1e9, -1e9, -1e9, 0]]

    np.testing.assert_array_equal(lookup.transform(Names.split(column, LIST_SEPARATOR)), np.array(expected, np.float32))


def test_names_of_some_rows_are_those_rows_names():
    names = Names.split(pd.Series(LISTS), LIST_SEPARATOR)
    some = names.of(np.array([False, True, False, True, False, True, False]))

    assert [(row, some.unique[code]) for row, code in zip(some.row, some.code)] == [
        (0, ""), (1, "東京"), (1, "?"), (1, "ç"), (2, "a"), (2, ""),
    ]  # fmt: skip
    assert some.rows == 3


def test_figures_are_rounded_to_256ths():
    assert on_grid([0.001, 0.003, -1.4999]).tolist() == [0, 1 / 256, -1.5]


@pytest.mark.parametrize("rows", [LISTS, LISTS[1:2], LISTS[4:5], LISTS[:1]], ids=["all", "no names", "empty name", "one"])
@pytest.mark.parametrize("limit", [None, 2])
def test_sums_and_means_of_the_first_names_give_the_same_bits_in_onnx(rows, limit):
    lookup = Lookup(NAMES, FIGURES, COLUMNS, {"sum": COLUMNS, "mean": ("y",)}, LIST_SEPARATOR, limit)
    expected = lookup.transform(Names.split(pd.Series(rows), LIST_SEPARATOR, limit))

    np.testing.assert_array_equal(in_onnx(lookup, [LIST_SEPARATOR.join(row) for row in rows]), expected)


def test_names_beyond_the_limit_do_not_count():
    lookup = Lookup(
        np.array(["a", "b"], dtype=object), np.array([[1, 2], [3, 5]], np.float32), COLUMNS, {"sum": ("x",)}, LIST_SEPARATOR, 2
    )
    column = pd.Series([("a", "b", "a"), ("?", "a", "b"), ()])

    assert lookup.transform(Names.split(column, LIST_SEPARATOR, 2)).ravel().tolist() == [4, 1, 0]
