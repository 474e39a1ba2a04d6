namespace Hitcast.InferenceApi.Scoring;

/// <summary>The outputs of some rows, and the features that the explained tree ensemble read, if they were asked for.</summary>
public sealed class Answers
{
    private readonly float[][] numbers;
    private readonly int[] labels;
    private readonly int featureCount;
    private float[] features = [];

    public Answers(OnnxModel model, int capacity)
    {
        numbers = [.. model.Outputs.Select(output => output.Values is null ? new float[capacity] : [])];
        labels = new int[capacity];
        featureCount = model.FeatureCount;
        Capacity = capacity;
    }

    public int Capacity { get; }

    /// <summary>Whether the features are wanted too.</summary>
    public bool WithFeatures { get; set; }

    public float Number(int output, int row) => numbers[output][row];

    /// <summary>A column of numbers, by the output's place.</summary>
    public Span<float> Numbers(int output) => numbers[output];

    /// <summary>Which of the label's two values, 0 or 1, by row.</summary>
    public Span<int> Labels => labels;

    /// <summary>The matrix that the explained node reads, row by row.</summary>
    public Span<float> Features => features.Length == 0 ? features = new float[Capacity * featureCount] : features;

    public ReadOnlySpan<float> FeaturesOf(int row) => Features.Slice(row * featureCount, featureCount);
}
