"""From the trees' log-odds to probabilities that hold: of the movies given 30 %, 30 % are to succeed (Platt 1999)."""

from dataclasses import dataclass

import numpy as np
import spox.opset.ai.onnx.v21 as op
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from spox import Var

WEAK = 1e3  # the inverse of the penalty: none to speak of


@dataclass(frozen=True)
class Calibration:
    """Probability = 1 / (1 + exp(-(slope * log-odds + intercept)))."""

    slope: float = 1.0
    intercept: float = 0.0

    def probability(self, log_odds: np.ndarray) -> np.ndarray:
        """Each of [N] log-odds as a probability."""
        return expit(self.slope * log_odds + self.intercept)

    def to_onnx(self, log_odds: Var) -> Var:
        """The same in a graph, float [N, 1]."""
        slope, intercept = (op.const(np.float32(value)) for value in (self.slope, self.intercept))
        return op.sigmoid(op.add(op.mul(log_odds, slope), intercept))


def fit(log_odds: np.ndarray, success: np.ndarray) -> Calibration:
    """Learns from movies [N] that the trees had not seen; some, and not all, must be successes."""
    regression = LogisticRegression(C=WEAK).fit(log_odds.reshape(-1, 1), success)
    return Calibration(float(regression.coef_[0, 0]), float(regression.intercept_[0]))
