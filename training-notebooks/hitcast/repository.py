"""The model repository on disk: <models>/<name>/<version>/, and the list of models in its README."""

import fcntl
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from .errors import InvalidModel

BEGIN = "<!-- models: written by publish, do not edit -->"
END = "<!-- end of models -->"


def to_json(document: Any) -> bytes:
    """The document as UTF-8 text; NumPy's numbers become plain ones. Raises InvalidModel for NaN and infinity."""
    for place, value in _not_finite(document):
        raise InvalidModel(f"{place}: {value} is not a number that JSON knows")
    return (json.dumps(document, ensure_ascii=False, indent=1, default=lambda value: value.item()) + "\n").encode()


def read_json(path: Path) -> Any:
    """The document in the file. Raises InvalidModel if there is none."""
    try:
        return json.loads(path.read_bytes(), parse_constant=_no_constant)
    except (OSError, ValueError) as error:
        raise InvalidModel(f"{path}: cannot be read as JSON: {error}") from error


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """File name -> hex SHA-256."""
    return {name: sha256(content).hexdigest() for name, content in files.items()}


def versions(folder: Path) -> list[int]:
    """The versions in a model's folder, ascending; whatever else lies there is passed over."""
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(int(entry.name) for entry in found if entry.is_dir() and re.fullmatch(r"[1-9][0-9]*", entry.name))


@contextmanager
def publishing(models: Path) -> Iterator[None]:
    """Keeps other publishers out of the repository. The lock ends with the process, however that ends; so a temporary folder
    found under the lock was left behind by one that was killed, and is removed."""
    models.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(models, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        for leftover in models.glob(".publishing-*"):
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        yield
    finally:
        os.close(descriptor)


def write_version(models: Path, name: str, version: int, files: Mapping[str, bytes], check: Callable[[Path], None]) -> Path:
    """Writes the files beside the repository's folders, checks what was written, and moves it into place in one step.

    Raises FileExistsError where the version already stands there; nothing is ever overwritten.
    """
    target = models / name / str(version)
    temporary = Path(tempfile.mkdtemp(prefix=f".publishing-{name}-", dir=models))
    try:
        for path, content in files.items():
            (temporary / path).parent.mkdir(exist_ok=True)
            _write(temporary / path, content)
        temporary.chmod(0o755)  # mkdtemp's own is for the owner only
        for folder in (*(entry for entry in temporary.iterdir() if entry.is_dir()), temporary):
            _sync(folder)
        check(temporary)
        target.parent.mkdir(exist_ok=True)
        if target.exists():
            raise FileExistsError(target)
        os.rename(temporary, target)
    except BaseException:
        shutil.rmtree(temporary)
        raise
    _sync(target.parent)
    _sync(models)
    return target


def model_table(models: Path) -> str:
    """The list of models in Markdown, with the markers around it."""
    rows = [_table_row(folder, versions(folder)[-1]) for folder in sorted(models.iterdir()) if versions(folder)]
    head = ["| model | newest version | task | on unseen data | card |", "|---|---|---|---|---|"]
    return "\n".join([BEGIN, *([*head, *rows] if rows else ["No model is published yet."]), END])


def refresh_readme(models: Path) -> None:
    """Puts the present list of models into the README; appends it where the README has none yet."""
    path = models / "README.md"
    text = path.read_text(encoding="utf-8") if path.exists() else "# Models\n"
    before, begin, rest = text.partition(BEGIN)
    after = rest.partition(END)[2] if END in rest else rest  # no word is lost where somebody took the end marker out
    beside = models / ".publishing-README.md"
    _write(beside, f"{before if begin else before + chr(10)}{model_table(models)}{after or chr(10)}".encode())
    os.replace(beside, path)
    _sync(models)


def _table_row(folder: Path, version: int) -> str:
    link = f"{folder.name}/{version}"
    try:
        manifest = read_json(folder / str(version) / "manifest.json")
        metric = manifest["metrics"]["primary"]
        figure = f"{metric['name']} {metric['value']:.4g}"
        return f"| {folder.name} | {version} | {manifest['task']} | {figure} | [{manifest['title']}]({link}/card.md) |"
    except (InvalidModel, KeyError, TypeError, ValueError):
        return f"| {folder.name} | {version} | its manifest cannot be read | | [folder]({link}) |"


def _no_constant(text: str) -> None:
    raise ValueError(f"{text} is no JSON")


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Makes the folder's entries durable: fsync of a file does not cover its name."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_finite(document: Any, place: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(document, (float, np.floating)) and not np.isfinite(document):
        yield place.lstrip("/"), document
    elif isinstance(document, (Mapping, list, tuple)):
        for key, value in document.items() if isinstance(document, Mapping) else enumerate(document):
            yield from _not_finite(value, f"{place}/{key}")
