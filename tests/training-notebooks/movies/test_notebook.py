"""The notebook from start to end on made-up movies, and what it published."""

from dataclasses import asdict
from pathlib import Path

import hitcast
import papermill
import pytest
from hitcast.cli import execute
from hitcast.repository import read_json
from hitcast.verify import verify
from made_up_movies import CUTOFFS, SMALL, write

NOTEBOOK = Path(hitcast.__file__).parents[1] / "movie_success.ipynb"


@pytest.fixture(scope="module")
def version(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebook")
    parameters = {
        "DATA": str(write(folder)),
        "MODELS": str(folder / "models"),
        "CUTOFFS": list(CUTOFFS),
        "REPLACED_TREES": 10,
        "SETTINGS": asdict(SMALL),
    }
    execute(NOTEBOOK, folder / "executed.ipynb", parameters)
    return folder / "models" / "movie-success" / "1"


def test_it_publishes_a_whole_version(version):
    verify(version)


def test_no_input_is_known_only_after_the_release(version):
    manifest = read_json(version / "manifest.json")
    names = {entry["name"] for entry in manifest["inputs"]}

    assert len(names) == 10
    assert names.isdisjoint({"revenue", "popularity", "vote_count", "vote_average"})
    assert [entry["name"] for entry in manifest["inputs"] if entry["required"]] == ["budget"]


def test_figures_of_all_periods_are_published(version):
    metrics = read_json(version / "manifest.json")["metrics"]
    periods = metrics["figures"]["by period"]

    assert {"2004-2005", "2006-2007", "mean"} <= set(periods)
    assert metrics["primary"]["value"] == periods["mean"]["auc"]


def test_the_card_shows_every_plot_and_says_whether_the_goals_are_reached(version):
    card = (version / "card.md").read_text(encoding="utf-8")

    assert {f"(plots/{plot.name})" in card for plot in (version / "plots").iterdir()} == {True}
    assert len(list((version / "plots").iterdir())) == 4
    assert "The goal of 0.73 is" in card and "not endorsed or certified by TMDB" in card
    assert "nan" not in card.lower().replace("finan", "")


def test_the_notebook_is_committed_without_outputs():
    cells = papermill.iorw.load_notebook_node(str(NOTEBOOK)).cells

    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
