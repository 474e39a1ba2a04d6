"""A notebook's run as a person follows it in a terminal or a log."""

import re
import time
from typing import Any, TextIO


class Progress:
    """Writes the elapsed time with each heading that the run reaches, and below it what the cells print to `streams`."""

    def __init__(self, out: TextIO):
        self._out = out
        self._started = time.monotonic()
        self.streams = {"stdout": Lines(out), "stderr": Lines(out)}

    def start_cell(self, cell: Any, cell_index: int) -> None:
        """Called with every cell, of text or of code, before it is run."""
        self.end()
        heading = re.match(r"#+ +(.+)", cell.source)
        if cell.cell_type == "markdown" and heading:
            minutes, seconds = divmod(int(time.monotonic() - self._started), 60)
            print(f"[{minutes:3}:{seconds:02}] {heading[1]}", file=self._out, flush=True)

    def end(self) -> None:
        """Writes the lines that were not ended."""
        for stream in self.streams.values():
            stream.end()


class Lines:
    """Takes text in pieces that may end anywhere, and writes whole lines, indented.

    Of a line that a progress bar draws again and again, only the last state is written.
    """

    def __init__(self, out: TextIO):
        self._out = out
        self._unfinished = ""

    def write(self, text: str) -> None:
        *lines, self._unfinished = (self._unfinished + text).split("\n")
        for line in lines:
            print(f"         {line.rstrip().rpartition(chr(13))[2]}".rstrip(), file=self._out)

    def flush(self) -> None:
        self._out.flush()

    def end(self) -> None:
        if self._unfinished:
            self.write("\n")
