"""The commands: `train` executes a model's notebook and says what it published; `benchmark` measures a model.

A model is a notebook: movie-success is movie_success.ipynb. Its metadata name the package that holds the model's code,
{"hitcast": {"package": "hitcast.movies"}}, whose module `benchmark` has a function main(data).
"""

import argparse
import importlib
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import DeadKernelError
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from . import errors
from .errors import DataError, HitcastError
from .progress import Progress
from .repository import read_json, versions

FOLDER = Path(__file__).parents[1]
INTERRUPTED, TERMINATED = 128 + signal.SIGINT, 128 + signal.SIGTERM


def main(arguments: Sequence[str] | None = None, folder: Path = FOLDER) -> int:
    """Runs one command on the notebooks in `folder`; returns the exit code.

    0 done, 2 wrong data or arguments, 3 the gate refused the model, 130 Ctrl-C, 143 SIGTERM, 1 anything else.
    """
    options = _parser(folder).parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    try:
        data = options.data.absolute()
        if not data.exists():
            raise DataError(data, "does not exist; check the path")
        notebook = folder / f"{options.model.replace('-', '_')}.ipynb"
        if options.command == "train":
            _train(options.model, notebook, data, options.models.absolute(), options.force)
        else:
            importlib.import_module(f"{_package(notebook)}.benchmark").main(data)
    except HitcastError as error:
        return _fail(error, error.exit_code)
    except PapermillExecutionError as error:
        kind = getattr(errors, error.ename, None)  # a cell's exception crosses from the kernel as its name and its text
        if isinstance(kind, type) and issubclass(kind, HitcastError):
            return _fail(error.evalue, kind.exit_code)
        return _fail(error, 1)
    except DeadKernelError:
        return _fail("The notebook's Python died in the middle of a cell; most often the machine ran out of memory", 1)
    except KeyboardInterrupt:
        return _fail("Interrupted", INTERRUPTED)
    return 0


def _parser(folder: Path) -> argparse.ArgumentParser:
    models = sorted(path.stem.replace("_", "-") for path in folder.glob("*.ipynb"))
    parser = argparse.ArgumentParser(prog="hitcast")
    commands = parser.add_subparsers(dest="command", required=True)
    train = commands.add_parser("train", help="execute a model's notebook, which publishes the next version")
    benchmark = commands.add_parser("benchmark", help="measure a model's speed and size")
    for command in (train, benchmark):
        command.add_argument("model", choices=models, metavar="MODEL", help=f"one of: {', '.join(models)}")
        command.add_argument("--data", type=Path, required=True, metavar="PATH", help="the training data")
    repository = folder.parent / "onnx-models"
    train.add_argument("--models", type=Path, default=repository, metavar="DIR", help="model repository (default: %(default)s)")
    train.add_argument("--force", action="store_true", help="publish even if the newest version has the better metric")
    return parser


def _train(model: str, notebook: Path, data: Path, models: Path, force: bool) -> None:
    started = time.monotonic()
    before = set(versions(models / model))
    executed = notebook.parent / ".runs" / notebook.name
    execute(notebook, executed, {"DATA": str(data), "MODELS": str(models), "FORCE": force})
    published = set(versions(models / model)) - before
    if not published:
        raise HitcastError(f"{notebook} ended without a new version in {models / model}; its last cell must call publish")
    version = models / model / str(max(published))
    metrics = read_json(version / "manifest.json")["metrics"]
    print(f"\nPublished {model} version {version.name} in {time.monotonic() - started:.0f} s")
    print(f"  {metrics['primary']['name']} on unseen data: {metrics['primary']['value']:.4g}")
    for name, figure in _flat(metrics["figures"]):
        print(f"    {name}: {figure:.4g}" if isinstance(figure, float) else f"    {name}: {figure}")
    print(f"  card: {version / 'card.md'}")
    print(f"  notebook with its pictures: {executed}")


def execute(notebook: Path, executed: Path, parameters: Mapping[str, Any]) -> None:
    """Runs the notebook in its own folder, in this Python, and away from the user's Jupyter and IPython settings.

    `executed` is written after every cell. The kernel ends with this function, however that ends.
    """
    executed.parent.mkdir(exist_ok=True)
    progress = Progress(sys.stdout)
    with tempfile.TemporaryDirectory() as scratch:
        os.environ |= {
            "IPYTHONDIR": scratch,
            "JUPYTER_CONFIG_DIR": scratch,
            "JUPYTER_RUNTIME_DIR": scratch,
            "JUPYTER_PREFER_ENV_PATH": "1",
            "PYTHONPATH": str(FOLDER),
            "PYTHONWARNINGS": "ignore:IProgress not found",  # tqdm would like to draw in a browser
        }
        try:
            papermill.execute_notebook(
                notebook,
                executed,
                parameters,
                kernel_name="python3",
                language="python",
                cwd=notebook.parent,
                progress_bar=False,
                stdout_file=progress.streams["stdout"],
                stderr_file=progress.streams["stderr"],
                on_cell_start=progress.start_cell,
                config=Config({"KernelManager": {"transport_encryption": "required"}}),
                shutdown_kernel="immediate",
            )
        finally:
            progress.end()


def _package(notebook: Path) -> str:
    metadata = nbformat.read(notebook, as_version=4).metadata
    try:
        return metadata["hitcast"]["package"]
    except KeyError:
        advice = 'add {"hitcast": {"package": "hitcast.NAME"}} to its metadata'
        raise HitcastError(f"{notebook} does not name the package that measures it; {advice}") from None


def _flat(figures: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{name}, ")
        else:
            yield f"{above}{name}", value


def _fail(problem: object, code: int) -> int:
    print(problem, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
