import json
from dataclasses import replace

import numpy as np
import pytest
import tiny_model
from hitcast.candidate import Answered
from hitcast.errors import InvalidModel
from hitcast.fields import from_requests, to_feed
from hitcast.graph import run
from hitcast.parity import compare, compare_contributions, parity_document, valid_requests

FIELDS = tiny_model.FIELDS


@pytest.fixture(scope="module")
def candidate():
    return tiny_model.candidate()


def document(candidate):
    return parity_document(FIELDS, candidate.proof, candidate.edge_cases, candidate.tolerance, candidate.explanation)


def changed(values, row, value):
    copy = np.array(values)
    copy[row] = value
    return copy


def test_equal_answers_have_no_problems(candidate):
    parity = compare(candidate.onnx, FIELDS, candidate.proof.frame, candidate.proof.answers)
    assert parity.rows == 300
    assert max(parity.largest.values()) < tiny_model.TOLERANCE
    assert parity.problems(candidate.tolerance) == []


def test_the_largest_difference_is_found_and_named(candidate):
    answers = dict(candidate.proof.answers)
    answers["lower"] = changed(answers["lower"], 17, answers["lower"][17] + 2)
    parity = compare(candidate.onnx, FIELDS, candidate.proof.frame, answers)
    assert parity.differences["lower"].row == 17
    assert parity.largest["lower"] == pytest.approx(2, abs=1e-4)
    (problem,) = parity.problems(candidate.tolerance)
    assert problem.startswith("'lower' differs by 2 in row 17") and "allowed is 0.0001" in problem


def test_an_output_without_tolerance_must_be_equal(candidate):
    parity = compare(tiny_model.onnx_model(shift=0.5), FIELDS, candidate.proof.frame, candidate.proof.answers)
    assert parity.problems(dict.fromkeys(parity.largest, 0.6)) == []
    assert [problem[-12:] for problem in parity.problems({})] == ["allowed is 0"] * 3


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_an_answer_that_is_no_number_is_a_failure(candidate, value):
    answers = {name: changed(values, 3, value) for name, values in candidate.proof.answers.items()}
    parity = compare(candidate.onnx, FIELDS, candidate.proof.frame, answers)
    assert parity.differences["prediction"].row == 3
    assert set(parity.largest.values()) == {np.inf}
    assert len(parity.problems({"prediction": 1e9, "lower": 1e9, "upper": 1e9})) == 3


def test_nan_from_the_graph_and_the_library_is_a_failure_too(candidate):
    broken = tiny_model.onnx_model(shift=np.nan)
    answers = {name: np.full(300, np.nan) for name in candidate.proof.answers}
    assert (
        len(compare(broken, FIELDS, candidate.proof.frame, answers).problems({"prediction": 1e9, "lower": 1e9, "upper": 1e9}))
        == 3
    )


def test_labels_must_be_equal():
    candidate = tiny_model.candidate("classification")
    answers = dict(candidate.proof.answers)
    assert compare(candidate.onnx, FIELDS, candidate.proof.frame, answers).problems(candidate.tolerance) == []
    answers["label"] = changed(answers["label"], 5, "perhaps")
    (problem,) = compare(candidate.onnx, FIELDS, candidate.proof.frame, answers).problems(candidate.tolerance)
    assert "'label' differs by inf in row 5 (expected 'perhaps', got " in problem


def test_other_outputs_than_the_graph_has(candidate):
    with pytest.raises(
        InvalidModel, match=r"answers \['lower', 'prediction', 'upper'\]; the training library answers \['prediction'\]"
    ):
        compare(candidate.onnx, FIELDS, candidate.proof.frame, {"prediction": candidate.proof.answers["prediction"]})


def test_no_rows_prove_nothing(candidate):
    with pytest.raises(InvalidModel, match="no row"):
        compare(candidate.onnx, FIELDS, candidate.proof.frame[:0], {})


def test_many_rows_and_one(candidate):
    many = tiny_model.frame(300).sample(20_500, replace=True, random_state=0, ignore_index=True)
    assert run(candidate.onnx, to_feed(FIELDS, many))["prediction"].shape == (20_500,)
    assert run(candidate.onnx, to_feed(FIELDS, many[:1]))["prediction"].shape == (1,)
    with pytest.raises(InvalidModel, match="ONNX Runtime cannot run it"):
        run(b"no model", to_feed(FIELDS, many[:1]))


