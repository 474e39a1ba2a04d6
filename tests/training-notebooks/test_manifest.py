import copy
import json

import jsonschema
import numpy as np
import onnx
import pytest
import tiny_model
from hitcast.errors import InvalidModel
from hitcast.manifest import SCHEMA, broken_promises, build_manifest, check_manifest, fields_of
from hitcast.repository import to_json

GATE = {
    "rows": 303,
    "largest_difference": {"prediction": 0.0},
    "contributions": {"rows": 30, "largest_difference": 0.0},
    "previous": None,
    "forced": None,
}
HASHES = dict.fromkeys(["model.onnx", "parity.json", "reference.json", "card.md", "plots/points.png"], "0" * 64)
GRAPH = {task: tiny_model.onnx_model(task) for task in ("regression", "classification")}


@pytest.fixture(scope="module")
def manifests():
    built = {task: build_manifest(tiny_model.candidate(task), 1, GATE, HASHES) for task in GRAPH}
    return {task: json.loads(to_json(manifest)) for task, manifest in built.items()}


@pytest.mark.parametrize("task", GRAPH)
def test_a_built_manifest_is_valid(manifests, task):
    check_manifest(manifests[task], GRAPH[task])
    assert ("interval" in manifests[task], "threshold" in manifests[task]) == (task == "regression", task == "classification")


def test_it_is_the_same_each_time(manifests):
    assert json.loads(to_json(build_manifest(tiny_model.candidate(), 1, GATE, HASHES))) == manifests["regression"]


def test_what_training_held(manifests):
    seen = {entry["name"]: entry["seen"] for entry in manifests["regression"]["inputs"]}
    table = tiny_model.frame(500, seed=1)
    assert seen["length"]["range"]["maximum"] == table["length"].max()
    assert (table["length"] < seen["length"]["range"]["p01"]).mean() == pytest.approx(0.01, abs=0.002)
    assert seen["day"]["range"]["minimum"] == str(np.datetime64(int(table["day"].min()), "D"))
    assert seen["day"]["missing"] == table["day"].isna().mean()
    assert seen["loud"] == {"missing": table["loud"].isna().mean()}
    assert sorted(seen["style"]["commonest"]) == ["pop", "rock", "Ünknown"] and seen["style"]["distinct"] == 3
    assert seen["people"]["commonest"][0] == table["people"].explode().value_counts().index[0]


def test_fields_come_back(manifests):
    assert fields_of(manifests["regression"]) == tiny_model.FIELDS


def test_versions_of_libraries(manifests):
    assert manifests["regression"]["libraries"]["onnx"] == onnx.__version__
    assert "scikit-learn" in manifests["regression"]["libraries"]


@pytest.mark.parametrize(
    "path, value, problem",
    [
        ("format", 2, "format: 1 was expected"),
        ("name", "../else", "name: '../else' does not match"),
        ("version", 0, "version: 0 is less than the minimum of 1"),
        ("created", "today", "the whole: Additional properties are not allowed ('created' was unexpected)"),
        ("inputs/0/kind", "text", "inputs/0/kind: 'text' is not one of"),
        ("inputs/0/colour", "red", "inputs/0: Additional properties are not allowed ('colour' was unexpected)"),
        ("inputs/0/minimum", "0", "inputs/0/minimum: '0' is not of type 'number', 'null'"),
        ("inputs/0/minimum", 200, "inputs/0/minimum: is above the maximum of 'length'"),
        ("inputs/0/example", 200, "inputs/0/example: 200 is not a value that 'length' takes"),
        ("inputs/0/example", None, "inputs/0/example: None is not of type 'number'"),
        ("inputs/0/onnx_type", "string", "inputs/0/onnx_type: 'float' was expected"),
        ("inputs/1/name", "length", "inputs: two have the same name"),
        ("inputs/1/example", 1, "inputs/1/example: 1 is not of type 'boolean'"),
        ("inputs/2/example", "3 Feb 2001", "inputs/2/example: '3 Feb 2001' does not match"),
        ("inputs/2/example", "2001-02-31", "inputs/2/example: '2001-02-31' is not a 'date'"),
        ("inputs/2/seen/range/p01", 5, "inputs/2/seen/range/p01: 5 is not of type 'string'"),
        ("inputs/3/separator", ";", "inputs/3/separator: None was expected"),
        ("inputs/1/seen/range", {}, "inputs/1/seen/range: does not belong here"),
        ("inputs/0/seen/range/p01", "1970-01-01", "inputs/0/seen/range/p01: '1970-01-01' is not of type 'number'"),
        ("inputs/3/seen", {"missing": 0}, "inputs/3/seen: 'distinct' is a required property"),
        ("inputs/4/example", "Ada;Bo", "inputs/4/example: 'Ada;Bo' is not of type 'array'"),
        ("inputs/4/example", [" Ada"], "inputs/4/example: [' Ada'] is not a value that 'people' takes"),
        ("outputs/0/name", "answer", "outputs/0/name: 'answer' is not one of"),
        ("outputs/0/values", ["a", "b"], "outputs/0/values: None was expected"),
        ("interval/level", 90, "interval/level: 90 is greater than or equal to the maximum of 1"),
        ("threshold", 0.5, "threshold: does not belong here"),
        ("task", "classification", "the whole: 'threshold' is a required property"),
        ("metrics/primary/value", "good", "metrics/primary/value: 'good' is not of type 'number'"),
        ("training_data/files/0/sha256", "0", "training_data/files/0/sha256: '0' does not match"),
        ("training_data/period", ["2001-01-01"], "training_data/period: ['2001-01-01'] is too short"),
        ("explanation/features/2/inputs", ["stile"], "explanation/features/2/inputs: 'stile' is no input of the model"),
        ("gate/rows", 199, "gate/rows: 199 is less than the minimum of 200"),
        ("onnx/ir_version", 11, "onnx/ir_version: 11 is greater than the maximum of 10"),
        ("onnx/opsets/com.microsoft", 1, "onnx/opsets: Additional properties are not allowed ('com.microsoft' was unexpected)"),
        ("files/../x", "0" * 64, "files: '../x' does not match"),
    ],
)
def test_a_wrong_value_is_named_by_its_path(manifests, path, value, problem):
    manifest = copy.deepcopy(manifests["regression"])
    *way, last = ["files", "../x"] if path == "files/../x" else path.split("/")
    place = manifest
    for step in way:
        place = place[int(step) if isinstance(place, list) else step]
    place[int(last) if isinstance(place, list) else last] = value
    with pytest.raises(InvalidModel) as refused:
        check_manifest(manifest, GRAPH["regression"])
    assert f"manifest.json: {problem}" in str(refused.value)


