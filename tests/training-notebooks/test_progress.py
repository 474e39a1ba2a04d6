import io

import pytest
from hitcast.progress import Progress
from nbformat.v4 import new_code_cell, new_markdown_cell


@pytest.fixture
def out():
    return io.StringIO()


@pytest.fixture
def progress(out):
    return Progress(out)


def test_headings_carry_the_elapsed_time_and_outputs_stand_below(out, progress):
    text, code = new_markdown_cell("## Load the data\n\nWhy."), new_code_cell("# a comment\nprint(1)")
    for index, cell in enumerate([text, code, new_markdown_cell("no heading")]):
        progress.start_cell(cell, cell_index=index)
    progress.streams["stdout"].write("1\n")
    assert out.getvalue() == "[  0:00] Load the data\n         1\n"


def test_of_a_progress_bar_only_the_last_state_is_written(out, progress):
    for percent in range(101):
        progress.streams["stderr"].write(f"\r{percent} %")
    assert out.getvalue() == ""
    progress.streams["stdout"].write("windows line\r\n")
    progress.end()
    assert out.getvalue() == "         windows line\n         100 %\n"


def test_pieces_of_a_line_are_joined_and_a_next_cell_ends_the_line(out, progress):
    for piece in ("a", "b\nc", "d"):
        progress.streams["stdout"].write(piece)
    progress.start_cell(new_code_cell("1"), cell_index=1)
    progress.streams["stdout"].write("e\n")
    assert out.getvalue() == "         ab\n         cd\n         e\n"
