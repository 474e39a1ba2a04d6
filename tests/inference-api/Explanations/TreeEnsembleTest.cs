using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Explanations;
using Hitcast.InferenceApi.Tests.Contract;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Explanations;

public class TreeEnsembleTest
{
    /// <summary>One branch of weight 100, leaves of 10 (weight 60) and 30 (weight 40).</summary>
    public static byte[][] Stump() =>
    [
        OnnxBytes.Attribute("n_targets", 1),
        OnnxBytes.Attribute("nodes_treeids", [0, 0, 0]),
        OnnxBytes.Attribute("nodes_nodeids", [0, 1, 2]),
        OnnxBytes.Attribute("nodes_modes", ["BRANCH_GT", "LEAF", "LEAF"]),
        OnnxBytes.Attribute("nodes_featureids", [0, 0, 0]),
        OnnxBytes.Attribute("nodes_values", [0.5f, 0, 0]),
        OnnxBytes.Attribute("nodes_falsenodeids", [1, 0, 0]),
        OnnxBytes.Attribute("nodes_truenodeids", [2, 0, 0]),
        OnnxBytes.Attribute("nodes_hitrates", [100f, 60, 40]),
        OnnxBytes.Attribute("target_treeids", [0, 0]),
        OnnxBytes.Attribute("target_nodeids", [1, 2]),
        OnnxBytes.Attribute("target_ids", [0, 0]),
        OnnxBytes.Attribute("target_weights", [10f, 30]),
    ];

    public static TheoryData<string, byte[], string> Defects { get; } = new()
    {
        { "aggregate_function", OnnxBytes.Attribute("aggregate_function", "MAX"), "does not sum its trees" },
        { "post_transform", OnnxBytes.Attribute("post_transform", "LOGISTIC"), "post_transform NONE" },
        { "tensor", OnnxBytes.Attribute("nodes_values_as_tensor", 1), "as_tensor" },
        { "mode", OnnxBytes.Attribute("nodes_modes", ["BRANCH_LEQ", "LEAF", "LEAF"]), "BRANCH_GT" },
        { "lengths", OnnxBytes.Attribute("nodes_values", [0.5f]), "has 1 entries in nodes_values where there must be 3" },
        { "hitrates", OnnxBytes.Attribute("nodes_hitrates", Array.Empty<float>()), "has 0 entries in nodes_hitrates" },
        { "infinite", OnnxBytes.Attribute("nodes_hitrates", [100f, float.PositiveInfinity, 40]), "no finite numbers" },
        { "feature", OnnxBytes.Attribute("nodes_featureids", [1, 0, 0]), "reads the feature 1, but explanation.features has 1" },
        { "child", OnnxBytes.Attribute("nodes_truenodeids", [9, 0, 0]), "refers to the node 9 of tree 0" },
        { "cycle", OnnxBytes.Attribute("nodes_truenodeids", [0, 0, 0]), "reached twice" },
        { "diamond", OnnxBytes.Attribute("nodes_truenodeids", [1, 0, 0]), "reached twice" },
        { "twice", OnnxBytes.Attribute("nodes_nodeids", [0, 2, 2]), "has the node 2 of tree 0 twice" },
        { "leaf", OnnxBytes.Attribute("target_nodeids", [1, 3]), "refers to the node 3 of tree 0" },
        { "targets", OnnxBytes.Attribute("n_targets", 0), "none with the number 0" },
        { "bases", OnnxBytes.Attribute("base_values", [1f, 2]), "has 2 base_values for 1 targets" },
    };

    /// <summary>An attribute given again replaces the first.</summary>
    [Theory]
    [MemberData(nameof(Defects))]
    public void What_the_contract_does_not_describe_is_refused_with_a_reason(string defect, byte[] attribute, string reason)
    {
        var refused = Assert.Throws<TreeEnsembleException>(() => Read(Node([.. Stump(), attribute])));
        Assert.True(refused.Message.Contains(reason, StringComparison.Ordinal), $"{defect}: {refused.Message}");
    }

    [Fact]
    public void Another_operator_is_refused() =>
        Assert.Throws<TreeEnsembleException>(() => Read(OnnxBytes.Node("trees", "TreeEnsembleClassifier", "ai.onnx.ml", "x", "y", Stump())));

    [Fact]
    public void A_node_of_another_name_is_refused_by_its_name() =>
        Assert.Contains("\"forest\"", Assert.Throws<TreeEnsembleException>(() => Explainer("forest", "height")).Message, StringComparison.Ordinal);

    [Fact]
    public void Two_nodes_of_one_name_are_refused()
    {
        var file = OnnxFile.Read(OnnxBytes.Model(Node(Stump()), Node(Stump())));
        Assert.Throws<TreeEnsembleException>(() => TreeExplainer.Create(file, new ExplanationSource("trees", 0, "points", 18, [new("x", ["height"])]), ["height"]));
    }

    [Fact]
    public void An_input_that_the_model_does_not_have_is_refused_by_its_name() =>
        Assert.Contains("\"heigth\"", Assert.Throws<TreeEnsembleException>(() => Explainer("trees", "heigth")).Message, StringComparison.Ordinal);

    private static byte[] Node(byte[][] attributes) => OnnxBytes.Node("trees", "TreeEnsembleRegressor", "ai.onnx.ml", "x", "y", attributes);

    private static TreeEnsemble Read(byte[] node) => TreeEnsemble.Read(OnnxFile.Read(OnnxBytes.Model(node)).Nodes[0], target: 0, featureCount: 1);

    private static TreeExplainer Explainer(string node, string input) => TreeExplainer.Create(
        OnnxFile.Read(OnnxBytes.Model(Node(Stump()))), new ExplanationSource(node, 0, "points", 18, [new("x", [input])]), ["height"]);
}
