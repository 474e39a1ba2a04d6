"""The body of the model card: what a reader must know before relying on the model."""

import pandas as pd

from ..fields import to_iso
from ..plots import markdown
from .candidate import SOURCE, TERMS
from .data import Movies, successes
from .evaluation import CALIBRATING, YEARS, Evaluation
from .fields import LISTS, UNKNOWN_UP_TO
from .model import LABELS, THRESHOLD, Settings
from .scores import MEAN, POOLED, against_replaced, by_group, by_period, by_threshold

PERIODS = {
    "movies": "{:.0f}",
    "successes": "{:.0%}",
    "forecast": "{:.0%}",
    "auc": "{:.3f}",
    "brier": "{:.3f}",
    "brier_base": "{:.3f}",
    "ece": "{:.3f}",
    "ece_floor": "{:.3f}",
}
GROUPS = {"movies": "{:.0f}", "successes": "{:.0%}", "forecast": "{:.0%}", "auc": "{:.3f}"}
REPLACED = {"auc": "{:.3f}", "brier": "{:.3f}", "ece": "{:.3f}"}
THRESHOLDS = {"called": "{:.0%}", "precision": "{:.0%}", "recall": "{:.0%}", "accuracy": "{:.0%}"}
SPEED = {"same_row_us": "{:.0f}", "one_row_us": "{:.0f}", "rows_per_second": "{:,.0f}", "times_faster": "{:.2f}"}
GOAL_AUC, GOAL_ECE = 0.73, 0.04


def body(
    movies: Movies, factor: float, settings: Settings, evaluation: Evaluation, shortened: Evaluation, speed: pd.DataFrame
) -> str:
    """Markdown, without the header that publishing writes. `shortened`: the evaluation on `data.shortened` movies."""
    return "\n\n".join(
        [
            _accuracy(factor, evaluation),
            _leak(evaluation),
            _drivers(evaluation, shortened),
            _weak_spots(movies, settings, evaluation),
            _threshold(evaluation),
            _limits(),
            _data(movies, factor),
            _speed(speed),
        ]
    )


def _accuracy(factor: float, evaluation: Evaluation) -> str:
    table = by_period(evaluation)
    mean, pooled = table.loc[MEAN], table.loc[POOLED]
    better = (table["brier"] < table["brier_base"]).drop([MEAN, POOLED])
    return f"""## How good it is

Success is a worldwide revenue of at least {factor:g} times the budget. {evaluation.split}

{markdown(table, PERIODS, "period")}

`brier` is the mean squared error of the probability, `brier_base` that of always forecasting the share of successes known from
training. `ece` is the calibration error in 10 bins; `ece_floor` is what chance alone leaves of it to a perfect forecast of so few
movies.

- **Ranking: AUC {mean["auc"]:.3f}** as the mean of the periods. The goal of {GOAL_AUC} is {_reached(mean["auc"] >= GOAL_AUC)}.
- **Calibration: ECE {pooled["ece"]:.3f}** over all periods together, {mean["ece"]:.3f} as the mean of the periods.
  The goal of {GOAL_ECE} is {_reached(pooled["ece"] <= GOAL_ECE)} over all periods,
  and {_reached(mean["ece"] <= GOAL_ECE)} within a period.
  There a perfect forecast would average {mean["ece_floor"]:.3f}, and the share of successes moves from one period to the
  next more than a forecast made before it can know.
- **Brier score** better than the base rate's in {better.sum()} of {len(better)} periods.

Some settings of the training were first tried on these same years, so a little of the ranking may be luck.

![ROC curves](plots/roc.png)
![Calibration](plots/calibration.png)"""


def _leak(evaluation: Evaluation) -> str:
    table = against_replaced(evaluation)
    if len(table) == 1:
        return "## What a leak looks like\n\nThe recipe of the service that this model replaces was not run beside this version."
    return f"""## What a leak looks like

The service that this model replaces fed a random forest (balanced classes, SMOTE) with revenue, votes and popularity, which
define success or follow from it. Means over the same periods, in the same run:

{markdown(table, REPLACED, "who forecasts")}

The last row looks best and forecasts nothing: before the release nobody has those numbers."""


