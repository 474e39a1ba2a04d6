"""The body of the model card: what a reader must know before relying on the model."""

import pandas as pd

from ..plots import markdown
from .benchmark import LIBRARY
from .candidate import SOURCE, TERMS
from .data import Tracks
from .evaluation import ALBUM, ANY, ARTIST, SPLIT, Evaluation, intervals, scores
from .model import Settings

SCORES = {"r2": "{:.3f}", "r2_sd": "{:.3f}", "mae": "{:.2f}", "mae_sd": "{:.2f}"}
BANDS = {"rows": "{:,.0f}", "coverage": "{:.1%}", "width": "{:.1f}", "constant_width": "{:.1f}"}
SPEED = {"same_row_us": "{:.0f}", "one_row_us": "{:.0f}", "rows_per_second": "{:,.0f}", "times_faster": "{:.2f}"}
CURVE = {ANY: "{:.3f}", ARTIST: "{:.3f}", "megabytes": "{:.1f}", "one_row_us": "{:.0f}"}


def body(tracks: Tracks, settings: Settings, evaluation: Evaluation, speed: pd.DataFrame, curve: pd.DataFrame) -> str:
    """Markdown, without the header that publishing writes."""
    return "\n\n".join(
        [
            _accuracy(evaluation),
            _interval(evaluation),
            _drivers(),
            _speed(settings, speed, curve),
            _limits(evaluation),
            _data(tracks),
        ]
    )


def _accuracy(evaluation: Evaluation) -> str:
    parts = [
        "## How accurate it is",
        SPLIT.format(folds=evaluation.folds),
        "Mean and standard deviation over the folds; `mae` is the mean absolute error in points.",
        markdown(scores(evaluation), SCORES, "this model"),
    ]
    if evaluation.has_replaced:
        parts += [
            "The recipe of the service that this model replaces (CatBoost with its native categorical features, 1500 trees of "
            "depth 10, learning rate 0.05, l2 1), trained and tested in the same run on the same folds:",
            markdown(scores(evaluation, "replaced"), SCORES, "replaced recipe"),
        ]
    parts += ["![Predicted against true](plots/predicted-against-true.png)", "![Error by genre](plots/error-by-genre.png)"]
    return "\n\n".join(parts)


def _interval(evaluation: Evaluation) -> str:
    return f"""## How sure it is

`lower` and `upper` are narrow where the names are well known and wide where they are not. `coverage` is the share of unseen
tracks inside, `width` the mean width in points; `constant_width` is what a band of one width needs to cover as many of the
same tracks, chosen with their answers in sight.

{markdown(intervals(evaluation), BANDS, "case")}

![Coverage](plots/interval-coverage.png)"""


def _drivers() -> str:
    return """## What moves the answer

What the artists', the album's and the genre's other tracks are worth says most; the sound of a track says little. Exact
SHAP values of every answer can be computed from `model.onnx` alone.

![Importance](plots/importance.png)"""


def _speed(settings: Settings, speed: pd.DataFrame, curve: pd.DataFrame) -> str:
    beside = speed.loc[LIBRARY]
    graph = speed.iloc[0]
    return f"""## How fast it is

Each on one thread, in turns in one run, of many rounds the quietest: microseconds for one row alone (the median of 100), the
same again and again and another each time (which the processor has not at hand), and rows a second in one batch;
`times_faster` in the batch than CatBoost alone.

{markdown(speed, SPEED, "who answers")}

One row alone takes the graph {graph["one_row_us"] / beside["one_row_us"]:.2f} times as long as CatBoost's own `predict` from Python,
although it also encodes the raw fields and gives the interval; in bulk CatBoost, which walks symmetric trees with vector
instructions, answers {1 / graph["times_faster"]:.1f} times as many ready rows. The model has {settings.trees} trees; what more or
fewer would bring on the first fold of each split:

{markdown(curve, CURVE, "trees")}

![Accuracy against size and speed](plots/accuracy-against-size.png)"""


def _limits(evaluation: Evaluation) -> str:
    table = scores(evaluation)
    return f"""## What it must not be used for

- **Judging a song by its sound.** For artists and albums never seen, R² is {table.loc[ALBUM, "r2"]:.2f} against {table.loc[ANY, "r2"]:.2f} for
  any recording: most of the forecast is the past of the names. It says little about a debut.
- **Deciding about people**: whom to sign, to pay or to promote. It carries the past forward, with all of its bias.
- **Proving causes.** Changing tempo or energy in a request does not show what changing them in the studio would do.
- **Forecasting over time.** The data is one snapshot; popularity fades and comes back, and new artists are not in the tables.
- **Other genres or catalogues** than those of the training data: `reference.json` shows what it has seen."""


def _data(tracks: Tracks) -> str:
    genres = tracks.frame["track_genre"].nunique()
    zeros = (tracks.frame["popularity"] == 0).mean()
    return f"""## The data

`{tracks.file.name}`: {tracks.file.rows:,} rows, {len(tracks.frame):,} after exact duplicates, {genres} genres; mean popularity
{tracks.frame["popularity"].mean():.1f}, standard deviation {tracks.frame["popularity"].std():.1f}, {zeros:.0%} zeros (often re-releases and compilations). Source: {SOURCE}.

{TERMS}"""
