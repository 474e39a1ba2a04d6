using Hitcast.InferenceApi.Contract;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Contract;

public class OnnxFileWithOutputTest
{
    [Theory]
    [MemberData(nameof(Published.Versions), MemberType = typeof(Published))]
    public void One_session_answers_the_feature_matrix_and_still_the_declared_outputs_alone(string version)
    {
        var model = Published.Read(version, "model.onnx");
        var manifest = Manifest.Parse(Published.Read(version, "manifest.json"));
        var file = OnnxFile.Read(model);
        var features = file.Nodes.Single(node => node.Name == manifest.Explanation.Node).Inputs[0];
        const int rows = 3;

        using var plain = new InferenceSession(model);
        using var extended = new InferenceSession(OnnxFile.WithOutput(model, features));
        using var options = new RunOptions();
        var inputs = manifest.Inputs.ToDictionary(input => input.Name, input => Missing(input.OnnxType, rows));
        string[] declared = [.. manifest.Outputs.Select(output => output.Name)];

        using var expected = plain.Run(options, inputs, declared);
        using var without = extended.Run(options, inputs, declared);
        using var with = extended.Run(options, inputs, [.. declared, features]);

        var matrix = with[^1];
        Assert.Equal(TensorElementType.Float, matrix.GetTensorTypeAndShape().ElementDataType);
        Assert.Equal([rows, manifest.Explanation.Features.Count], matrix.GetTensorTypeAndShape().Shape);
        var first = Floats(expected[0]);
        Assert.Equal(first, Floats(without[0]));
        Assert.Equal(first, Floats(with[0]));
        Assert.Equal([.. declared, features], OnnxFile.Read(OnnxFile.WithOutput(model, features)).Outputs.Select(output => output.Name));
    }

    private static float[] Floats(OrtValue value) => value.GetTensorDataAsSpan<float>().ToArray();

    private static OrtValue Missing(OnnxType type, int rows)
    {
        if (type == OnnxType.Float)
        {
            return OrtValue.CreateTensorValueFromMemory(Enumerable.Repeat(float.NaN, rows).ToArray(), [rows, 1]);
        }

        var texts = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [rows, 1]);
        return texts;
    }
}
