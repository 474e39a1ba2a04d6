"""Publishing is a gate, not a copy: only a proven candidate that is no worse than its predecessor gets a version."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from .candidate import Candidate
from .errors import HitcastError, InvalidModel, PublishRefused
from .graph import refuse
from .manifest import broken_promises, build_manifest, check_manifest
from .parity import CONTRIBUTION_TOLERANCE, compare, compare_contributions, parity_document
from .reference import reference_document
from .repository import hashes, publishing, read_json, refresh_readme, to_json, versions, write_version
from .verify import check_contents


def publish(candidate: Candidate, models: Path, force: bool = False) -> Path:
    """Writes the next version of the model into the repository `models` and returns its folder.

    Raises PublishRefused, and writes nothing, if ONNX and the training library differ by more than the tolerance, if the
    contract is broken, or if the primary metric is worse than the newest version's; only the last can be forced.
    """
    try:
        gate = _prove(candidate)
        with publishing(models):
            existing = versions(models / candidate.name)
            gate |= _judge(candidate, models, existing, force)
            number = max(existing, default=0) + 1
            folder = write_version(models, candidate.name, number, _files(candidate, number, gate), check_contents)
            refresh_readme(models)
    except FileExistsError as error:
        raise PublishRefused(f"{error} stands where the next version belongs; move it away and publish again") from error
    except HitcastError as error:
        raise PublishRefused(f"'{candidate.name}' is not published: {error}") from error
    return folder


def _prove(candidate: Candidate) -> dict[str, Any]:
    """Compares answers and contributions with the training library's; the first part of the manifest's `gate`."""
    everything = candidate.proof.then(candidate.edge_cases)
    parity = compare(candidate.onnx, candidate.fields, everything.frame, everything.answers)
    refuse("ONNX does not answer like the training library", parity.problems(candidate.tolerance))
    shap = compare_contributions(candidate.onnx, candidate.fields, candidate.proof.frame, candidate.explanation)
    refuse(
        "contributions from the file are not the training library's",
        shap.problems(dict.fromkeys(shap.largest, CONTRIBUTION_TOLERANCE)),
    )
    return {
        "rows": parity.rows,
        "largest_difference": parity.largest,
        "contributions": {"rows": shap.rows, "largest_difference": max(shap.largest.values())},
    }


def _judge(candidate: Candidate, models: Path, existing: list[int], force: bool) -> dict[str, Any]:
    """Compares the primary metric with the newest version's; the second part of the manifest's `gate`."""
    metric = candidate.primary_metric
    if not np.isfinite(metric.value):
        raise InvalidModel(f"the primary metric {metric.name} is {metric.value}")
    if not existing:
        return {"previous": None, "forced": None}
    path = models / candidate.name / str(existing[-1]) / "manifest.json"
    try:
        manifest = read_json(path)
        name, value = (manifest["metrics"]["primary"][key] for key in ("name", "value"))
        data = {file["sha256"] for file in manifest["training_data"]["files"]}
    except (InvalidModel, KeyError, TypeError) as error:
        raise InvalidModel(f"{path} is damaged, so there is nothing to compare with; mend or remove that version") from error
    same_data = data == {file.sha256 for file in candidate.training_data.files}
    reason = None
    if name != metric.name:
        reason = f"{metric.name} cannot be compared with the {name} of version {existing[-1]}"
    elif (metric.value < value) if metric.greater_is_better else (metric.value > value):
        reason = f"{metric.name} {metric.value:.6g} is worse than the {value:.6g} of version {existing[-1]}"
        reason += "" if same_data else "; the two figures come from different data"
    if reason and not force:
        raise InvalidModel(f"{reason}. Improve the model, or publish it all the same with --force")
    return {"previous": {"version": existing[-1], "metric": name, "value": value, "same_data": same_data}, "forced": reason}


def _files(candidate: Candidate, number: int, gate: Mapping[str, Any]) -> dict[str, bytes]:
    """Every file of the version: path within its folder -> content."""
    parity = parity_document(candidate.fields, candidate.proof, candidate.edge_cases, candidate.tolerance, candidate.explanation)
    files = {
        "model.onnx": candidate.onnx,
        "parity.json": to_json(parity),
        "reference.json": to_json(reference_document(candidate.fields, candidate.training)),
        "card.md": f"{_header(candidate, number, gate)}\n{candidate.card.strip()}\n".encode(),
        **{f"plots/{name}": _png(plot) for name, plot in candidate.plots.items()},
    }
    manifest = json.loads(to_json(build_manifest(candidate, number, gate, hashes(files))))
    check_manifest(manifest, candidate.onnx)
    everything = candidate.proof.then(candidate.edge_cases)
    refuse("the answers break what the manifest says", broken_promises(manifest, everything.answers, candidate.tolerance))
    return files | {"manifest.json": to_json(manifest)}


def _header(candidate: Candidate, number: int, gate: Mapping[str, Any]) -> str:
    """The top of card.md: what it is, and how it passed the gate."""
    metric, shap = candidate.primary_metric, gate["contributions"]
    differences = ", ".join(f"{name} {value:.2g}" for name, value in gate["largest_difference"].items())
    lines = [
        f"# {candidate.title}\n",
        f"`{candidate.name}`, version {number}. {candidate.summary}\n",
        f"- {metric.name} on unseen data: {metric.value:.4g}" + _compared(gate["previous"]),
        f"- ONNX Runtime against the training library, {gate['rows']} rows, largest difference: {differences}",
        f"- SHAP values from the file alone, {shap['rows']} rows, largest difference: {shap['largest_difference']:.2g}",
    ]
    if gate["forced"]:
        lines.append(f"\n> **Published by force.** The gate refused it: {gate['forced']}.")
    return "\n".join(lines) + "\n"


def _compared(previous: Mapping[str, Any] | None) -> str:
    if previous is None:
        return ""
    data = "" if previous["same_data"] else ", from other data"
    return f" (version {previous['version']}: {previous['metric']} {previous['value']:.4g}{data})"


def _png(plot: Any) -> bytes:
    """PNG bytes as they are; a matplotlib figure as PNG."""
    if isinstance(plot, bytes):
        return plot
    buffer = io.BytesIO()
    plot.savefig(buffer, format="png", dpi=110, bbox_inches="tight")
    return buffer.getvalue()
