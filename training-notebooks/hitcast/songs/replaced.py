"""The recipe of the service that this model replaces: CatBoost with its native categorical features, for comparison only."""

from typing import Sequence

import numpy as np
import pandas as pd
from catboost import CatBoostRegressor

from ..fields import NUMERIC_KINDS, Field


def predictions(fields: Sequence[Field], train: pd.DataFrame, test: pd.DataFrame, iterations: int = 1500) -> np.ndarray:
    """Trains on `train` and predicts the popularity of `test`, [N]."""
    texts = [field.name for field in fields if field.kind not in NUMERIC_KINDS]
    model = CatBoostRegressor(
        iterations=iterations,
        learning_rate=0.05,
        depth=10,
        l2_leaf_reg=1,
        cat_features=texts,
        random_seed=0,
        verbose=False,
        allow_writing_files=False,
    )
    return model.fit(_raw(fields, train), train["popularity"]).predict(_raw(fields, test))


def _raw(fields: Sequence[Field], frame: pd.DataFrame) -> pd.DataFrame:
    columns = {f.name: frame[f.name].map(f.separator.join) if f.kind == "list" else frame[f.name] for f in fields}
    return pd.DataFrame(columns)
