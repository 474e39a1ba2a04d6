using Microsoft.ML.OnnxRuntime;

namespace Hitcast.InferenceApi.Scoring;

/// <summary>Input and output tensors for a fixed number of rows, bound to a session once and filled again and again.</summary>
internal sealed class Tensors : IDisposable
{
    private const int LongText = 1 << 14;
    private static readonly RunOptions NoOptions = new();
    private readonly OnnxModel model;
    private readonly OrtIoBinding binding;
    private readonly float[][] inputNumbers;
    private readonly OrtValue[] inputs;
    private readonly float[][] outputNumbers;
    private readonly OrtValue[] outputs;
    private readonly float[] features;

    public Tensors(OnnxModel model, int count, bool withFeatures)
    {
        this.model = model;
        Count = count;
        WithFeatures = withFeatures;
        binding = model.Session.CreateIoBinding();
        inputNumbers = [.. model.Inputs.Fields.Select(field => Pinned(field.IsText ? 0 : count))];
        inputs = [.. model.Inputs.Fields.Select(field => Tensor(inputNumbers[field.Index], count, field.IsText))];
        outputNumbers = [.. model.Outputs.Select(output => Pinned(output.Values is null ? count : 0))];
        outputs = [.. model.Outputs.Select((output, index) => Tensor(outputNumbers[index], count, output.Values is not null))];
        features = Pinned(withFeatures ? count * model.FeatureCount : 0);
        if (withFeatures)
        {
            outputs = [.. outputs, OrtValue.CreateTensorValueFromMemory(features, [count, model.FeatureCount])];
        }

        Bind();
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    public bool WithFeatures { get; }

    /// <summary>Whether it keeps texts in memory that are not worth keeping.</summary>
    public bool HoldsLongTexts { get; private set; }

    /// <summary>Copies rows from <paramref name="first"/> on to the tensors' rows from <paramref name="at"/> on.</summary>
    public void Fill(Rows rows, int first, int count, int at)
    {
        foreach (var field in model.Inputs.Fields)
        {
            if (!field.IsText)
            {
                rows.Numbers(field.Index).Slice(first, count).CopyTo(inputNumbers[field.Index].AsSpan(at));
                continue;
            }

            var column = rows.Texts(field.Index);
            for (var row = 0; row < count; row++)
            {
                var text = column[first + row];
                HoldsLongTexts |= text.Length > LongText;
                inputs[field.Index].StringTensorSetElementAt(text, at + row);
            }
        }
    }

    public void Run() => model.Session.RunWithBinding(NoOptions, binding);

    /// <summary>Copies the tensors' rows from <paramref name="at"/> on to the answers from <paramref name="first"/> on.</summary>
    public void Read(Answers answers, int at, int count, int first)
    {
        for (var output = 0; output < outputNumbers.Length; output++)
        {
            if (model.LabelValues[output] is not { } values)
            {
                outputNumbers[output].AsSpan(at, count).CopyTo(answers.Numbers(output)[first..]);
                continue;
            }

            for (var row = 0; row < count; row++)
            {
                answers.Labels[first + row] = Label(values, outputs[output].GetStringElementAsSpan(at + row));
            }
        }

        if (answers.WithFeatures)
        {
            features.AsSpan(at * model.FeatureCount, count * model.FeatureCount).CopyTo(answers.Features[(first * model.FeatureCount)..]);
        }
    }

    public void Dispose()
    {
        binding.Dispose();
        foreach (var value in inputs.Concat(outputs))
        {
            value.Dispose();
        }
    }

    private static float[] Pinned(int length) => GC.AllocateArray<float>(length, pinned: true);

    private static OrtValue Tensor(float[] numbers, int count, bool isText) => isText
        ? OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, [count, 1])
        : OrtValue.CreateTensorValueFromMemory(numbers, [count, 1]);

    private static int Label(byte[][] values, ReadOnlySpan<byte> label) =>
        label.SequenceEqual(values[1]) ? 1
        : label.SequenceEqual(values[0]) ? 0
        : throw new InvalidOperationException("The graph answered a label that the manifest does not know.");

    private void Bind()
    {
        foreach (var field in model.Inputs.Fields)
        {
            binding.BindInput(field.Name, inputs[field.Index]);
        }

        var names = model.Outputs.Select(output => output.Name).Append(model.FeatureTensor);
        foreach (var (name, value) in names.Zip(outputs))
        {
            binding.BindOutput(name, value);
        }
    }
}
