"""The recipe of the service that this model replaces: a random forest after SMOTE, for comparison only."""

import numpy as np
from imblearn.over_sampling import SMOTE
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline

HONEST, LEAKY = "replaced recipe, same inputs", "replaced recipe, its own leaky inputs"


def probabilities(inputs: np.ndarray, success: np.ndarray, test: np.ndarray, trees: int, seed: int) -> np.ndarray:
    """Learns from `inputs` [N, F] and `success` [N]; the probabilities for `test` [M, F]. Missing numbers become medians."""
    imputer = SimpleImputer(strategy="median", keep_empty_features=True)
    balanced, labels = SMOTE(random_state=seed).fit_resample(imputer.fit_transform(inputs), success)
    forest = RandomForestClassifier(trees, class_weight="balanced", random_state=seed)
    return make_pipeline(imputer, forest.fit(balanced, labels)).predict_proba(test)[:, 1]
