import hashlib

import pytest
from hitcast.errors import DataError
from hitcast.songs import data
from made_up_tracks import tracks as made_up
from made_up_tracks import write


def test_reads_the_format_with_index_track_id_and_explicit(tmp_path):
    path = tmp_path / "dataTrain_Spotify.csv"
    table = made_up(60).assign(track_id="5x59U89ZnjZXuNAAlc8X1u", explicit=[True, False] * 30)
    table.to_csv(path)  # the index goes first, without a name

    loaded = data.load(path)

    assert [field.name for field in loaded.fields] == [field.name for field in data.FIELDS]
    assert loaded.frame["explicit"].tolist()[:2] == [1, 0]
    assert "track_id" not in loaded.frame


def test_a_table_without_explicit_makes_a_model_without_it(tmp_path):
    loaded = data.load(write(tmp_path, 60))

    assert "explicit" not in [field.name for field in loaded.fields]
    assert loaded.frame["artists"].map(type).eq(tuple).all()


def test_exact_duplicates_count_once_and_the_file_is_named(tmp_path):
    path = tmp_path / "tracks.csv"
    table = made_up(60)
    table.loc[[*table.index, 3, 4]].to_csv(path, index=False)

    loaded = data.load(path)

    assert (len(loaded.frame), loaded.file.rows, loaded.file.name) == (60, 62, "tracks.csv")
    assert loaded.file.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_missing_column_is_named(tmp_path):
    path = tmp_path / "tracks.csv"
    made_up(60).rename(columns={"tempo": "temp"}).to_csv(path, index=False)

    with pytest.raises(DataError, match="tracks.csv, column 'tempo': is missing; rename 'temp'"):
        data.load(path)


def test_a_value_outside_its_limits_is_named_with_its_row(tmp_path):
    path = tmp_path / "tracks.csv"
    table = made_up(60)
    table.loc[7, "energy"] = 1.5
    table.to_csv(path, index=False)

    with pytest.raises(DataError, match=r"column 'energy', row 8: .*1\.5.* 0 to 1"):
        data.load(path)


def test_too_few_tracks_to_train_on_are_counted(tmp_path):
    path = write(tmp_path, 60)

    assert len(data.load(path).frame) == 60
    with pytest.raises(DataError, match=r"dataTrain_Spotify.csv: has 60 recordings by 5 artists; at least 300 by 40 are needed"):
        data.load_for_training(path)
