"""manifest.json: what a caller and a server must know of a published version."""

import json
import platform
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np

from .candidate import OUTPUTS, Answered, Candidate
from .fields import NUMERIC_KINDS, Field, from_requests, to_iso
from .graph import check_graph, load, refuse
from .parity import valid_requests
from .reference import commonest

FORMAT = 1
SCHEMA = Path(__file__).parents[2] / "onnx-models" / "manifest.schema.json"
LIBRARIES = ("numpy", "onnx", "onnxruntime", "pandas", "spox")
COMMONEST = 200


def build_manifest(candidate: Candidate, number: int, gate: Mapping[str, Any], hashes: Mapping[str, str]) -> dict[str, Any]:
    """The manifest of version `number`. `gate`: how the candidate passed; `hashes`: file name -> hex SHA-256.

    It holds no time of creation: the same data and the same libraries give the same file.
    """
    model = load(candidate.onnx)
    explanation = candidate.explanation
    return {
        "format": FORMAT,
        "name": candidate.name,
        "version": number,
        "task": candidate.task,
        "title": candidate.title,
        "summary": candidate.summary,
        "inputs": [_input(field, candidate.training) for field in candidate.fields],
        "outputs": [asdict(output) | {"onnx_type": output.onnx_type} for output in candidate.outputs],
        **({"interval": asdict(candidate.interval)} if candidate.interval else {}),
        **({} if candidate.threshold is None else {"threshold": candidate.threshold}),
        "metrics": {"split": candidate.split, "primary": asdict(candidate.primary_metric), "figures": candidate.metrics},
        "training_data": asdict(candidate.training_data),
        "explanation": {
            "node": explanation.node,
            "target": explanation.target,
            "scale": explanation.scale,
            "base_value": explanation.base_value,
            "features": [asdict(feature) for feature in explanation.features],
        },
        "gate": gate,
        "onnx": {
            "ir_version": model.ir_version,
            "opsets": {entry.domain or "ai.onnx": entry.version for entry in model.opset_import},
        },
        "libraries": {
            "python": platform.python_version(),
            **{name: version(name) for name in sorted({*LIBRARIES, *candidate.libraries})},
        },
        "files": dict(hashes),
    }


def check_manifest(manifest: Mapping[str, Any], onnx_bytes: bytes) -> None:
    """Checks the manifest (as read from JSON) against the schema, against the graph, and in itself. Raises InvalidModel,
    whose text names the path and the problem."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
    errors = sorted(validator.iter_errors(manifest), key=lambda error: error.json_path)
    refuse("manifest.json", map(_text, errors))
    refuse("manifest.json", _contradictions(manifest))
    inputs = {field.name: "float" if field.kind in NUMERIC_KINDS else "string" for field in fields_of(manifest)}
    outputs = {output["name"]: output["onnx_type"] for output in manifest["outputs"]}
    explanation = manifest["explanation"]
    check_graph(load(onnx_bytes), inputs, outputs, explanation["node"], len(explanation["features"]))


def fields_of(manifest: Mapping[str, Any]) -> list[Field]:
    """The raw inputs that the manifest describes."""
    return [Field(**{key: entry[key] for key in Field.__dataclass_fields__}) for entry in manifest["inputs"]]


def broken_promises(
    manifest: Mapping[str, Any], answers: Mapping[str, np.ndarray], tolerance: Mapping[str, float]
) -> Iterator[str]:
    """Where answers (output -> array [N]) leave the limits that the manifest names, or contradict each other."""
    for output in manifest["outputs"]:
        if output["onnx_type"] == "float":
            values, slack = answers[output["name"]], tolerance.get(output["name"], 0)
            low = -np.inf if output["minimum"] is None else output["minimum"]
            high = np.inf if output["maximum"] is None else output["maximum"]
            if not ((low - slack <= values) & (values <= high + slack)).all():
                yield f"'{output['name']}' leaves its limits {low} to {high}"
    if manifest["task"] == "classification":
        rule = "'label' does not follow from the threshold"
        labels = np.array(manifest["outputs"][1]["values"])[(answers["probability"] >= manifest["threshold"]).astype(int)]
        wrong = labels != answers["label"]
    else:
        rule = "'prediction' lies outside its interval"
        slack = max(tolerance.values(), default=0)
        wrong = (answers["lower"] > answers["prediction"] + slack) | (answers["prediction"] > answers["upper"] + slack)
    if wrong.any():
        yield f"{rule} in {int(wrong.sum())} rows, the first of them {int(wrong.argmax())}"


def _input(field: Field, training: Answered) -> dict[str, Any]:
    column = training.frame[field.name]
    entry = asdict(field) | {"onnx_type": "float" if field.kind in NUMERIC_KINDS else "string"}
    is_missing = column.isna() if field.kind in NUMERIC_KINDS else column.map(len) == 0
    seen = {"missing": float(is_missing.mean())}
    if field.kind in ("number", "date"):
        levels = {"minimum": 0, "p01": 0.01, "p99": 0.99, "maximum": 1}
        plain = to_iso if field.kind == "date" else float
        found = column.dropna().quantile(list(levels.values()), interpolation="nearest")
        seen["range"] = {name: plain(value) for name, value in zip(levels, found)}
    elif field.kind != "flag":
        values = [item for cell in column for item in (cell if field.kind == "list" else [cell]) if item]
        seen |= {"distinct": len(set(values)), "commonest": [value for value, _ in commonest(values, COMMONEST)]}
    return entry | {"seen": seen}


def _text(error: jsonschema.ValidationError) -> str:
    place = "/".join(map(str, error.absolute_path)) or "the whole"
    return f"{place}: does not belong here" if error.validator == "not" else f"{place}: {error.message:.200}"


def _contradictions(manifest: Mapping[str, Any]) -> Iterator[str]:
    """What the schema cannot say."""
    fields = fields_of(manifest)
    names = [field.name for field in fields]
    outputs = tuple(output["name"] for output in manifest["outputs"])
    if len(set(names)) < len(names):
        yield "inputs: two have the same name"
    if outputs != OUTPUTS[manifest["task"]]:
        yield f"outputs: a {manifest['task']} answers {OUTPUTS[manifest['task']]} in this order, not {outputs}"
    for i, field in enumerate(fields):
        if not field.limits[0] <= field.limits[1]:
            yield f"inputs/{i}/minimum: is above the maximum of '{field.name}'"
        elif not valid_requests([field], from_requests([field], [{field.name: field.example}]))[0]:
            yield f"inputs/{i}/example: {field.example!r} is not a value that '{field.name}' takes"
    for i, feature in enumerate(manifest["explanation"]["features"]):
        for unknown in set(feature["inputs"]) - set(names):
            yield f"explanation/features/{i}/inputs: '{unknown}' is no input of the model"
