import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import tiny_model
from hitcast.candidate import DataFile, Interval, Metric, TrainingData
from hitcast.errors import PublishRefused
from hitcast.publish import publish
from hitcast.repository import refresh_readme
from hitcast.verify import verify
from matplotlib.figure import Figure

GOOD = {task: tiny_model.candidate(task) for task in ("regression", "classification")}
CANDIDATE = GOOD["regression"]


def measured(value, name="R2", greater_is_better=True, **changes):
    return replace(CANDIDATE, primary_metric=Metric(name, value, greater_is_better), **changes)


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize("task", GOOD)
def test_a_good_candidate_is_published(tmp_path, task):
    folder = publish(GOOD[task], tmp_path)
    assert folder == tmp_path / "tiny-model" / "1"
    assert everything(folder) == [
        "card.md",
        "manifest.json",
        "model.onnx",
        "parity.json",
        "plots",
        "plots/points.png",
        "reference.json",
    ]
    assert everything(tmp_path)[:2] == ["README.md", "tiny-model"]
    verify(folder)


def test_the_same_candidate_gives_the_same_files(tmp_path):
    one, other = publish(CANDIDATE, tmp_path / "a"), publish(CANDIDATE, tmp_path / "b")
    for name in everything(one):
        assert (one / name).is_dir() or (one / name).read_bytes() == (other / name).read_bytes()


def test_the_card_says_how_it_passed(tmp_path):
    card = (publish(CANDIDATE, tmp_path) / "card.md").read_text(encoding="utf-8")
    assert card.startswith("# A tiny model\n\n`tiny-model`, version 1. Answers something.\n")
    assert "- R2 on unseen data: 0.8\n" in card and "303 rows, largest difference: prediction " in card
    assert "force" not in card
    assert card.endswith(tiny_model.CARD + "\n")


def test_a_figure_becomes_a_picture(tmp_path):
    figure = Figure()
    figure.subplots().plot([1, 2])
    folder = publish(replace(CANDIDATE, plots={"line.png": figure}), tmp_path)
    assert (folder / "plots/line.png").read_bytes().startswith(b"\x89PNG\r\n")


def refused(candidate, models, force=False):
    before = everything(models)
    with pytest.raises(PublishRefused) as caught:
        publish(candidate, models, force)
    assert everything(models) == before
    return str(caught.value)


@pytest.mark.parametrize(
    "changes, text",
    [
        ({"onnx": tiny_model.onnx_model(shift=0.01)}, "'prediction' differs by 0.01"),
        ({"onnx": b"nothing"}, "ONNX Runtime cannot run it"),
        ({"onnx": tiny_model.onnx_model(nodes_hitrates=None)}, "no nodes_hitrates"),
        (
            {"onnx": tiny_model.onnx_model(nodes_hitrates=[1.0] * 12)},
            "contributions from the file are not the training library's",
        ),
        ({"name": "../elsewhere"}, "manifest.json: name: '../elsewhere' does not match"),
        ({"interval": None}, "'interval' is a required property"),
        ({"interval": Interval(90, {"any": 0.9})}, "interval/level: 90 is greater than"),
        ({"threshold": 0.5}, "threshold: does not belong here"),
        ({"summary": ""}, "summary: '' should be non-empty"),
        ({"metrics": {"any row": {"R2": np.nan}}}, "metrics/figures/any row/R2: nan is not a number"),
        ({"primary_metric": Metric("R2", np.nan, True)}, "the primary metric R2 is nan"),
        ({"plots": {"../x.png": b""}}, "files: 'plots/../x.png' does not match"),
        ({"outputs": [replace(output, maximum=20) for output in CANDIDATE.outputs]}, "'prediction' leaves its limits -10 to 20"),
    ],
)
@pytest.mark.parametrize("force", [False, True])
def test_what_can_never_be_forced(tmp_path, changes, text, force):
    message = refused(replace(CANDIDATE, **changes), tmp_path, force)
    assert message.startswith("'") and "is not published: " in message
    assert text in message


