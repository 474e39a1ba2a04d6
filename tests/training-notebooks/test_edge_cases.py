from hitcast.edge_cases import LONG_LIST, edge_cases
from hitcast.fields import to_requests
from test_fields import FIELDS, FRAME

ROWS = edge_cases(FIELDS, FRAME)


def test_each_field_is_missing_once_alone_and_once_with_all_others():
    missing = [{name for name, value in request.items() if value in (None, [])} for request in to_requests(FIELDS, ROWS)]

    assert {field.name for field in FIELDS} in missing
    assert all({field.name} in missing for field in FIELDS)


def test_numbers_reach_their_limits():
    assert ROWS["length"].min() == 0
    assert (ROWS["released"].min(), ROWS["released"].max()) == FIELDS[2].limits


def test_there_are_long_lists_and_other_scripts():
    assert max(map(len, ROWS["artists"])) == LONG_LIST
    assert "Дмитрий" in set(ROWS["label"]) and ("Дмитрий",) in set(ROWS["artists"])
