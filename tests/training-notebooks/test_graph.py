import onnx
import pytest
import tiny_model
from hitcast.errors import InvalidModel
from hitcast.fields import NUMERIC_KINDS
from hitcast.graph import check_graph, load, nodes

MODEL = tiny_model.onnx_model()
INPUTS = {field.name: "float" if field.kind in NUMERIC_KINDS else "string" for field in tiny_model.FIELDS}
OUTPUTS = dict.fromkeys(["prediction", "lower", "upper"], "float")


def check(model):
    check_graph(load(model), INPUTS, OUTPUTS, "score", 4)


def test_a_good_graph():
    check(MODEL)
    check(tiny_model.onnx_model(shift=1))


def edited(edit):
    model = onnx.load_model_from_string(MODEL)
    edit(model)
    return model.SerializeToString()


def trees(model):
    return next(node for node in model.graph.node if node.name == "score")


def attribute(model, name):
    return next(a for a in trees(model).attribute if a.name == name)


def rename_input(model):
    for node in model.graph.node:
        node.input[:] = ["size" if name == "length" else name for name in node.input]
    model.graph.input[0].name = "size"


def add_custom_operator(model):
    model.opset_import.add(domain="com.example", version=1)


def add_if_with_custom_operator(model):
    """A node of another domain, hidden in the branch of an If."""
    shape = onnx.helper.make_tensor_value_info("hidden", onnx.TensorProto.FLOAT, None)
    branch = onnx.helper.make_graph(
        [onnx.helper.make_node("Odd", ["length"], ["hidden"], domain="com.example")], "branch", [], [shape]
    )
    condition = onnx.helper.make_tensor("yes", onnx.TensorProto.BOOL, [], [True])
    model.graph.initializer.append(condition)
    model.graph.node.append(onnx.helper.make_node("If", ["yes"], ["unused"], then_branch=branch, else_branch=branch))
    model.opset_import.add(domain="com.example", version=1)


@pytest.mark.parametrize(
    "edit, problem",
    [
        (rename_input, r"its inputs are \['size', .*the manifest says \['length'"),
        (lambda m: setattr(m.graph.input[0].type.tensor_type.shape.dim[0], "dim_value", 1), "input 'length' must have the shape"),
        (lambda m: m.graph.output[1].type.tensor_type.shape.dim.pop(), "not a valid ONNX model"),
        (add_custom_operator, "uses the operator domain 'com.example'; only standard"),
        (add_if_with_custom_operator, "uses the operator domain 'com.example'; only standard"),
        (
            lambda m: setattr(trees(m), "name", "trees"),
            r"must have one TreeEnsembleRegressor named 'score' .* its trees are \['trees'\]",
        ),
        (lambda m: trees(m).attribute.remove(attribute(m, "nodes_hitrates")), "'score' lacks nodes_hitrates"),
        (lambda m: attribute(m, "nodes_hitrates").floats.pop(), "'score' lacks nodes_hitrates"),
        (lambda m: attribute(m, "nodes_hitrates").floats.__setitem__(slice(None), [0.0] * 12), "'score' lacks nodes_hitrates"),
        (
            lambda m: attribute(m, "nodes_featureids").ints.__setitem__(0, 4),
            "'score' reads 5 features; the explanation names only 4",
        ),
        (lambda m: m.graph.node.pop(), "not a valid ONNX model"),
    ],
)
def test_rules_of_the_graph(edit, problem):
    model = edited(edit)
    with pytest.raises(InvalidModel, match=problem):
        check(model)


def test_a_free_dimension_needs_no_name():
    check(edited(lambda m: m.graph.input[0].type.tensor_type.shape.dim[0].ClearField("dim_param")))


def test_types():
    with pytest.raises(InvalidModel, match="input 'length' is a tensor of float; it must be of string"):
        check_graph(load(MODEL), INPUTS | {"length": "string"}, OUTPUTS, "score", 4)


def test_nodes_of_subgraphs_are_found():
    model = onnx.load_model_from_string(edited(add_if_with_custom_operator))
    assert "Odd" in {node.op_type for node in nodes(model.graph)}