@pytest.mark.parametrize(
    "name", ["format", "inputs", "outputs", "interval", "metrics", "training_data", "explanation", "gate", "files"]
)
def test_what_is_lacking_is_named(manifests, name):
    manifest = {key: value for key, value in manifests["regression"].items() if key != name}
    with pytest.raises(InvalidModel, match=f"the whole: '{name}' is a required property"):
        check_manifest(manifest, GRAPH["regression"])


def test_outputs_in_another_order(manifests):
    manifest = manifests["regression"] | {"outputs": manifests["regression"]["outputs"][::-1]}
    with pytest.raises(InvalidModel, match="a regression answers .*in this order"):
        check_manifest(manifest, GRAPH["regression"])


def test_many_problems_are_counted(manifests):
    manifest = copy.deepcopy(manifests["regression"])
    for entry in manifest["inputs"]:
        entry |= {"kind": "?", "description": ""}
    with pytest.raises(InvalidModel, match=r"\(and \d+ more\)"):
        check_manifest(manifest, GRAPH["regression"])


def test_nan_is_no_json(manifests):
    with pytest.raises(InvalidModel, match="metrics/figures/any row/R2/mean: nan is not a number that JSON knows"):
        to_json({"metrics": {"figures": {"any row": {"R2": {"mean": np.float32("nan")}}}}})


@pytest.mark.parametrize(
    "task, change, problem",
    [
        ("regression", {"prediction": 101.0, "upper": 102.0}, "'prediction' leaves its limits -10 to 100"),
        ("regression", {"lower": 60.0}, "'prediction' lies outside its interval in 3 rows, the first of them 0"),
        ("classification", {"probability": np.nan}, "'probability' leaves its limits 0 to 1"),
        ("classification", {"label": "miss"}, "'label' does not follow from the threshold in 2 rows, the first of them 1"),
    ],
)
def test_answers_that_break_what_the_manifest_says(manifests, task, change, problem):
    answers = {
        "regression": {"prediction": np.full(3, 50.0), "lower": np.full(3, 40.0), "upper": np.full(3, 55.0)},
        "classification": {"probability": np.array([0.2, 0.3, 0.9]), "label": np.array(["miss", "hit", "hit"], dtype=object)},
    }[task]
    assert list(broken_promises(manifests[task], answers, {})) == []
    broken = answers | {name: np.full(3, value) for name, value in change.items()}
    assert problem in list(broken_promises(manifests[task], broken, {}))


def test_every_property_of_the_schema_is_described_and_every_object_closed():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    described = 0
    stack = [schema]
    while stack:
        part = stack.pop()
        if isinstance(part, list):
            stack += part
        elif isinstance(part, dict):
            if "object" in part.get("type", ()):
                assert "additionalProperties" in part, part
                for name, entry in part.get("properties", {}).items():
                    assert entry.get("description"), name
                    described += 1
            stack += part.values()
    assert described > 60
