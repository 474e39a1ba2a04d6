import pytest
from hitcast.songs import data
from hitcast.songs.model import fit
from made_up_tracks import SMALL, write


@pytest.fixture(scope="session")
def tracks(tmp_path_factory):
    return data.load(write(tmp_path_factory.mktemp("songs")))


@pytest.fixture(scope="session")
def model(tracks):
    return fit(tracks.frame, tracks.fields, SMALL)
