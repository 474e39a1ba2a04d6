"""Checks a published version whole, from its files alone."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from .candidate import Explanation, Feature
from .errors import InvalidModel
from .fields import from_requests
from .graph import refuse
from .manifest import broken_promises, check_manifest, fields_of
from .parity import EXPLAINED, REQUESTS, compare, compare_contributions, valid_requests
from .repository import hashes, read_json

SUM_OF_SHARES = 1e-9


def verify(folder: Path) -> None:
    """Raises HitcastError, with the file and the problem, unless the folder <name>/<version> keeps the whole contract."""
    check_contents(folder)
    manifest = read_json(folder / "manifest.json")
    if (manifest["name"], str(manifest["version"])) != (folder.parent.name, folder.name):
        raise InvalidModel(f"{folder}: holds version {manifest['version']} of '{manifest['name']}'")


def check_contents(folder: Path) -> None:
    """The same, wherever the folder lies: manifest, hashes, graph, answers, contributions, reference."""
    manifest = read_json(folder / "manifest.json")
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    check_manifest(manifest, files.get("model.onnx", b""))
    del files["manifest.json"]
    _check_files(manifest["files"], hashes(files))
    _check_parity(manifest, files["model.onnx"], read_json(folder / "parity.json"))
    _check_reference(manifest, read_json(folder / "reference.json"))


def _check_files(expected: Mapping[str, str], found: Mapping[str, str]) -> None:
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            raise InvalidModel(f"{name}: the manifest lists it, but it is missing")
        if name not in expected:
            raise InvalidModel(f"{name}: the manifest does not list it")
        if expected[name] != found[name]:
            raise InvalidModel(f"{name}: its SHA-256 is {found[name]}; the manifest says {expected[name]}")


def _check_parity(manifest: Mapping[str, Any], model: bytes, parity: Mapping[str, Any]) -> None:
    fields, cases, explanation = fields_of(manifest), parity["cases"], manifest["explanation"]
    frame = from_requests(fields, [case["request"] for case in cases])
    invalid = np.flatnonzero(~valid_requests(fields, frame))
    if len(cases) < REQUESTS or len(invalid):
        raise InvalidModel(
            f"parity.json: of {len(cases)} requests ({REQUESTS} are needed), these break the limits: {invalid.tolist()}"
        )
    outputs = [output["name"] for output in manifest["outputs"]]
    answers = {name: np.array([case["answer"][name] for case in cases]) for name in outputs}
    refuse("parity.json", compare(model, fields, frame, answers).problems(parity["tolerance"]))
    refuse("parity.json", broken_promises(manifest, answers, parity["tolerance"]))

    explained = [i for i, case in enumerate(cases) if "contributions" in case]
    if len(explained) < EXPLAINED:
        raise InvalidModel(f"parity.json: {len(explained)} cases have contributions; {EXPLAINED} are needed")
    if parity["base_value"] != explanation["base_value"]:
        raise InvalidModel(
            f"parity.json: its base value {parity['base_value']} is not the manifest's {explanation['base_value']}"
        )
    inputs = cases[explained[0]]["contributions"]
    said = Explanation(
        node=explanation["node"],
        target=explanation["target"],
        scale=explanation["scale"],
        features=[Feature(**feature) for feature in explanation["features"]],
        base_value=parity["base_value"],
        positions=explained,
        contributions={name: np.array([cases[i]["contributions"][name] for i in explained]) for name in inputs},
    )
    shap = compare_contributions(model, fields, frame, said)
    refuse("parity.json: contributions", shap.problems(dict.fromkeys(shap.largest, parity["contribution_tolerance"])))


def _check_reference(manifest: Mapping[str, Any], reference: Mapping[str, Any]) -> None:
    for part in ("inputs", "outputs"):
        names = [entry["name"] for entry in manifest[part]]
        if set(reference[part]) != set(names):
            raise InvalidModel(f"reference.json: its {part} are {list(reference[part])}; the manifest says {names}")
        for name in names:
            entry = reference[part][name]
            total = sum(_values(entry["shares"])) + entry.get("other", 0) + (0 if entry["kind"] == "list" else entry["missing"])
            if not abs(total - 1) <= SUM_OF_SHARES:
                raise InvalidModel(f"reference.json: the shares of '{name}' add up to {total}, not to 1")


def _values(shares: Mapping[str, float] | Sequence[float]) -> Iterable[float]:
    return shares.values() if isinstance(shares, Mapping) else shares
