from dataclasses import replace

import pytest
from hitcast.movies import data
from hitcast.movies.calibration import Calibration
from hitcast.movies.model import Trainer
from made_up_movies import SMALL, write


@pytest.fixture(scope="session")
def movies(tmp_path_factory):
    return data.load(write(tmp_path_factory.mktemp("movies")))


@pytest.fixture(scope="session")
def trainer(movies):
    return Trainer(movies.frame, 2.0, SMALL)


@pytest.fixture(scope="session")
def model(trainer):
    return replace(trainer.everything(), calibration=Calibration(1.2, -0.1))
