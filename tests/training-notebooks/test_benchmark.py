import numpy as np
import pytest
import spox
import spox.opset.ai.onnx.v21 as op
from hitcast.benchmark import onnx_contestant, race


def test_contestants_answer_one_row_at_a_time_and_all_at_once():
    asked = []

    table = race({"first": asked.append, "second": asked.append}, rows=100, rounds=2, singles=3)

    assert list(table.index) == ["first", "second"] and (table > 0).all().all()
    assert table.loc["second", "times_faster"] == 1
    assert asked.count(slice(0, 100)) == 2 * (1 + 2)  # a round goes before those that count
    assert [asked.count(slice(row, row + 1)) for row in range(1, 10)] == [2] * 8 + [0]  # another row each time, in all rounds


def test_the_graph_is_asked_for_the_rows_in_question():
    x = spox.argument(spox.Tensor(np.float32, ("N", 1)))
    graph = spox.build({"x": x}, {"y": op.add(x, x)}).SerializeToString()

    answer = onnx_contestant(graph, {"x": np.arange(5, dtype=np.float32).reshape(-1, 1)})

    assert answer(slice(3, 5))[0].ravel().tolist() == [6, 8]


def test_a_contestant_that_fails_is_no_result():
    def broken(rows):
        raise ValueError("cannot answer")

    with pytest.raises(ValueError, match="cannot answer"):
        race({"broken": broken}, rows=1)