def test_a_worse_metric_is_refused(tmp_path):
    publish(CANDIDATE, tmp_path)
    message = refused(measured(0.79), tmp_path)
    assert message.startswith("'tiny-model' is not published: R2 0.79 is worse than the 0.8 of version 1. ")
    assert message.endswith("Improve the model, or publish it all the same with --force")


@pytest.mark.parametrize(
    "value, greater_is_better, passes",
    [(0.8, True, True), (0.9, True, True), (0.8, False, True), (0.7, False, True), (0.9, False, False)],
)
def test_no_worse_is_good_enough(tmp_path, value, greater_is_better, passes):
    publish(measured(0.8, "MAE", greater_is_better), tmp_path)
    candidate = measured(value, "MAE", greater_is_better)
    if passes:
        assert publish(candidate, tmp_path).name == "2"
    else:
        assert "MAE 0.9 is worse than the 0.8" in refused(candidate, tmp_path)


def test_force_is_written_down(tmp_path):
    publish(CANDIDATE, tmp_path)
    folder = publish(measured(0.7), tmp_path, force=True)
    verify(folder)
    gate = json.loads((folder / "manifest.json").read_bytes())["gate"]
    assert gate["previous"] == {"version": 1, "metric": "R2", "value": 0.8, "same_data": True}
    assert gate["forced"] == "R2 0.7 is worse than the 0.8 of version 1"
    assert (
        "> **Published by force.** The gate refused it: R2 0.7 is worse than the 0.8 of version 1."
        in (folder / "card.md").read_text()
    )


def test_force_that_was_not_needed_is_no_force(tmp_path):
    folder = publish(CANDIDATE, tmp_path, force=True)
    assert json.loads((folder / "manifest.json").read_bytes())["gate"]["forced"] is None


def test_other_data_is_said(tmp_path):
    publish(CANDIDATE, tmp_path)
    data = TrainingData([DataFile("others.csv", 9, "f" * 64)], "Made up.", "None.")
    assert "; the two figures come from different data." in refused(measured(0.7, training_data=data), tmp_path)
    card = (publish(measured(0.9, training_data=data), tmp_path) / "card.md").read_text()
    assert "R2 on unseen data: 0.9 (version 1: R2 0.8, from other data)" in card


def test_another_metric_cannot_be_compared(tmp_path):
    publish(CANDIDATE, tmp_path)
    assert "MAE cannot be compared with the R2 of version 1" in refused(measured(5, "MAE", False), tmp_path)
    assert publish(measured(5, "MAE", False), tmp_path, force=True).name == "2"


def test_a_damaged_predecessor_is_named(tmp_path):
    (publish(CANDIDATE, tmp_path) / "manifest.json").write_text("{")
    assert "tiny-model/1/manifest.json is damaged" in refused(CANDIDATE, tmp_path, force=True)
    refresh_readme(tmp_path)
    assert "| tiny-model | 1 | its manifest cannot be read |" in (tmp_path / "README.md").read_text()


def test_a_version_is_never_overwritten(tmp_path):
    (tmp_path / "tiny-model").mkdir()
    (tmp_path / "tiny-model/1").write_text("precious")
    assert "stands where the next version belongs" in refused(CANDIDATE, tmp_path, force=True)
    assert (tmp_path / "tiny-model/1").read_text() == "precious"


def test_a_failure_while_writing_leaves_nothing(tmp_path, monkeypatch):
    def fail(path):
        raise OSError("no space left")

    monkeypatch.setattr("hitcast.repository._sync", fail)
    with pytest.raises(OSError, match="no space left"):
        publish(CANDIDATE, tmp_path)
    assert everything(tmp_path) == []


def test_the_text_is_utf8_whatever_the_system_says(tmp_path):
    title = "Ein kleines Modell – 小さい"
    folder = publish(replace(CANDIDATE, title=title), tmp_path)
    assert title in (folder / "card.md").read_bytes().decode("utf-8")
    assert title in (tmp_path / "README.md").read_bytes().decode("utf-8")
