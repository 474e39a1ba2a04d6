"""Reads one training table, CSV or Parquet, into a frame (see `fields`); every problem is a DataError that says where."""

import csv
import io
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from .cells import parse_cell, show
from .errors import DataError
from .fields import NUMERIC_KINDS, Field, dtype

OTHER_DELIMITERS = (";", "\t", "|")
Cells = dict[str, list[Any]]
Load = Callable[[Collection[str]], Cells]


def read_table(
    path: str | Path, fields: Sequence[Field], target: Field | None, optional: Collection[str] = (), extra: Collection[str] = ()
) -> tuple[pd.DataFrame, list[Field]]:
    """Reads the rows in their order. Returns the frame and those of `fields` that the table has.

    The frame holds a column a field that is present, the target (a number or a flag; None: there is none) as float64, and
    the columns of `extra` that are present, as text. `optional` names the fields that the table may lack; other columns are
    ignored. A CSV file is UTF-8 with commas; a list in one cell is split at the field's `separator` (";" where it has none).
    An empty cell is a missing value, which only the target must not have. Raises DataError.
    """
    path = Path(path)
    header, load = _open(path)
    present = [field for field in fields if field.name in header or field.name not in optional]
    kept = [name for name in extra if name in header]
    wanted = [*present, *([target] if target else [])]
    names = [field.name for field in wanted]
    _check_header(path, header, names, kept)
    cells = load([*names, *kept])
    if not cells[names[0]]:
        raise DataError(path, "has a header but no rows; export the table again")
    frame = pd.DataFrame({field.name: _column(path, field, cells[field.name]) for field in wanted})
    for name in kept:
        frame[name] = _column(path, Field(name, "category", "", ""), cells[name])
    if target:
        _check_target(path, frame[target.name])
    return frame, present


def _open(path: Path) -> tuple[list[str], Load]:
    """The names of the table's columns, and a function that loads the named ones."""
    readers = {".csv": _open_csv, ".parquet": _open_parquet}
    reader = readers.get(path.suffix.lower())
    try:
        if path.is_dir():
            raise DataError(path, "is a folder; name the file in it")
        if reader is None:
            path.open("rb").close()
            raise DataError(path, f"has no known file type; save it as {' or '.join(readers)}")
        return reader(path)
    except FileNotFoundError:
        raise DataError(path, "does not exist; check the path") from None
    except OSError as error:
        raise DataError(path, f"cannot be read ({error.strerror or error}); check its permissions and the disk") from error


def _open_csv(path: Path) -> tuple[list[str], Load]:
    text = _decode(path, path.read_bytes())
    if not text.strip():
        raise DataError(path, "is empty; export the table again")
    first = text.lstrip().splitlines()[0]
    other = max(OTHER_DELIMITERS, key=first.count)
    if "," not in first and other in first:
        raise DataError(path, f"has its cells separated by {other!r}; save it with commas")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            if row:  # a blank line is no row
                rows.append(row)
    except csv.Error as error:
        advice = 'close every ", and write a " inside a quoted cell twice'
        raise DataError(path, f"has a broken quote ({error}); {advice}", row=len(rows) or None) from None
    header = rows.pop(0)

    def load(names: Collection[str]) -> Cells:
        for number, row in enumerate(rows, 1):
            if len(row) != len(header):
                advice = "put a cell that holds a comma in double quotes, and leave no cell out"
                raise DataError(path, f"has {len(row)} cells, but the header has {len(header)}; {advice}", row=number)
        positions = {name: header.index(name) for name in names}
        return {name: [row[at] for row in rows] for name, at in positions.items()}

    return header, load


def _decode(path: Path, content: bytes) -> str:
    advice = "save the file as UTF-8"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DataError(path, f"is UTF-16; {advice}")
    content = content.removeprefix(b"\xef\xbb\xbf")
    if (start := content.find(b"\0")) >= 0:
        raise DataError(path, f"holds a NUL byte in line {_line(content, start)}: it is damaged or not UTF-8; {advice}")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        byte = f"byte 0x{content[error.start]:02x} in line {_line(content, error.start)}"
        raise DataError(path, f"is not UTF-8 ({byte}); {advice}") from None


def _line(content: bytes, offset: int) -> int:
    return content.count(b"\n", 0, offset) + 1


def _open_parquet(path: Path) -> tuple[list[str], Load]:
    path.open("rb").close()  # a file that cannot be opened is another error than a broken one

    def load(names: Collection[str]) -> Cells:
        with _sound_parquet(path) as file:
            table = file.read(columns=list(names))
            return {name: table[name].to_pylist() for name in names}

    with _sound_parquet(path) as file:
        return file.schema_arrow.names, load


@contextmanager
def _sound_parquet(path: Path) -> Iterator[pq.ParquetFile]:
    try:
        with pq.ParquetFile(path) as file:
            yield file
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DataError(path, f"is no sound Parquet file ({error}); export the table again") from error


def _check_header(path: Path, header: list[str], needed: list[str], kept: list[str]) -> None:
    for name in (*needed, *kept):
        if header.count(name) > 1:
            raise DataError(path, f"stands {header.count(name)} times in the header; keep one", column=name)
    lacking = [name for name in needed if name not in header]
    if not lacking:
        return
    unknown = {name.lower().strip(): name for name in header if name not in needed}
    nearest = get_close_matches(lacking[0].lower(), unknown, n=1)
    advice = f"rename '{unknown[nearest[0]]}' if that is it" if nearest else f"the file has {', '.join(header):.300}"
    raise DataError(path, f"is missing; {advice}", column=lacking[0])


def _column(path: Path, field: Field, cells: list[Any]) -> pd.Series:
    """The cells in the frame's form, within the field's hard limits."""
    values = []
    for row, cell in enumerate(cells, 1):
        try:
            values.append(parse_cell(field, cell))
        except ValueError as error:
            raise DataError(path, str(error), column=field.name, row=row) from None
    column = pd.Series(values, dtype=dtype(field))
    if field.kind in NUMERIC_KINDS:
        low, high = field.limits
        outside = ((column < low) | (column > high)).to_numpy()
        if outside.any():
            row = int(outside.argmax())
            problem = f"{show(cells[row])} is outside the limits {_limits(field)}; correct or remove the row"
            raise DataError(path, problem, column=field.name, row=row + 1)
    return column


def _limits(field: Field) -> str:
    unit = f" {field.unit}" if field.unit else ""
    return f"{'-inf' if field.minimum is None else field.minimum} to {'inf' if field.maximum is None else field.maximum}{unit}"


def _check_target(path: Path, target: pd.Series) -> None:
    absent = target.isna().to_numpy()
    if absent.any():
        advice = "every row needs the value that is to be learnt: fill it in or remove the row"
        raise DataError(path, f"is empty; {advice}", column=target.name, row=int(absent.argmax()) + 1)
    if target.nunique() == 1:
        problem = f"is {target[0]:g} in every row, so there is nothing to learn; export a table with different values"
        raise DataError(path, problem, column=target.name)
