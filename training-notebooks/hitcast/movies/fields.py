"""The raw inputs, all known before the release, and what must never be one."""

from dataclasses import replace
from typing import Sequence

from ..fields import Field

BILLED, DIRECTING = 5, 3  # of cast and directors, this many count
SEPARATOR = "|"

FIELDS = (
    Field("budget", "number", "Production budget", 25_000_000, "US dollars", required=True, minimum=1, maximum=10_000_000_000),
    Field("runtime", "number", "Length of the movie", 105, "minutes", minimum=1, maximum=1500),
    Field("release_date", "date", "First release", "2012-06-15", minimum="1870-01-01", maximum="2100-12-31"),
    Field("original_language", "category", "Language in which it is shot, as ISO 639-1 code", "en"),
    Field("genres", "list", "Genres, under TMDB's names", ["Comedy", "Romance"], separator=SEPARATOR),
    Field("keywords", "list", "What it is about and based on, under TMDB's names", ["wedding", "sequel"], separator=SEPARATOR),
    Field("production_companies", "list", "Who produces, under TMDB's names", ["Universal Pictures"], separator=SEPARATOR),
    Field("production_countries", "list", "Where it is produced, as ISO 3166-1 alpha-2 codes", ["US", "GB"], separator=SEPARATOR),
    Field(
        "cast",
        "list",
        f"Who acts, in billing order; the first {BILLED} count",
        ["Meryl Streep", "Tom Hanks"],
        separator=SEPARATOR,
    ),
    Field("directors", "list", f"Who directs; the first {DIRECTING} count", ["Nora Ephron"], separator=SEPARATOR),
)
UNKNOWN_UP_TO = 9_999  # US dollars; below are zeros, and amounts that somebody entered in thousands or millions
LISTS = tuple(field.name for field in FIELDS if field.kind == "list")
REVENUE = Field("revenue", "number", "Worldwide box office", 90_000_000, "US dollars", minimum=0)
LEAKS = (
    Field("popularity", "number", "TMDB's measure of attention, when the data was taken", 20.5),
    Field("vote_count", "number", "Ratings by TMDB's users", 1200),
    Field("vote_average", "number", "Mean rating by TMDB's users", 6.4),
)


def unknown_as_zero(fields: Sequence[Field]) -> list[Field]:
    """The fields as TMDB exports them: a number that is not known stands as 0."""
    return [replace(field, minimum=0) if field.kind == "number" else field for field in fields]