def test_contributions_from_the_file_are_those_of_the_definition(candidate):
    parity = compare_contributions(candidate.onnx, FIELDS, candidate.proof.frame, candidate.explanation)
    assert parity.rows == 30
    assert set(parity.largest) == {"length", "loud", "day", "style", "people", "base value"}
    assert max(parity.largest.values()) < 1e-6


def test_contributions_that_differ_are_found(candidate):
    values = candidate.explanation.contributions
    wrong = replace(candidate.explanation, contributions={**values, "day": changed(values["day"], 4, 99)}, base_value=31)
    problems = compare_contributions(candidate.onnx, FIELDS, candidate.proof.frame, wrong).problems(
        dict.fromkeys([*values, "base value"], 1e-3)
    )
    assert [problem.split()[0] for problem in problems] == ["'day'", "'base"]


def test_an_explanation_by_other_inputs(candidate):
    less = {name: values for name, values in candidate.explanation.contributions.items() if name != "day"}
    with pytest.raises(InvalidModel, match="the features come from the inputs"):
        compare_contributions(candidate.onnx, FIELDS, candidate.proof.frame, replace(candidate.explanation, contributions=less))
    with pytest.raises(InvalidModel, match="does not fit the graph"):
        features = candidate.explanation.features[:2]
        compare_contributions(candidate.onnx, FIELDS, candidate.proof.frame, replace(candidate.explanation, features=features))


def test_the_document_proves_a_server(candidate):
    written = json.loads(json.dumps(document(candidate)))
    cases = written["cases"]
    assert len(cases) >= 202
    assert sum("contributions" in case for case in cases) == 20
    assert {"length": 100.0, "loud": True, "day": "1900-01-01", "style": "ソウル", "people": ["Noch nie gesehen"]} in [
        c["request"] for c in cases
    ]
    frame = from_requests(FIELDS, [case["request"] for case in cases])
    answers = {name: np.array([case["answer"][name] for case in cases]) for name in candidate.tolerance}
    assert compare(candidate.onnx, FIELDS, frame, answers).problems(written["tolerance"]) == []
    for case in cases:
        if "contributions" in case:
            explained = written["base_value"] + sum(case["contributions"].values())
            assert explained == pytest.approx(case["answer"]["prediction"])


def test_the_requests_are_spread_over_the_rows_and_the_same_each_time(candidate):
    lengths = [case["request"]["length"] for case in document(candidate)["cases"]]
    assert lengths[0] == candidate.proof.frame["length"][0]
    assert candidate.proof.frame["length"].iloc[-1] in lengths
    assert document(candidate) == document(candidate)


def test_only_requests_that_a_server_accepts(candidate):
    frame = candidate.proof.frame.copy()
    frame.loc[frame.index < 120, "length"] = -1.0
    proof = Answered(frame, candidate.proof.answers)
    with pytest.raises(InvalidModel, match="needs 200 rows .* there are 180 and 18"):
        document(replace(candidate, proof=proof))
    assert all(case["request"]["length"] is not None for case in document(candidate)["cases"])


@pytest.mark.parametrize(
    "name, value, valid",
    [
        ("length", 100.0, True),
        ("length", 100.5, False),
        ("length", np.nan, False),
        ("loud", np.nan, True),
        ("loud", 0.5, False),
        ("day", -1.5, False),
        ("day", 1e9, False),
        ("style", " ", True),
        ("style", "a\x1fb", False),
        ("people", ("Ada", "Bo"), True),
        ("people", (" Ada",), False),
        ("people", ("",), False),
        ("people", ("a\x1fb",), False),
    ],
)
def test_valid_requests(name, value, valid):
    frame = tiny_model.frame(2)
    frame.at[1, name] = value
    assert valid_requests(FIELDS, frame).tolist() == [True, valid]


def test_answers_of_another_length_are_an_error(candidate):
    with pytest.raises(ValueError, match=r"the answers 'prediction' have the shape \(2,\); 300 rows need \(300,\)"):
        Answered(candidate.proof.frame, {"prediction": np.zeros(2)})
