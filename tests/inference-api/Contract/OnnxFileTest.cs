using System.Text;
using CsCheck;
using Hitcast.InferenceApi.Contract;
using Microsoft.ML.OnnxRuntime.Tensors;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Contract;

public class OnnxFileTest
{
    [Theory]
    [MemberData(nameof(Published.Versions), MemberType = typeof(Published))]
    public void A_published_graph_is_what_its_manifest_says(string version)
    {
        var file = OnnxFile.Read(Published.Read(version, "model.onnx"));
        var manifest = Manifest.Parse(Published.Read(version, "manifest.json"));

        Assert.Equal(manifest.Onnx.IrVersion, file.IrVersion);
        Assert.Equal(manifest.Onnx.Opsets.ToDictionary(o => o.Key, o => (long)o.Value), file.Opsets);
        Assert.Equal(manifest.Inputs.Select(i => (i.Name, ElementType(i.OnnxType))), file.Inputs.Select(i => (i.Name, i.ElementType)));
        Assert.Equal(manifest.Outputs.Select(o => (o.Name, ElementType(o.OnnxType))), file.Outputs.Select(o => (o.Name, o.ElementType)));
        Assert.All(file.Inputs.Concat(file.Outputs), tensor => Assert.Equal([-1, 1], tensor.Shape));
        Assert.Equal(["ai.onnx", "ai.onnx.ml"], file.Domains);
        Assert.Equal("TreeEnsembleRegressor", Assert.Single(file.Nodes, node => node.Name == manifest.Explanation.Node).OperatorType);
    }

    [Fact]
    public void Attributes_are_read_packed_and_unpacked_one_and_many()
    {
        var node = OnnxFile.Read(OnnxBytes.Model(OnnxBytes.Node(
            "trees", "TreeEnsembleRegressor", "ai.onnx.ml", "x", "y",
            OnnxBytes.Attribute("n_targets", 3),
            OnnxBytes.Attribute("nodes_nodeids", [0, -1, 300]),
            OnnxBytes.Attribute("packed_integers", 0).Concat(OnnxBytes.Field(8, [7, 0xAC, 0x02])).ToArray(),
            OnnxBytes.Attribute("nodes_values", [0.5f, float.NaN]),
            OnnxBytes.Attribute("nodes_modes", ["LEAF", "BRANCH_GT"])))).Nodes.Single();

        Assert.Equal(("trees", "TreeEnsembleRegressor", "ai.onnx.ml"), (node.Name, node.OperatorType, node.Domain));
        Assert.Equal(["x"], node.Inputs);
        Assert.Equal(["y"], node.Outputs);
        Assert.Equal([3], node.Integers("n_targets"));
        Assert.Equal([0, -1, 300], node.Integers("nodes_nodeids"));
        Assert.Equal([0, 7, 300], node.Integers("packed_integers"));
        Assert.Equal([0.5f, float.NaN], node.Floats("nodes_values"));
        Assert.Equal(["LEAF", "BRANCH_GT"], node.Texts("nodes_modes").Select(text => Encoding.UTF8.GetString(text.Span)));
        Assert.Empty(node.Floats("base_values"));
    }

    [Fact]
    public void Operators_within_subgraphs_and_functions_count_too()
    {
        var branch = OnnxBytes.Graph(OnnxBytes.Node("inner", "Custom", "example.deep", "x", "y"));
        var inner = OnnxBytes.Graph(OnnxBytes.Node("middle", "If", "", "x", "y", OnnxBytes.GraphAttribute("then_branch", branch)));
        var model = OnnxBytes.Model(OnnxBytes.Node("outer", "If", "", "x", "y", OnnxBytes.GraphAttribute("else_branch", inner)));
        var function = OnnxBytes.Field(25, OnnxBytes.Field(7, OnnxBytes.Field(7, "example.function"u8.ToArray())));

        Assert.Equal(["ai.onnx", "example.deep", "example.function"], OnnxFile.Read(model.Concat(function).ToArray()).Domains);
    }

    [Fact]
    public void Graphs_nested_without_end_are_refused()
    {
        var graph = OnnxBytes.Graph();
        for (var depth = 0; depth < 5_000; depth++)
        {
            graph = OnnxBytes.Graph(OnnxBytes.Node("", "If", "", "", "", OnnxBytes.GraphAttribute("", graph)));
        }

        Assert.Contains("deep", Assert.Throws<OnnxFileException>(() => OnnxFile.Read(OnnxBytes.Field(7, graph))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no graph")]
    [InlineData("3A05", "cut off")]
    [InlineData("08FFFFFFFFFFFFFFFFFFFFFF", "longer than the ten bytes")]
    [InlineData("0B", "wire type 3")]
    [InlineData("3807", "wire type 0 instead of 2")]
    [InlineData("00", "tag is 0")]
    [InlineData("42030A01FF", "not UTF-8")]
    public void Bytes_that_are_no_model_are_refused_with_a_reason(string hex, string reason) =>
        Assert.Contains(reason, Assert.Throws<OnnxFileException>(() => OnnxFile.Read(Convert.FromHexString(hex))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_cut_or_changed_file_is_read_or_refused_and_nothing_else()
    {
        var model = Published.Read("movie-success/2", "model.onnx");
        var places = Gen.Frequency((1, Gen.Int[0, model.Length - 1]), (1, Gen.Int[0, 3_000]), (1, Gen.Int[model.Length - 3_000, model.Length - 1]));
        Gen.Select(places, Gen.Select(places, Gen.Byte).Array[0, 20], Gen.Bool).Sample(
            (cut, changes, isCut) =>
            {
                var damaged = model.ToArray();
                foreach (var (place, value) in changes)
                {
                    damaged[place] = value;
                }

                ReadEverything(isCut ? damaged.AsMemory(0, cut) : damaged);
            },
            iter: 300,
            seed: "0000KHFcvU3d");
    }

    private static void ReadEverything(ReadOnlyMemory<byte> model)
    {
        try
        {
            foreach (var node in OnnxFile.Read(model).Nodes)
            {
                foreach (var attribute in node.AttributeNames)
                {
                    _ = (node.Integers(attribute), node.Floats(attribute), node.Texts(attribute));
                }
            }
        }
        catch (OnnxFileException refused)
        {
            Assert.NotEmpty(refused.Message);
        }
    }

    private static TensorElementType ElementType(OnnxType type) => type == OnnxType.Float ? TensorElementType.Float : TensorElementType.String;
}