def _drivers(evaluation: Evaluation, shortened: Evaluation) -> str:
    short, full = (by_period(e).loc[MEAN, "auc"] for e in (shortened, evaluation))
    return f"""## What drives the forecast

What a movie's names earned before: each keyword, company, genre, actor and director has a weight (its part in the returns of the
earlier movies that carry it) and, some, a record. A better record never lowers the forecast. Then come budget, date and length.
Exact SHAP values of every answer can be computed from `model.onnx` alone.

![Importance](plots/importance.png)

**Keywords were edited after the release.** TMDB's users describe a well-known movie with more keywords, so a long list is
itself a sign of success that a new movie does not have yet. The number of names is no input, but a sum of weights still
grows with it. With at most five keywords and five companies a movie, the mean AUC is {short:.3f} instead of {full:.3f}:
count on that figure where a movie is new to TMDB."""


def _weak_spots(movies: Movies, settings: Settings, evaluation: Evaluation) -> str:
    first, untested = to_iso(movies.frame["release_date"].iloc[0])[:4], evaluation.cutoffs[0] - CALIBRATING * YEARS
    return f"""## Where it fails

{markdown(by_group(evaluation, movies.frame), GROUPS, "group").replace("nan%", "-").replace("nan", "-")}

![Groups](plots/groups.png)

- **Tiny budgets.** TMDB knows the amounts of a small movie mostly when it became known; among those of its size it is an
  exception, and so is its success in this data.
- **Documentaries, and movies not in English.** There are few to learn from and few to test on: their figures are uncertain.
- **Old movies.** Records reach back to {first}, training to {settings.first_year}; movies released before {untested} were never
  tested. The last row had no calibration yet.
- **Debuts.** Names that no earlier movie carries are no error, but add nothing: budget, date, genres and keywords are left.
- **Changing times.** Records are as old as the training; train again at least every {YEARS} years."""


def _threshold(evaluation: Evaluation) -> str:
    return f"""## The label

`label` is '{LABELS[1]}' from a probability of {THRESHOLD:g}: more likely than not, which is right where a missed success costs as
much as a backed failure. Whoever weighs them otherwise should decide by `probability`. On the tested movies:

{markdown(by_threshold(evaluation), THRESHOLDS, "threshold")}

`called` is the share called a success, `precision` the share of these that were, `recall` the share of successes found."""


def _limits() -> str:
    return """## Who must not use it, and for what

- **Nobody for a decision alone**: to fund or to stop a movie. The forecast moves the odds a little; most of what decides
  is not in it.
- **Casting directors and agents: not for hiring, paying or promoting people.** A person's record mirrors budgets, genres and
  roles that were given to them, with all the bias of their time.
- **Investors: not for expected revenue or profit.** Success is a ratio, marketing and shares of cinemas are left out.
- **Anybody: not for causes.** Another keyword or date in a request does not show what a change in the movie would do.
- **Other markets than those of the data**: mostly movies in English with budget and revenue on file."""


def _data(movies: Movies, factor: float) -> str:
    frame = movies.frame
    files = ", ".join(f"`{file.name}` ({file.rows:,} rows)" for file in movies.files)
    gaps = ", ".join(f"{name} {frame[name].map(len).eq(0).mean():.0%}" for name in LISTS)
    rate = successes(frame, factor).mean()
    first, last = (to_iso(frame["release_date"].iloc[row]) for row in (0, -1))
    return f"""## The data

{files}: {len(frame):,} movies released from {first} to {last} have a date, a budget and a revenue (above {UNKNOWN_UP_TO:,} US
dollars; less is no amount); {rate:.0%} succeeded. Missing: {gaps}. A movie is in the data because somebody cared to enter it,
and its amounts are known rather if it did well: of all the movies that are made, fewer succeed.

Source: {SOURCE}

{TERMS}"""


def _speed(speed: pd.DataFrame) -> str:
    return f"""## How fast it is

Each on one thread, in turns in one run, of many rounds the quietest: microseconds for one row alone (the median of 100), the
same again and again and another each time (which the processor has not at hand), and rows a second in one batch;
`times_faster` in the batch than the last.

{markdown(speed, SPEED, "who answers")}"""


def _reached(reached: bool) -> str:
    return "reached" if reached else "**not reached**"
