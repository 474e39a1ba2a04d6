import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace

import pytest
import tiny_model
from hitcast.candidate import Metric
from hitcast.errors import InvalidModel
from hitcast.publish import publish
from hitcast.repository import BEGIN, END, publishing, refresh_readme, versions, write_version
from hitcast.verify import verify

CANDIDATE = tiny_model.candidate()


def test_foreign_things_are_passed_over(tmp_path):
    for name in ("tiny-model/notes", "tiny-model/007", "tiny-model/12b", "something/else", "empty"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "manifest.schema.json").write_text("{}")
    (tmp_path / "tiny-model/9").write_text("a file")
    assert publish(CANDIDATE, tmp_path).name == "1"
    assert versions(tmp_path / "tiny-model") == [1]
    assert "something" not in (tmp_path / "README.md").read_text()


def test_the_readme_keeps_what_people_wrote(tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text(f"Before.\n\n{BEGIN}\nold\n{END}\n\nAfter.\n")
    publish(CANDIDATE, tmp_path)
    publish(replace(CANDIDATE, primary_metric=Metric("R2", 0.85, greater_is_better=True)), tmp_path)
    text = readme.read_text()
    assert text.startswith(f"Before.\n\n{BEGIN}\n| model |") and text.endswith(f"{END}\n\nAfter.\n")
    assert "| tiny-model | 2 | regression | R2 0.85 | [A tiny model](tiny-model/2/card.md) |" in text
    assert "old" not in text and text.count("tiny-model/") == 1


def test_a_readme_without_a_list_gets_one(tmp_path):
    (tmp_path / "README.md").write_text("Mine.\n")
    publish(CANDIDATE, tmp_path)
    refresh_readme(tmp_path)
    text = (tmp_path / "README.md").read_text()
    assert text.startswith(f"Mine.\n\n{BEGIN}") and text.count(BEGIN) == text.count(END) == 1


def test_a_readme_without_the_end_marker_loses_nothing(tmp_path):
    (tmp_path / "README.md").write_text(f"Before.\n{BEGIN}\nAfter.\n")
    refresh_readme(tmp_path)
    refresh_readme(tmp_path)
    assert (tmp_path / "README.md").read_text() == f"Before.\n{BEGIN}\nNo model is published yet.\n{END}\nAfter.\n"


KILLED = """
import os, signal, sys
from pathlib import Path
from hitcast import repository

place = {
    "while writing": (repository, "_sync"),
    "before the rename": (repository.os, "rename"),
    "before the list": (repository, "model_table"),
}
setattr(*place[sys.argv[2]], lambda *arguments: os.kill(os.getpid(), signal.SIGKILL))
models, version = Path(sys.argv[1]), Path(sys.argv[3])
files = {path.relative_to(version).as_posix(): path.read_bytes() for path in version.rglob("*") if path.is_file()}
with repository.publishing(models):
    repository.write_version(models, "tiny-model", 1, files, check=lambda folder: None)
    repository.refresh_readme(models)
"""


@pytest.mark.parametrize("moment, published", [("while writing", []), ("before the rename", []), ("before the list", [1])])
def test_killed_there_is_no_half_version(tmp_path, moment, published):
    models, version = tmp_path / "models", publish(CANDIDATE, tmp_path / "elsewhere")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.run([sys.executable, "-c", KILLED, models, moment, version], env=environment)
    assert process.returncode == -signal.SIGKILL
    assert versions(models / "tiny-model") == published
    assert len(list(models.glob(".publishing-*"))) == (0 if published else 1)

    folder = publish(CANDIDATE, models)
    assert folder.name == str(len(published) + 1)
    assert list(models.glob(".*")) == []
    assert f"tiny-model/{folder.name}/card.md" in (models / "README.md").read_text()
    for number in versions(folder.parent):
        verify(folder.parent / str(number))


def test_two_at_once_get_two_versions(tmp_path):
    with ThreadPoolExecutor(2) as threads:
        with publishing(tmp_path):
            running = [threads.submit(publish, CANDIDATE, tmp_path) for _ in range(2)]
            assert wait(running, timeout=1).done == set()
            assert versions(tmp_path / "tiny-model") == []
        assert sorted(future.result().name for future in running) == ["1", "2"]
    for number in (1, 2):
        verify(tmp_path / "tiny-model" / str(number))


def test_what_was_written_is_checked_before_it_counts(tmp_path):
    def refuse(folder):
        assert (folder / "plots/a.png").read_bytes() == b"content"
        raise InvalidModel("written wrongly")

    with pytest.raises(InvalidModel, match="written wrongly"):
        write_version(tmp_path, "tiny-model", 1, {"plots/a.png": b"content"}, refuse)
    assert list(tmp_path.iterdir()) == []


def test_a_version_that_stands_there_is_not_replaced(tmp_path):
    (tmp_path / "tiny-model/1").mkdir(parents=True)
    with pytest.raises(FileExistsError):
        write_version(tmp_path, "tiny-model", 1, {"card.md": b""}, check=lambda folder: None)
    assert list((tmp_path / "tiny-model/1").iterdir()) == [] and len(list(tmp_path.iterdir())) == 1
