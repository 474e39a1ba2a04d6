"""Movies that nobody made: what they earn depends on their names and their budget, with some noise."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from hitcast.movies.model import Settings

SMALL = Settings(trees=25, min_samples_leaf=10, first_year=1992)
CUTOFFS = (2004, 2006)
GENRES = ("Drama", "Comedy", "Documentary", "家族")


def movies(rows: int = 400, seed: int = 0) -> pd.DataFrame:
    """A table under the names of the inputs, with revenue and what leaks, from 1990 to 2008; dates and lists as in CSV."""
    random = np.random.default_rng(seed)
    fame = {kind: random.normal(0, 0.6, 30) for kind in ("actor", "studio", "word", "director")}
    first = date(1990, 1, 1)
    table = []
    for i in range(rows):
        cast, studio, word, director = (random.integers(0, 30, n) for n in (3, 2, 4, 1))
        budget = float(np.round(np.exp(random.normal(16.5, 1.2))))
        worth = (
            fame["actor"][cast].sum() + fame["studio"][studio].sum() + fame["word"][word].sum() + fame["director"][director].sum()
        )
        revenue = round(budget * np.exp(0.6 + 0.6 * worth + random.normal(0, 0.5)))
        table.append(
            {
                "budget": budget,
                "runtime": float(random.integers(70, 180)),
                "release_date": (first + timedelta(days=int(6900 * i / rows))).isoformat(),
                "original_language": random.choice(["en", "en", "fr", ""]),
                "genres": GENRES[random.integers(0, len(GENRES))],
                "keywords": "|".join(f"word {w}" for w in word),
                "production_companies": "|".join(f"Studio {s}" for s in studio),
                "production_countries": random.choice(["US", "US|GB", "FR", ""]),
                "cast": "|".join(f"Äctor {a}" for a in cast),
                "directors": f"Director {director[0]}",
                "revenue": float(revenue),
                "popularity": float(revenue / 1e6),
                "vote_count": float(random.integers(10, 1000)),
                "vote_average": float(random.uniform(3, 9)),
            }
        )
    return pd.DataFrame(table)


def write(folder: Path, table: pd.DataFrame | None = None) -> Path:
    """The same as a CSV file."""
    path = folder / "movies.csv"
    (movies() if table is None else table).to_csv(path, index=False)
    return path


def write_tmdb(folder: Path, table: pd.DataFrame, changes: dict[str, dict[int, dict]] | None = None) -> Path:
    """The same as TMDB's two CSV files; `changes`: file name -> row -> cells that differ."""
    details, credits = [], []
    for i, row in enumerate(table.to_dict("records"), 1):
        year, month, day = row["release_date"].split("-")
        shared = {"id": i} | {k: row[k] for k in ("budget", "revenue", "popularity", "vote_count", "vote_average", "runtime")}
        objects = {k: json.dumps([{"id": 1, "name": name} for name in row[k].split("|")]) for k in LISTED}
        countries = json.dumps([{"iso_3166_1": code, "name": code} for code in row["production_countries"].split("|") if code])
        details.append(
            shared
            | objects
            | {
                "production_countries": countries,
                "release_date": row["release_date"],
                "original_language": row["original_language"],
            }
        )
        credits.append(
            shared
            | {k: row[k] for k in (*LISTED, "cast")}
            | {"director": row["directors"], "release_date": f"{int(month)}/{int(day)}/{year[2:]}", "release_year": int(year)}
        )
    for name, rows in (("tmdb_5000_movies.csv", details), ("tmdb-movies.csv", credits)):
        for number, cells in (changes or {}).get(name, {}).items():
            rows[number].update(cells)
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return folder


LISTED = ("genres", "keywords", "production_companies")
