using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.ModelRepository;
using Hitcast.InferenceApi.Tests.Scoring;
using Xunit;
using static Hitcast.InferenceApi.Tests.Contract.OnnxBytes;

namespace Hitcast.InferenceApi.Tests.ModelRepository;

public sealed class GraphCheckTest
{
    private static readonly Manifest Declared = Manifest.Parse(Published.Read("spotify-popularity/2", "manifest.json")) with
    {
        Inputs = [MadeUpInputs.Amount, MadeUpInputs.Share],
    };

    [Fact]
    public void The_graph_that_the_manifest_describes_is_right() => Compare(Input("amount", null, 1), Input("share", null, 1));

    [Fact]
    public void Another_shape_is_refused()
    {
        Assert.Equal("model.onnx: input 'share' has the shape [-1, 2], it must be [N, 1].", Reason(Input("amount", null, 1), Input("share", null, 2)));
        Assert.Equal("model.onnx: input 'amount' has the shape [5, 1], it must be [N, 1].", Reason(Input("amount", 5, 1), Input("share", null, 1)));
        Assert.Equal("model.onnx: input 'amount' has the shape [-1], it must be [N, 1].", Reason(Input("amount", [null]), Input("share", null, 1)));
    }

    [Fact]
    public void Other_names_order_or_number_of_inputs_are_refused()
    {
        Assert.Equal("model.onnx: its inputs are share, amount; manifest.json says amount, share.", Reason(Input("share", null, 1), Input("amount", null, 1)));
        Assert.Equal("model.onnx: its inputs are amount; manifest.json says amount, share.", Reason(Input("amount", null, 1)));
    }

    [Fact]
    public void Another_type_is_refused()
    {
        var manifest = Declared with { Inputs = [MadeUpInputs.Language] };
        var refused = Assert.Throws<VersionRefusedException>(() => GraphCheck.Compare(Graph([Input("language", null, 1)]), manifest));
        Assert.Equal("model.onnx: input 'language' is of another type than in manifest.json.", refused.Message);
    }

    [Fact]
    public void An_operator_set_that_the_manifest_does_not_name_is_refused()
    {
        var manifest = Declared with { Onnx = new(10, new Dictionary<string, int> { ["ai.onnx.ml"] = 3 }) };
        var refused = Assert.Throws<VersionRefusedException>(() => GraphCheck.Compare(Graph([Input("amount", null, 1), Input("share", null, 1)]), manifest));
        Assert.Equal("model.onnx: its operator set of ai.onnx is 21; manifest.json says none.", refused.Message);
    }

    [Fact]
    public void A_task_without_its_outputs_is_refused()
    {
        var manifest = Declared with { Task = ModelTask.Classification };
        var refused = Assert.Throws<VersionRefusedException>(() => GraphCheck.Compare(Graph([Input("amount", null, 1), Input("share", null, 1)]), manifest));
        Assert.Equal("manifest.json: a Classification must have the outputs probability, label, not prediction, lower, upper.", refused.Message);
    }

    private static OnnxFile Graph(byte[][] inputs) => OnnxFile.Read(Model(
        [Node("n", "Identity", "", "amount", "prediction"), .. inputs, Output("prediction", null, 1), Output("lower", null, 1), Output("upper", null, 1)]));

    private static void Compare(params byte[][] inputs) => GraphCheck.Compare(Graph(inputs), Declared);

    private static string Reason(params byte[][] inputs) => Assert.Throws<VersionRefusedException>(() => Compare(inputs)).Message;
}
