"""Every version in this repository keeps the whole contract; and the check that says so can fail."""

import json
import shutil
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnx
import pytest
import tiny_model
from hitcast.errors import HitcastError, InvalidModel
from hitcast.publish import publish
from hitcast.repository import model_table, to_json, versions
from hitcast.verify import verify

MODELS = Path(__file__).parents[2] / "onnx-models"
PUBLISHED = [f"{folder.name}/{version}" for folder in sorted(MODELS.iterdir()) for version in versions(folder)]
NONE = pytest.param(None, marks=pytest.mark.skip(reason="no model is published yet"))


@pytest.mark.parametrize("published", PUBLISHED or [NONE])
def test_a_published_version_keeps_the_contract(published):
    verify(MODELS / published)


def test_the_readme_lists_what_is_published():
    assert model_table(MODELS) in (MODELS / "README.md").read_text(encoding="utf-8")


def test_nothing_else_lies_here():
    models = {published.split("/")[0] for published in PUBLISHED}
    assert {entry.name for entry in MODELS.iterdir()} == models | {"README.md", "manifest.schema.json"}
    assert {f"{name}/{entry.name}" for name in models for entry in (MODELS / name).iterdir()} == set(PUBLISHED)


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    return {
        task: publish(tiny_model.candidate(task), tmp_path_factory.mktemp("models")) for task in ("regression", "classification")
    }


@pytest.fixture
def version(good, tmp_path):
    """A published version to spoil."""
    return Path(shutil.copytree(good["regression"], tmp_path / "tiny-model" / "1"))


@pytest.mark.parametrize("task", ["regression", "classification"])
def test_a_good_version_passes(good, task):
    verify(good[task])


@pytest.mark.parametrize("name", ["model.onnx", "parity.json", "reference.json", "card.md", "plots/points.png"])
@pytest.mark.parametrize("place", [0, -2])
def test_one_changed_byte_is_found(version, name, place):
    content = bytearray((version / name).read_bytes())
    content[place] ^= 1
    (version / name).write_bytes(content)
    with pytest.raises(InvalidModel):
        verify(version)


def test_every_byte_of_the_card_counts(version):
    (version / "card.md").write_bytes((version / "card.md").read_bytes() + b"\n")
    with pytest.raises(InvalidModel, match="card.md: its SHA-256 is"):
        verify(version)


def test_a_stray_file_is_found(version):
    (version / "plots/.hidden").write_text("")
    with pytest.raises(InvalidModel, match="plots/.hidden: the manifest does not list it"):
        verify(version)


@pytest.mark.parametrize("name", ["card.md", "parity.json", "plots/points.png"])
def test_a_missing_file_is_found(version, name):
    (version / name).unlink()
    with pytest.raises(InvalidModel, match=f"{name}: the manifest lists it, but it is missing"):
        verify(version)


@pytest.mark.parametrize("name", ["manifest.json", "model.onnx"])
def test_without_manifest_or_graph(version, name):
    (version / name).unlink()
    with pytest.raises(InvalidModel, match=name):
        verify(version)


@pytest.mark.parametrize("content", ["", "{}", '{"format": NaN}', "[]"])
def test_a_manifest_that_is_none(version, content):
    (version / "manifest.json").write_text(content)
    with pytest.raises(InvalidModel, match="manifest.json"):
        verify(version)


def test_a_version_in_the_wrong_place(version):
    moved = version.rename(version.parent / "2")
    with pytest.raises(InvalidModel, match="2: holds version 1 of 'tiny-model'"):
        verify(moved)


def spoil(version, name, edit):
    """Changes a file, and its hash in the manifest with it."""
    content = edit((version / name).read_bytes())
    (version / name).write_bytes(content)
    manifest = json.loads((version / "manifest.json").read_bytes())
    manifest["files"][name] = sha256(content).hexdigest()
    (version / "manifest.json").write_bytes(to_json(manifest))


def json_edit(change):
    def edit(content):
        document = json.loads(content)
        change(document)
        return to_json(document)

    return edit


def other_leaf(content):
    model = onnx.load_model_from_string(content)
    node = next(node for node in model.graph.node if node.name == "score")
    next(a for a in node.attribute if a.name == "target_weights").floats[0] += 0.01
    return model.SerializeToString()


def other_weight(content):
    model = onnx.load_model_from_string(content)
    node = next(node for node in model.graph.node if node.name == "score")
    weights = next(a for a in node.attribute if a.name == "nodes_hitrates").floats
    weights[:] = np.asarray(weights)[::-1].tolist()
    return model.SerializeToString()


@pytest.mark.parametrize(
    "name, edit, problem",
    [
        ("model.onnx", other_leaf, "parity.json: 'prediction' differs by 0.01"),
        ("model.onnx", other_weight, "parity.json: contributions: '"),
        ("parity.json", json_edit(lambda d: d["cases"][7]["answer"].update(upper=99.0)), "'upper' differs by .* in row 7"),
        ("parity.json", json_edit(lambda d: d["cases"][7]["request"].update(length=None)), r"break the limits: \[7\]"),
        ("parity.json", json_edit(lambda d: d["cases"].__delitem__(slice(5, None))), "of 5 requests"),
        (
            "parity.json",
            json_edit(lambda d: [case.pop("contributions", None) for case in d["cases"]]),
            "0 cases have contributions; 20",
        ),
        ("parity.json", json_edit(lambda d: d.update(base_value=0)), "its base value 0 is not the manifest's 30.5"),
        ("reference.json", json_edit(lambda d: d["inputs"].pop("day")), "reference.json: its inputs are"),
        ("reference.json", json_edit(lambda d: d["inputs"]["day"].update(missing=0.5)), "the shares of 'day' add up to 1.39"),
        ("reference.json", json_edit(lambda d: d["inputs"]["people"].update(other=0.5)), "the shares of 'people' add up to 1.5"),
    ],
)
def test_what_hashes_cannot_show(version, name, edit, problem):
    spoil(version, name, edit)
    with pytest.raises(HitcastError, match=problem):
        verify(version)
