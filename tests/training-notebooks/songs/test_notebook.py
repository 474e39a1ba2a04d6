"""The notebook from start to end on made-up tracks, and what it published."""

from dataclasses import asdict
from pathlib import Path

import hitcast
import papermill
import pytest
from hitcast.cli import execute, main
from hitcast.repository import read_json
from hitcast.songs.evaluation import CASES
from hitcast.verify import verify
from made_up_tracks import SMALL, write
from made_up_tracks import tracks as made_up

NOTEBOOK = Path(hitcast.__file__).parents[1] / "spotify_popularity.ipynb"


@pytest.fixture(scope="module")
def version(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebook")
    parameters = {
        "DATA": str(write(folder)),
        "MODELS": str(folder / "models"),
        "FOLDS": 3,
        "REPLACED_ITERATIONS": 5,
        "SETTINGS": asdict(SMALL),
        "TREES": [10, 20],
    }
    execute(NOTEBOOK, folder / "executed.ipynb", parameters)
    return folder / "models" / "spotify-popularity" / "1"


def test_it_publishes_a_whole_version(version):
    verify(version)


def test_the_figures_of_all_cases_are_published(version):
    figures = read_json(version / "manifest.json")["metrics"]["figures"]

    assert set(figures["model"]) == set(figures["replaced recipe"]) == set(CASES)
    assert all(0 < figures["model"][case]["coverage"] <= 1 for case in CASES)


def test_the_card_shows_every_plot(version):
    card = (version / "card.md").read_text(encoding="utf-8")

    assert {f"(plots/{plot.name})" in card for plot in (version / "plots").iterdir()} == {True}
    assert len(list((version / "plots").iterdir())) == 5


def test_wrong_data_ends_with_one_sentence_and_publishes_nothing(tmp_path, capfd):
    path = tmp_path / "tracks.csv"
    table = made_up(40).astype({"tempo": object})
    table.loc[2, "tempo"] = "fast"
    table.to_csv(path, index=False)

    code = main(["train", "spotify-popularity", "--data", str(path), "--models", str(tmp_path / "models")])

    assert code == 2
    assert (
        capfd.readouterr()
        .err.strip()
        .endswith("tracks.csv, column 'tempo', row 3: 'fast' is not a number: write it like 1234.5, or leave the cell empty")
    )
    assert not (tmp_path / "models").exists()


def test_the_notebook_is_committed_without_outputs():
    cells = papermill.iorw.load_notebook_node(str(NOTEBOOK)).cells

    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
