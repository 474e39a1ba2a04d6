import json
import os
import signal
import subprocess
import sys
import time

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from hitcast.cli import FOLDER, main

PUBLISH = """
import json, os
from pathlib import Path
folder = Path(MODELS) / "tiny-model" / "1"
folder.mkdir(parents=True)
metrics = {"primary": {"name": "R²", "value": 0.81234}, "figures": {"unseen artist": {"R²": 0.7, "rows": 40}}}
(folder / "manifest.json").write_text(json.dumps({"metrics": metrics, "run": [DATA, FORCE, os.getcwd()]}))
"""


@pytest.fixture
def folder(tmp_path):
    """A folder of notebooks with a space in its name."""
    path = tmp_path / "my notebooks"
    path.mkdir()
    return path


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "some data.csv"
    path.write_text("a,b\n")
    return path


def write_notebook(folder, *cells, metadata=None):
    """tiny_model.ipynb: a parameters cell, then the given cells; a text that begins with # is a heading."""
    parameters = new_code_cell("DATA = ''\nMODELS = ''\nFORCE = False", metadata={"tags": ["parameters"]})
    rest = [new_markdown_cell(cell) if cell.startswith("#") else new_code_cell(cell) for cell in cells]
    notebook = new_notebook(cells=[new_markdown_cell("# Tiny model"), parameters, *rest], metadata=metadata or {})
    nbformat.write(notebook, folder / "tiny_model.ipynb")


def train(folder, data, *more):
    return main(["train", "tiny-model", "--data", str(data), "--models", str(folder / "models"), *more], folder)


def test_train_runs_the_notebook_and_reports_what_it_published(folder, data, capfd):
    write_notebook(folder, "## Learn", "import hitcast\nprint('first\\nsecond', end='')", "## Publish", PUBLISH)
    assert train(folder, data, "--force") == 0
    manifest = json.loads((folder / "models/tiny-model/1/manifest.json").read_text())
    assert manifest["run"] == [str(data), True, str(folder)]
    out = capfd.readouterr().out
    steps = ["Tiny model", "Learn", "         first", "         second", "Publish", "Published tiny-model version 1 in"]
    assert [out.index(step) for step in steps] == sorted(out.index(step) for step in steps)
    assert "R² on unseen data: 0.8123" in out
    assert "unseen artist, R²: 0.7" in out and "unseen artist, rows: 40" in out
    assert str(folder / "models/tiny-model/1/card.md") in out
    executed = nbformat.read(folder / ".runs/tiny_model.ipynb", as_version=4)
    assert any(output.get("text") == "first\nsecond" for cell in executed.cells for output in cell.get("outputs", ()))


def test_relative_paths_belong_to_the_callers_folder(folder, data, monkeypatch):
    write_notebook(folder, PUBLISH)
    monkeypatch.chdir(data.parent)
    assert main(["train", "tiny-model", "--data", data.name, "--models", "out"], folder) == 0
    manifest = json.loads((data.parent / "out/tiny-model/1/manifest.json").read_text())
    assert manifest["run"] == [str(data), False, str(folder)]


@pytest.mark.parametrize(
    "statement, message, code",
    [
        ("raise DataError('songs.csv', 'is empty', column='tempo', row=3)", "songs.csv, column 'tempo', row 3: is empty\n", 2),
        ("raise PublishRefused('it is worse')", "it is worse\n", 3),
    ],
)
def test_an_error_of_the_caller_is_only_its_message(folder, data, capfd, statement, message, code):
    write_notebook(folder, f"from hitcast.errors import DataError, PublishRefused\n{statement}", PUBLISH)
    assert train(folder, data) == code
    assert capfd.readouterr().err == message
    assert not (folder / "models").exists()


def test_any_other_error_shows_the_cell_and_its_traceback(folder, data, capfd):
    write_notebook(folder, "def divide(a):\n    return a / 0", "divide(1)", PUBLISH)
    assert train(folder, data) == 1
    err = capfd.readouterr().err
    assert "return a / 0" in err and "ZeroDivisionError: division by zero" in err and "\x1b[" not in err
    assert not (folder / "models").exists()


def test_a_kernel_that_dies_is_said_so(folder, data, capfd):
    write_notebook(folder, "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")
    assert train(folder, data) == 1
    assert "Python died in the middle of a cell" in capfd.readouterr().err


def test_a_notebook_that_publishes_nothing_is_an_error(folder, data, capfd):
    write_notebook(folder, "1 + 1")
    assert train(folder, data) == 2
    assert "ended without a new version" in capfd.readouterr().err


@pytest.mark.parametrize("command", ["train", "benchmark"])
def test_data_that_does_not_exist_is_told_before_anything_starts(folder, tmp_path, capfd, command):
    write_notebook(folder, PUBLISH)
    assert main([command, "tiny-model", "--data", str(tmp_path / "none.csv")], folder) == 2
    assert capfd.readouterr() == ("", f"{tmp_path / 'none.csv'}: does not exist; check the path\n")
    assert not (folder / ".runs").exists()


def test_an_unknown_model_is_answered_with_the_known_ones(folder, data, capfd):
    write_notebook(folder)
    with pytest.raises(SystemExit) as caught:
        main(["train", "huge-model", "--data", str(data)], folder)
    err = capfd.readouterr().err
    assert caught.value.code == 2 and "huge-model" in err and "'tiny-model'" in err


def test_benchmark_calls_the_package_that_the_notebook_names(folder, data, capfd, monkeypatch):
    package = folder / "tiny_package"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "benchmark.py").write_text("def main(data):\n    print('measured', data.name)\n")
    monkeypatch.syspath_prepend(folder)
    write_notebook(folder, metadata={"hitcast": {"package": "tiny_package"}})
    assert main(["benchmark", "tiny-model", "--data", str(data)], folder) == 0
    assert capfd.readouterr().out == "measured some data.csv\n"
    write_notebook(folder)
    assert main(["benchmark", "tiny-model", "--data", str(data)], folder) == 2
    assert "does not name the package" in capfd.readouterr().err


@pytest.mark.parametrize("number, code", [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_the_kernel_too(folder, data, number, code):
    name_itself = "from pathlib import Path\nimport os\nPath('half').write_text(str(os.getpid()))\nPath('half').rename('pid')"
    write_notebook(folder, name_itself, "import time\ntime.sleep(600)", PUBLISH)
    arguments = ["train", "tiny-model", "--data", str(data), "--models", str(folder / "models")]
    script = f"from hitcast.cli import *; sys.exit(main({arguments}, Path({str(folder)!r})))"
    environment = os.environ | {"PYTHONPATH": str(FOLDER)}
    run = subprocess.Popen([sys.executable, "-c", script], env=environment, stdin=subprocess.DEVNULL)
    try:
        wait_for((folder / "pid").exists)
        kernel = int((folder / "pid").read_text())
        run.send_signal(number)
        assert run.wait(30) == code
    finally:
        run.kill()
    wait_for(lambda: not is_running(kernel))
    assert not (folder / "models").exists()


def wait_for(condition):
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("waited for a minute")


def is_running(process):
    try:
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
