import numpy as np
import pytest
import spox
from hitcast.graph import run
from hitcast.movies import calibration
from hitcast.movies.calibration import Calibration
from scipy.special import expit


def test_it_finds_how_far_log_odds_are_off():
    random = np.random.default_rng(0)
    log_odds = random.normal(0, 2, 20_000)
    success = random.random(20_000) < expit(0.5 * log_odds + 0.3)

    found = calibration.fit(log_odds, success)

    assert (found.slope, found.intercept) == pytest.approx((0.5, 0.3), abs=0.05)


def test_the_graph_gives_the_same_probabilities():
    log_odds = np.linspace(-30, 30, 101, dtype=np.float32)
    argument = spox.argument(spox.Tensor(np.float32, ("N", 1)))
    calibrated = Calibration(1.7, -0.4)
    graph = spox.build({"log_odds": argument}, {"probability": calibrated.to_onnx(argument)}).SerializeToString()

    found = run(graph, {"log_odds": log_odds.reshape(-1, 1)})["probability"]

    np.testing.assert_allclose(found, calibrated.probability(log_odds), atol=1e-6)


def test_without_calibration_the_log_odds_speak():
    assert Calibration().probability(np.array([0.0])) == 0.5
