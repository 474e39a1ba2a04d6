import hashlib

import pytest
from hitcast.errors import DataError
from hitcast.movies import data
from hitcast.movies.fields import FIELDS
from made_up_movies import movies as made_up
from made_up_movies import write


def test_reads_a_csv_table_under_the_names_of_the_inputs(tmp_path):
    path = write(tmp_path)

    loaded = data.load(path)

    assert set(loaded.frame) == {field.name for field in FIELDS} | {"revenue", "popularity", "vote_count", "vote_average"}
    assert loaded.frame["cast"].map(type).eq(tuple).all() and loaded.frame["cast"].map(len).max() == 3
    assert loaded.frame["release_date"].iloc[0] == 7305  # 1990-01-01
    assert [(file.name, file.rows) for file in loaded.files] == [("movies.csv", 400)]
    assert loaded.files[0].sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_reads_parquet_alike(tmp_path):
    table = made_up()
    lists = [field.name for field in FIELDS if field.kind == "list"]
    parquet = table.assign(**{name: table[name].str.split("|") for name in lists})
    parquet.to_parquet(tmp_path / "movies.parquet")

    assert data.load(tmp_path / "movies.parquet").frame.equals(data.load(write(tmp_path)).frame)


def test_movies_without_date_budget_or_revenue_are_left_out(tmp_path):
    table = made_up()
    table.loc[0, "release_date"] = ""
    table.loc[1, "budget"] = 0
    table.loc[2, "revenue"] = 68  # in millions
    table.loc[3, "runtime"] = 0
    table = table.astype({"revenue": object})
    table.loc[4, "revenue"] = ""  # not released yet

    frame = data.load(write(tmp_path, table)).frame

    assert len(frame) == 396
    assert frame["runtime"].isna().sum() == 1


def test_what_only_the_screen_tells_is_left_out_and_a_name_counts_once(tmp_path):
    table = made_up()
    table.loc[0, "keywords"] = "sequel|aftercreditsstinger| sequel |island"

    assert data.load(write(tmp_path, table)).frame["keywords"][0] == ("sequel", "island")


def test_only_what_leaks_may_be_absent(tmp_path):
    loaded = data.load(write(tmp_path, made_up().drop(columns=["popularity", "vote_count", "vote_average"])))

    assert loaded.leaks == ["revenue"]
    with pytest.raises(DataError, match="movies.csv, column 'directors': is missing; rename 'director'"):
        data.load(write(tmp_path, made_up().rename(columns={"directors": "director"})))


@pytest.mark.parametrize(
    ("column", "value", "problem"),
    [
        ("release_date", "6/9/15", r"column 'release_date', row 8: '6/9/15' is not a date: write it as YYYY-MM-DD"),
        ("budget", "a lot", r"column 'budget', row 8: 'a lot' is not a number"),
        ("runtime", -5, r"column 'runtime', row 8: .*outside the limits 0 to 1500 minutes"),
        ("revenue", -1, r"column 'revenue', row 8: '-1' is outside the limits 0 to"),
    ],
)
def test_a_bad_cell_is_named(tmp_path, column, value, problem):
    table = made_up().astype({column: object})
    table.loc[7, column] = value

    with pytest.raises(DataError, match=problem):
        data.load(write(tmp_path, table))


def test_too_few_movies_are_refused(tmp_path):
    with pytest.raises(DataError, match=r"has 50 movies with .* above 9,999 US dollars; at least 100 are needed"):
        data.load(write(tmp_path, made_up(50)))


def test_success_is_revenue_of_the_factor_times_the_budget(movies):
    frame = movies.frame.head(3).assign(budget=[10_000, 10_000, 20_000], revenue=[20_000, 19_999, 60_000])

    assert data.successes(frame, 2).tolist() == [True, False, True]
    assert data.successes(frame, 3).tolist() == [False, False, True]


def test_shortened_movies_keep_the_first_keywords_and_companies(movies):
    short = data.shortened(movies.frame, 1)

    assert short["keywords"].map(len).max() == short["production_companies"].map(len).max() == 1
    assert short["cast"].equals(movies.frame["cast"])
