import numpy as np
import pandas as pd
import pytest
from hitcast.fields import Field, from_requests, missing, to_days, to_feed, to_iso, to_requests

FIELDS = [
    Field("length", "number", "", 1.5, "seconds", minimum=0),
    Field("live", "flag", "", True),
    Field("released", "date", "", "1999-12-31", minimum="1900-01-01", maximum="2100-01-01"),
    Field("label", "category", "", "x"),
    Field("artists", "list", "", ["a"], separator=";"),
]
FRAME = pd.DataFrame(
    {
        "length": [1.5, np.nan],
        "live": [1.0, np.nan],
        "released": [-1.0, np.nan],
        "label": ["東京", ""],
        "artists": [("a", "b"), ()],
    }
)
REQUESTS = [
    {"length": 1.5, "live": True, "released": "1969-12-31", "label": "東京", "artists": ["a", "b"]},
    {"length": None, "live": None, "released": None, "label": None, "artists": []},
]


def test_a_frame_becomes_requests_and_comes_back():
    assert to_requests(FIELDS, FRAME) == REQUESTS
    pd.testing.assert_frame_equal(from_requests(FIELDS, REQUESTS), FRAME, check_dtype=False)


def test_what_a_request_lacks_is_missing():
    row = from_requests(FIELDS, [{}]).iloc[0]

    assert [str(row[field.name]) for field in FIELDS] == [str(missing(field)) for field in FIELDS]


def test_tensors_are_columns_of_float32_or_text():
    feed = to_feed(FIELDS, FRAME)

    assert {name: (values.shape, values.dtype.kind) for name, values in feed.items()} == {
        **dict.fromkeys(("length", "live", "released"), ((2, 1), "f")),
        **dict.fromkeys(("label", "artists"), ((2, 1), "O")),
    }
    assert feed["artists"].ravel().tolist() == ["a\x1fb", ""]
    assert feed["released"].dtype == np.float32 and feed["released"][0, 0] == -1


@pytest.mark.parametrize(("iso", "days"), [("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11017), ("0001-01-01", -719162)])
def test_dates_are_days_from_1970(iso, days):
    assert to_days(iso) == days and to_iso(days) == iso


def test_an_impossible_date_is_an_error():
    with pytest.raises(ValueError, match="2001-02-30|day is out of range"):
        to_days("2001-02-30")


def test_limits_are_in_the_unit_of_the_tensor():
    assert FIELDS[0].limits == (0, np.inf)
    assert FIELDS[2].limits == (to_days("1900-01-01"), to_days("2100-01-01"))
